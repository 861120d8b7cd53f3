from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.dates import PartialDate, Period, Quarter, local_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-11-25", date(2025, 11, 25), date(2025, 11, 25)),
    ],
)
def test_partial_date_spans_what_it_can_be(text: str, first: date, last: date) -> None:
    read = PartialDate.parse(text)
    assert (read.first_day, read.last_day, str(read)) == (first, last, text)


def test_partial_date_is_exact_only_with_a_day() -> None:
    dates = [PartialDate.parse(text).exact for text in ("2025", "2025-11", "2025-11-25")]
    assert dates == [None, None, date(2025, 11, 25)]


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2026-02-31", "2025-1", "2025-11-25T10:00", "2025-Q1", "0000"]
)
def test_partial_date_of_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_partial_dates_sort_the_less_known_first() -> None:
    texts = ["2025-11-25", "2025", "2024-12", "2025-11"]
    assert [str(each) for each in sorted(map(PartialDate.parse, texts))] == [
        "2024-12",
        "2025",
        "2025-11",
        "2025-11-25",
    ]


def test_quarter_reads_and_writes_itself() -> None:
    quarter = Quarter.parse("2026-Q4")
    assert (quarter, str(quarter)) == (Quarter(year=2026, number=4), "2026-Q4")


@pytest.mark.parametrize("text", ["2026-Q5", "2026-Q0", "Q4 2026", "2026-4", "2026-q4"])
def test_quarter_of_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter"):
        Quarter.parse(text)


def test_quarters_are_counted_over_the_years() -> None:
    quarter = Quarter(year=2026, number=4)
    assert (str(quarter.later(1)), str(quarter.later(-1))) == ("2027-Q1", "2026-Q3")
    assert str(Quarter(year=2026, number=1).later(-9)) == "2023-Q4"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_quarter_of_a_day_holds_that_day(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.later(7).later(-7) == quarter


def test_local_day_is_that_of_the_zone() -> None:
    moment = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert local_day(moment, "America/Costa_Rica") == date(2026, 11, 24)
    assert local_day(moment, "Europe/Madrid") == date(2026, 11, 25)


# ---- periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-11-25", date(2026, 11, 25), date(2026, 11, 25)),
        ("2026-11-25/2027-02-03", date(2026, 11, 25), date(2027, 2, 3)),
    ],
)
def test_period_is_written_as_it_is_read(text: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.first, period.last, str(period)) == (first, last, text)


def test_period_between_two_months_is_written_by_its_days() -> None:
    assert str(Period.parse("2026-03/2026-05")) == "2026-03-01/2026-05-31"


@pytest.mark.parametrize("text", ["", "/", "2026-H3", "2026-Q5", "Q3", "2026-13", "2026-02/2026-01", "2026/"])
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        Period.parse(text)


@given(*[st.dates(min_value=date(1900, 1, 1), max_value=date(9998, 12, 31))] * 2)
def test_every_period_comes_back(one: date, other: date) -> None:
    period = Period(first=min(one, other), last=max(one, other))
    assert Period.parse(str(period)) == period
