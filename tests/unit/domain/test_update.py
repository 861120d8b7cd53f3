import pytest

from mirps_bot.domain.update import read_number


@pytest.mark.parametrize("typed", ["A-00041", "a-41", "A41", " a 041 ", "A-0000041"])
def test_number_of_an_update_is_read_however_it_is_typed(typed: str) -> None:
    assert read_number(typed) == 41


@pytest.mark.parametrize("typed", ["", "A-", "41", "N-0041", "A-41b", "A-٤١", "A-99999999999"])
def test_what_is_no_number_of_an_update_is_none(typed: str) -> None:
    assert read_number(typed) is None
