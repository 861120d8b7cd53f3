"""Meetings and deadlines: what comes next, and any year's list."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

HORIZON = timedelta(days=540)
"""How far ahead the list of what comes looks: the next forum is announced by its year alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """`years` empty: what is still to come. Events by their first possible day."""

    years: tuple[int, ...]
    events: tuple[Event, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvent:
    """`event` None: nothing with a known day is ahead. `undated` may come, but no day is known yet."""

    event: Event | None
    undated: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    years = asked.years
    if years:
        events = tuple(
            event
            for year in sorted(set(years))
            for event in visit.unit.events.between(date(year, 1, 1), date(year, 12, 31))
        )
    else:
        events = upcoming(visit)
    return Show(
        template="calendar/answer",
        data=Agenda(years=years, events=events, as_of=visit.now),
        choices={"look": (_year_choice(visit.today.year - 1), _year_choice(visit.today.year))},
        shareable=f"calendar {words}".strip(),
    )


def next_event(visit: Visit, words: str) -> Outbound:
    ahead = upcoming(visit)
    dated = [event for event in ahead if event.day and event.status is not EventStatus.CANCELLED]
    return Show(
        template="next/answer",
        data=NextEvent(
            event=dated[0] if dated else None,
            undated=tuple(event for event in ahead if not event.day)[:5],
            as_of=visit.now,
        ),
        choices={"look": (Choice(phrase="ask_calendar", action=Action(ActionName.ASK, ("calendar",))),)},
        shareable="next",
    )


def upcoming(visit: Visit) -> tuple[Event, ...]:
    """Events that are not over, the ones with a day first among those that can begin on the same day."""
    events = visit.unit.events.between(visit.today, visit.today + HORIZON)
    return tuple(
        event for event in events if event.status is not EventStatus.HELD and not _is_over(event, visit.now)
    )


def _is_over(event: Event, now: datetime) -> bool:
    last_moment = event.ends_at or event.starts_at
    return bool(last_moment and last_moment < now and not event.end)


def _year_choice(year: int) -> Choice:
    return Choice(
        phrase="ask_year", values={"year": str(year)}, action=Action(ActionName.ASK, (f"calendar {year}",))
    )
