from datetime import date

import pytest

from mirps_bot.domain.stretch import Stretch, read_stretch


def stretch(first: str, last: str) -> Stretch:
    return Stretch(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-Q3", stretch("2026-07-01", "2026-09-30")),
        ("q1 2026", stretch("2026-01-01", "2026-03-31")),
        ("T4 de 2026", stretch("2026-10-01", "2026-12-31")),
        ("marzo 2026", stretch("2026-03-01", "2026-03-31")),
        ("Março de 2026", stretch("2026-03-01", "2026-03-31")),
        ("février 2024", stretch("2024-02-01", "2024-02-29")),
        ("august 2026", stretch("2026-08-01", "2026-08-31")),
        ("2026-12", stretch("2026-12-01", "2026-12-31")),
        ("2026", stretch("2026-01-01", "2026-12-31")),
        ("2026-03-01 2026-03-31", stretch("2026-03-01", "2026-03-31")),
        ("2026-03-31 a 2026-03-01", stretch("2026-03-01", "2026-03-31")),
        ("2026-03-05", stretch("2026-03-05", "2026-03-05")),
    ],
)
def test_stretch_is_read_however_it_is_written(words: str, expected: Stretch) -> None:
    assert read_stretch(words) == (expected, "")


def test_words_around_a_stretch_are_left() -> None:
    assert read_stretch("México 2026-Q3 Lucía") == (stretch("2026-07-01", "2026-09-30"), "México Lucía")


@pytest.mark.parametrize("words", ["", "asilo", "2026-02-30", "13", "20261", "marzo", "rec-2026x"])
def test_words_without_a_stretch_are_left_as_they_are(words: str) -> None:
    assert read_stretch(words) == (None, words)


def test_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-03-01 comes before 2026-03-02"):
        stretch("2026-03-02", "2026-03-01")
