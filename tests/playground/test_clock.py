"""The clock that can be set, and the timestamps taken from it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.playground.world import NOON

from mirps_bot.playground import SettableClock
from mirps_bot.playground.clock import Stamps
from mirps_bot.playground.timetable import next_morning


def test_a_frozen_clock_stands_still_until_it_is_moved() -> None:
    clock = SettableClock(NOON, frozen=True)
    assert (clock.now(), clock.now()) == (NOON, NOON)
    clock.advance(timedelta(days=7))

    assert clock.now() == NOON + timedelta(days=7)


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    clock = SettableClock(NOON)
    first, second = clock.now(), clock.now()

    assert NOON <= first <= second < NOON + timedelta(minutes=1)


def test_a_clock_is_not_set_to_a_naive_moment() -> None:
    with pytest.raises(ValueError, match="aware"):
        SettableClock(datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001 - that is the mistake


def test_timestamps_increase_even_when_the_clock_goes_back() -> None:
    clock = SettableClock(NOON, frozen=True)
    stamps = Stamps(clock)
    first = stamps.next()
    clock.advance(timedelta(days=-3))
    second = stamps.next()
    stamps.pass_over("1800000000.000000")

    assert (first, second, stamps.next()) == (
        "1772474400.000000",
        "1772474400.000001",
        "1800000000.000001",
    )


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        # the night in which New York's clocks go forward
        (datetime(2026, 3, 7, 20, 0, tzinfo=UTC), datetime(2026, 3, 8, 13, 0, tzinfo=UTC)),
        (datetime(2026, 3, 6, 20, 0, tzinfo=UTC), datetime(2026, 3, 7, 14, 0, tzinfo=UTC)),
        # past midnight in UTC, still the evening before in New York
        (datetime(2026, 3, 7, 2, 0, tzinfo=UTC), datetime(2026, 3, 7, 14, 0, tzinfo=UTC)),
    ],
)
def test_the_next_morning_is_by_the_persons_own_clock(now: datetime, morning: datetime) -> None:
    assert next_morning(now, ZoneInfo("America/New_York")) == morning
