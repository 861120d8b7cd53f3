"""The time that a line tells of, in words or in figures, on 24 November 2026."""

from datetime import date

import pytest

from mirps_bot.domain.dates import Period
from mirps_bot.domain.language import Language
from mirps_bot.parsing.stretches import told_stretch

TODAY = date(2026, 11, 24)


def taken(words: str, *, ahead: bool = False) -> tuple[Period | None, str]:
    told = told_stretch(words, Language.EN, TODAY, ahead=ahead, since=("since", "desde"))
    return (told.period, told.rest) if told else (None, words)


def period(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-Q3", period("2026-07-01", "2026-09-30")),
        ("q1 2026", period("2026-01-01", "2026-03-31")),
        ("T4 de 2026", period("2026-10-01", "2026-12-31")),
        ("III trimestre de 2025", period("2025-07-01", "2025-09-30")),
        ("4to trim", period("2026-10-01", "2026-12-31")),
        ("3T", period("2026-07-01", "2026-09-30")),
        ("último trimestre", period("2026-07-01", "2026-09-30")),
        ("1º de março", period("2026-03-01", "2026-03-01")),
        ("marzo 2026", period("2026-03-01", "2026-03-31")),
        ("Março de 2026", period("2026-03-01", "2026-03-31")),
        ("2026-12", period("2026-12-01", "2026-12-31")),
        ("2026", period("2026-01-01", "2026-12-31")),
        ("2026-03-01 2026-03-31", period("2026-03-01", "2026-03-31")),
        ("2026-03-31 a 2026-03-01", period("2026-03-01", "2026-03-31")),
        ("2026-03-05", period("2026-03-05", "2026-03-05")),
        ("November 16", period("2026-11-16", "2026-11-16")),
        ("ayer", period("2026-11-23", "2026-11-23")),
        ("since 2026-Q3", period("2026-07-01", "2026-11-24")),
        ("desde el lunes", period("2026-11-23", "2026-11-24")),
        ("3 - 14 Nov", period("2026-11-03", "2026-11-14")),
        ("3–14 de noviembre", period("2026-11-03", "2026-11-14")),
        ("20 Dec - 6 Jan", period("2025-12-20", "2026-01-06")),
    ],
)
def test_stretch_is_taken_however_it_is_written(words: str, expected: Period) -> None:
    assert taken(words) == (expected, "")


def test_words_around_a_stretch_are_left_as_they_are() -> None:
    assert taken("México 2026-Q3 Lucía #2") == (period("2026-07-01", "2026-09-30"), "México Lucía #2")
    assert taken("México última semana #2")[1] == "México #2"


def test_year_that_stands_apart_is_the_year_of_the_stretch() -> None:
    assert taken("2025 primer trimestre") == (period("2025-01-01", "2025-03-31"), "2025")
    assert taken("q1 q2 2025") == (period("2025-01-01", "2025-03-31"), "q2 2025")


@pytest.mark.parametrize("words", ["", "asilo", "2026-02-30", "13", "20261", "rec-2026x"])
def test_words_without_a_stretch_are_left_as_they_are(words: str) -> None:
    assert taken(words) == (None, words)


def test_day_of_the_week_is_the_last_or_the_next() -> None:
    assert taken("monday")[0] == period("2026-11-23", "2026-11-23")
    assert taken("monday", ahead=True)[0] == period("2026-11-30", "2026-11-30")
