from dataclasses import replace
from datetime import date

import pytest
from tests.contract.samples import ANNUAL, DEADLINE, EVENTS, MEETING

from mirps_bot.domain.calendar import EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EventId
from mirps_bot.ports import UnitOfWork


@pytest.mark.parametrize("event", [MEETING, ANNUAL, DEADLINE], ids=lambda event: str(event.id))
def test_event_is_read_as_written(unit: UnitOfWork, event: object) -> None:
    assert unit.events.find(event.id) == event  # type: ignore[attr-defined]


def test_event_nobody_knows_is_none(unit: UnitOfWork) -> None:
    assert unit.events.find(EventId("never")) is None


@pytest.mark.parametrize(
    ("since", "until", "touched"),
    [
        (date(2026, 9, 1), date(2026, 9, 30), []),
        (date(2026, 10, 1), date(2026, 10, 1), [ANNUAL]),
        (date(2026, 11, 30), date(2026, 11, 30), [ANNUAL, MEETING]),
        (date(2026, 12, 31), date(2027, 1, 31), [ANNUAL, DEADLINE]),
        (date(2027, 3, 31), date(2027, 9, 1), [ANNUAL]),
        (date(2027, 4, 1), date(2027, 9, 1), []),
        (date.min, date.max, [ANNUAL, MEETING, DEADLINE]),
    ],
)
def test_between_finds_what_can_touch_these_days(
    unit: UnitOfWork, since: date, until: date, touched: list[object]
) -> None:
    assert unit.events.between(since, until) == tuple(touched)


def test_between_may_ask_for_one_series(unit: UnitOfWork) -> None:
    assert unit.events.between(date.min, date.max, series="quarterly") == (MEETING,)


def test_event_that_moves_is_found_on_its_new_day_only(unit: UnitOfWork) -> None:
    moved = replace(MEETING, start=PartialDate(year=2027, month=6, day=2), status=EventStatus.TO_BE_CONFIRMED)
    unit.events.save([moved])

    assert unit.events.between(date(2026, 11, 30), date(2026, 11, 30)) == (ANNUAL,)
    assert unit.events.between(date(2027, 6, 2), date(2027, 6, 2)) == (moved,)


def test_revision_counts_what_really_changed(unit: UnitOfWork) -> None:
    assert unit.events.revisions() == {each.id: 0 for each in EVENTS}

    unit.events.save([MEETING])
    assert unit.events.revisions()[MEETING.id] == 0

    moved = replace(MEETING, start=PartialDate(year=2026, month=12, day=1))
    unit.events.save([moved])
    unit.events.save([replace(moved, status=EventStatus.CANCELLED)])

    assert unit.events.revisions() == {each.id: 2 if each == MEETING else 0 for each in EVENTS}
    assert unit.events.revisions([MEETING.id]) == {MEETING.id: 2}
    assert unit.events.revisions([]) == {}
