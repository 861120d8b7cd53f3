from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.dates import PartialDate, Quarter, local_day


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


def test_quarter_knows_its_neighbours_over_the_year() -> None:
    quarter = Quarter(year=2026, number=4)
    assert (str(quarter.next), str(quarter.previous)) == ("2027-Q1", "2026-Q3")
    assert str(Quarter(year=2026, number=1).previous) == "2025-Q4"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_quarter_of_a_day_holds_that_day(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert quarter.next.previous == quarter


def test_local_day_is_that_of_the_zone() -> None:
    moment = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert local_day(moment, "America/Costa_Rica") == date(2026, 11, 24)
    assert local_day(moment, "Europe/Madrid") == date(2026, 11, 25)
