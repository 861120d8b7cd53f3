from mirps_bot.domain.window import LEAST, SLOW, Window


def after(window: Window, *shares: float) -> int:
    for each in shares:
        window.ended(each)
    return window.size


def test_what_ends_in_good_time_leaves_as_many_under_way() -> None:
    assert after(Window(20), *[SLOW] * 50) == 20


def test_fewer_are_under_way_the_more_take_long_and_as_many_again_once_none_does() -> None:
    window = Window(20)
    assert after(window, *[0.9] * 7) == 13
    assert after(window, *[1.0] * 50) == LEAST
    assert after(window, *[0.1] * 5) == LEAST + 5
    assert after(window, *[0.1] * 50) == 20
