from mirps_bot.domain.window import FIRST, LEAST, SLOW, Window


def after(window: Window, *shares: float) -> int:
    for each in shares:
        window.ended(each)
    return window.size


def test_more_are_under_way_as_long_as_all_end_in_good_time() -> None:
    assert Window(LEAST).size == LEAST
    assert after(Window(40), *[SLOW] * FIRST) == 2 * FIRST
    assert after(Window(40), *[SLOW] * 100) == 40


def test_fewer_are_under_way_the_more_take_long_and_as_many_again_once_none_does() -> None:
    window = Window(20)
    assert after(window, *[0.1] * 10) == 20
    assert after(window, *[0.9] * 7) == 13
    assert after(window, *[1.0] * 50) == LEAST
    assert after(window, *[0.1] * 5) == LEAST + 5
    assert after(window, *[0.1] * 50) == 20
