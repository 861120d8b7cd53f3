from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from mirps_bot.domain.calendar import Event, EventChange, EventKind, EventStatus, Sighting
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Names

BY_QUARTER = Event(
    id=EventId("focal"),
    title=Names(es="Reunión", en="Meeting"),
    kind=EventKind.MEETING,
    status=EventStatus.TO_BE_CONFIRMED,
    quarters=(Quarter(year=2025, number=3), Quarter(year=2025, number=1)),
    source="MIRPS Support Platform Strategy 2025, Colombia Chair",
)
BY_DAY = replace(BY_QUARTER, quarters=(), start=PartialDate.parse("2026-11-25"))
BY_HOUR = replace(BY_DAY, start_time=time(9, 30), end_time=time(11, 30), time_zone="America/Costa_Rica")


def test_event_by_quarter_spans_all_its_quarters() -> None:
    assert BY_QUARTER.day is None
    assert (BY_QUARTER.first_day, BY_QUARTER.last_day) == (date(2025, 1, 1), date(2025, 9, 30))


def test_event_by_month_spans_the_month() -> None:
    event = replace(BY_DAY, start=PartialDate.parse("2026-10"))
    assert (event.day, event.first_day, event.last_day) == (None, date(2026, 10, 1), date(2026, 10, 31))


def test_event_by_day_has_no_moment_without_an_hour() -> None:
    assert BY_DAY.day == date(2026, 11, 25)
    assert (BY_DAY.starts_at, BY_DAY.ends_at) == (None, None)


def test_event_by_hour_begins_and_ends_on_the_clock_of_its_place() -> None:
    assert BY_HOUR.starts_at == datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
    assert BY_HOUR.ends_at == datetime(2026, 11, 25, 17, 30, tzinfo=UTC)


def test_event_of_several_days_ends_on_the_last_one() -> None:
    event = replace(BY_HOUR, end=PartialDate.parse("2026-11-27"), end_time=time(9, 0))
    assert event.ends_at == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert event.last_day == date(2026, 11, 27)


def test_event_that_ends_some_time_in_a_year_may_start_on_a_day_of_it() -> None:
    assert replace(BY_DAY, end=PartialDate.parse("2026")).last_day == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": None}, "needs quarters or a start"),
        ({"time_zone": None}, "start_time needs a day and a time_zone"),
        ({"start": PartialDate.parse("2026-11")}, "start_time needs a day and a time_zone"),
        ({"start_time": None}, "end_time needs a start_time"),
        ({"end": PartialDate.parse("2026-11-24")}, "ends before it starts"),
        ({"end_time": time(9, 30)}, "end_time is not after start_time"),
        ({"opens": date(2026, 11, 26)}, "opens after its last day"),
    ],
)
def test_event_that_cannot_be_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=f"focal: {why}"):
        replace(BY_HOUR, **change)  # type: ignore[arg-type]


CANCELLED = replace(BY_QUARTER, status=EventStatus.CANCELLED)


@pytest.mark.parametrize(
    ("was", "becomes", "change"),
    [
        (BY_DAY, BY_DAY, None),
        (BY_DAY, replace(BY_DAY, note="x", link="https://x.example"), None),
        (BY_QUARTER, replace(BY_QUARTER, quarters=(Quarter(year=2026, number=1),)), None),
        (BY_QUARTER, BY_DAY, EventChange.FIXED),
        (BY_DAY, replace(BY_DAY, status=EventStatus.CONFIRMED), EventChange.FIXED),
        (BY_DAY, BY_HOUR, EventChange.MOVED),
        (BY_DAY, replace(BY_DAY, start=PartialDate.parse("2026-11-26")), EventChange.MOVED),
        (BY_DAY, BY_QUARTER, EventChange.MOVED),
        (BY_QUARTER, CANCELLED, EventChange.CANCELLED),
        (CANCELLED, CANCELLED, None),
    ],
)
def test_change_of_an_event_is_what_changes_plans(
    was: Event, becomes: Event, change: EventChange | None
) -> None:
    assert Sighting.of(was).change_to(becomes) is change
