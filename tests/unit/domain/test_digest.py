"""When issues fall due, and what each is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.unit.desk import DEADLINE, MEETING

from mirps_bot.domain.calendar import EventStatus
from mirps_bot.domain.digest import Audience, DigestRule, Scope, Weekday, issues
from mirps_bot.domain.language import Language, Names

WEEKLY = DigestRule(
    title=Names(es="Boletín"),
    lead=None,
    scope=Scope.PLATFORM,
    audience=Audience.SECRETARIAT,
    weekly=Weekday.MONDAY,
    monthly=None,
    series=None,
    days_before=None,
    at=time(8),
    time_zone="America/Panama",
    room=None,
    language=Language.ES,
    give_up_after=timedelta(days=3),
    amended_for=timedelta(days=7),
)
MONTHLY = replace(WEEKLY, weekly=None, monthly=2)
BEFORE = replace(WEEKLY, weekly=None, series="reporting", days_before=2)
AFTER = replace(BEFORE, days_before=-5)


def told(rule: DigestRule, after: str, until: str) -> list[tuple[str, date, date, str]]:
    start, end = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (after, until))
    found = issues(rule, (MEETING, DEADLINE), after=start, until=end)
    return [(each.key, each.since, each.until, f"{each.due_at:%Y-%m-%dT%H:%M}") for each in found]


def test_week_is_told_on_its_day_about_the_seven_before() -> None:
    assert told(WEEKLY, "2026-11-23T13:00", "2026-12-07T13:00") == [
        ("2026-11-30", date(2026, 11, 23), date(2026, 11, 29), "2026-11-30T13:00"),
        ("2026-12-07", date(2026, 11, 30), date(2026, 12, 6), "2026-12-07T13:00"),
    ]


def test_week_whose_day_is_a_holiday_is_told_on_the_next_working_one() -> None:
    """November 3 is the day of Panama's separation from Colombia."""
    assert told(WEEKLY, "2025-11-03T12:00", "2025-11-07T00:00") == [
        ("2025-11-03", date(2025, 10, 27), date(2025, 11, 2), "2025-11-04T13:00")
    ]


def test_day_is_told_on_the_next_working_one() -> None:
    daily = replace(WEEKLY, weekly=None, daily=True)
    assert told(daily, "2026-11-27T12:00", "2026-12-01T13:00") == [
        ("2026-11-27", date(2026, 11, 26), date(2026, 11, 26), "2026-11-27T13:00"),
        ("2026-11-30", date(2026, 11, 27), date(2026, 11, 29), "2026-11-30T13:00"),
        ("2026-12-01", date(2026, 11, 30), date(2026, 11, 30), "2026-12-01T13:00"),
    ]


def test_month_is_told_about_the_whole_one_before() -> None:
    assert told(MONTHLY, "2027-01-01T00:00", "2027-03-31T00:00") == [
        ("2027-01-04", date(2026, 12, 1), date(2026, 12, 31), "2027-01-04T13:00"),
        ("2027-02-02", date(2027, 1, 1), date(2027, 1, 31), "2027-02-02T13:00"),
        ("2027-03-02", date(2027, 2, 1), date(2027, 2, 28), "2027-03-02T13:00"),
    ]


def test_deadline_is_told_about_its_cycle_before_and_after() -> None:
    """Off the weekend and the host's holidays, on the side that still serves."""
    whole = ("2026-12-01T00:00", "2026-12-31T00:00")
    assert told(BEFORE, *whole) == [
        ("test-deadline@2026-12-15/+2d", date(2026, 11, 1), date(2026, 12, 10), "2026-12-11T13:00")
    ]
    assert told(AFTER, *whole) == [
        ("test-deadline@2026-12-15/-5d", date(2026, 11, 1), date(2026, 12, 15), "2026-12-22T13:00")
    ]


def test_cancelled_and_other_events_have_no_issue() -> None:
    cancelled = replace(DEADLINE, status=EventStatus.CANCELLED)
    whole = {"after": datetime(2026, 12, 1, tzinfo=UTC), "until": datetime(2026, 12, 31, tzinfo=UTC)}
    assert issues(BEFORE, (MEETING, cancelled), **whole) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"monthly": 1}, "needs one of daily, weekly, monthly and series"),
        ({"weekly": None}, "needs one of daily, weekly, monthly and series"),
        ({"days_before": 2}, "series and days_before go together"),
        ({"weekly": None, "monthly": 31}, "from 1 to 28"),
        ({"audience": Audience.GROUP}, "needs the scope 'groups'"),
        ({"give_up_after": timedelta(0)}, "more than nothing"),
    ],
)
def test_impossible_rule_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(WEEKLY, **change)  # type: ignore[arg-type]
