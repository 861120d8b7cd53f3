import pytest

from mirps_bot.domain.ids import numbered


@pytest.mark.parametrize("typed", ["A-00041", "a-41", "A41", " a 041 ", "A-0000041"])
def test_number_is_read_behind_its_letter_however_it_is_typed(typed: str) -> None:
    assert numbered(typed, "a") == 41


@pytest.mark.parametrize("typed", ["", "A-", "41", "N-0041", "A-41b", "A-٤١", "A-99999999999"])
def test_what_is_no_number_behind_this_letter_is_none(typed: str) -> None:
    assert numbered(typed, "a") == 0


@pytest.mark.parametrize(
    ("text", "number"), [("41", 41), ("", 0), ("-41", 0), ("4.1", 0), ("²", 0), ("9" * 20, 0)]
)
def test_number_that_stands_alone_is_one_that_the_database_can_hold(text: str, number: int) -> None:
    assert numbered(text) == number
