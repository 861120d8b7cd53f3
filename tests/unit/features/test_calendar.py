from dataclasses import replace
from datetime import UTC, datetime

from tests.unit.desk import DEADLINE, ELENA, LUCIA, MEETING, Desk

from mirps_bot.content.load import Content
from mirps_bot.dialogue import Show
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.ids import EventId
from mirps_bot.features import calendar
from mirps_bot.features.calendar import Agenda, NextEvent


def agenda(desk: Desk, words: str = "") -> Agenda:
    with desk.visit(LUCIA) as visit:
        shown = calendar.answer(visit, words)
    assert isinstance(shown, Show)
    assert isinstance(shown.data, Agenda)
    return shown.data


def following(desk: Desk, email: str = LUCIA) -> NextEvent:
    with desk.visit(email) as visit:
        shown = calendar.next_event(visit, "")
    assert isinstance(shown, Show)
    assert isinstance(shown.data, NextEvent)
    return shown.data


def save(desk: Desk, *events: Event) -> None:
    with desk.visit(ELENA) as visit:
        visit.unit.events.save(events)


def at(desk: Desk, text: str) -> None:
    desk.clock.moment = datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_comes_is_listed_by_its_first_possible_day(desk: Desk) -> None:
    events = agenda(desk).events
    assert [each.id for each in events if each.id.startswith("test-")] == ["test-meeting", "test-deadline"]
    assert [each.first_day for each in events] == sorted(each.first_day for each in events)
    assert all(each.last_day >= desk.clock.now().date() for each in events)


def test_what_was_held_is_no_longer_to_come(desk: Desk) -> None:
    save(desk, replace(MEETING, status=EventStatus.HELD))
    assert "test-meeting" not in {each.id for each in agenda(desk).events}


def test_year_lists_everything_of_it(desk: Desk, content: Content) -> None:
    listed = agenda(desk, "2025")
    assert listed.years == (2025,)
    assert [each.id for each in listed.events] == [
        each.id for each in content.events if each.first_day.year <= 2025 <= each.last_day.year
    ]


def test_year_without_dates_lists_nothing(desk: Desk) -> None:
    assert agenda(desk, "2045").events == ()


def test_two_years_are_listed_in_order(desk: Desk) -> None:
    both = agenda(desk, "2026 2025").events
    assert both == (*agenda(desk, "2025").events, *agenda(desk, "2026").events)


def test_next_is_the_first_with_a_day(desk: Desk) -> None:
    found = following(desk)
    assert found.event == MEETING
    assert all(each.day is None for each in found.undated)


def test_next_stays_until_the_meeting_is_over(desk: Desk) -> None:
    at(desk, "2026-12-10T15:29")
    assert following(desk).event == MEETING
    at(desk, "2026-12-10T15:31")
    assert following(desk).event == DEADLINE


def test_deadline_stays_next_until_its_day_is_over_for_the_reader(desk: Desk) -> None:
    at(desk, "2026-12-16T05:30")
    assert following(desk).event == DEADLINE  # 23:30 of the 15th in Mexico City
    assert following(desk, "marta.vidal@example.org").event != DEADLINE


def test_cancelled_meeting_is_listed_and_not_next(desk: Desk) -> None:
    save(desk, replace(MEETING, status=EventStatus.CANCELLED))
    assert following(desk).event == DEADLINE
    assert "test-meeting" in {each.id for each in agenda(desk).events}


def test_nothing_with_a_day_ahead_is_said(desk: Desk) -> None:
    gone = [replace(each, status=EventStatus.CANCELLED) for each in (MEETING, DEADLINE)]
    save(desk, *gone)
    found = following(desk)
    assert found.event is None
    assert EventId("ev-grf-2027") in {each.id for each in found.undated}
