"""Meetings and deadlines: what comes next, and lists of any year, quarter, group or kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.clock_changes import ClockWarning, clock_warning
from mirps_bot.domain.ids import EventId
from mirps_bot.features.calendar_file import file_choice, send_file
from mirps_bot.features.events import (
    EventFilter,
    gone_by,
    in_time,
    is_gone,
    is_meeting,
    nearest,
    read_wanted,
    upcoming,
)
from mirps_bot.features.fix import choices as fixing_choices
from mirps_bot.features.pack import pack_choice
from mirps_bot.features.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Events by their first possible day; `overlaps` are other mechanisms' that may fall on the same days. `is_past`:
    nothing like it is ahead, so the latest comes first of what was. `rest` are folded words that none of these has.
    """

    wanted: EventFilter
    rest: tuple[str, ...] = ()
    is_past: bool = False
    events: tuple[Event, ...]
    overlaps: Mapping[EventId, tuple[Event, ...]]
    warning: ClockWarning | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvent:
    """`event` None: nothing with a known day is ahead. `undated` may come, but no day is known yet. `rest` are folded
    words that no coming event has: they were left aside.
    """

    wanted: EventFilter
    rest: tuple[str, ...] = ()
    event: Event | None
    overlaps: tuple[Event, ...]
    warning: ClockWarning | None
    undated: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    form = visit.labels["calendarform"]
    if form.read(words).terms:
        return send_file(visit, " ".join(each for each in words.split() if not form.read(each).terms))
    asked = read_wanted(visit, words)
    wanted, events = nearest(asked, in_time(visit, asked), gone_by(visit, asked))
    is_past = not asked.periods and bool(events) and is_gone(visit, events[0])
    is_all = wanted == asked and not is_past and not asked.most
    events = events[: asked.most]
    ahead = (each for each in events if each.starts_at and each.starts_at > visit.now)
    return Show(
        template="calendar/answer",
        data=Agenda(
            wanted=wanted,
            rest=tuple(each for each in asked.words if each not in wanted.words),
            is_past=is_past,
            events=events,
            overlaps=overlaps(visit, events),
            warning=_warning(visit, next(ahead, None)),
            as_of=visit.now,
        ),
        choices={
            "fix": fixing_choices(visit, events),
            "look": (
                _year_choice(visit.today.year - 1),
                _year_choice(visit.today.year),
                Choice.asking("feed"),
                *((file_choice(words),) if is_all else ()),
            ),
        },
        shareable=f"calendar {words}".strip(),
    )


def next_event(visit: Visit, words: str) -> Outbound:
    asked = read_wanted(visit, words)
    if asked.periods or asked.most:
        return answer(visit, words)
    wanted, ahead = asked, [each for each in upcoming(visit) if asked.fits(each)]
    if asked.words and not ahead:
        wanted = replace(asked, words=())
        ahead = [each for each in upcoming(visit) if wanted.fits(each)]
    event = next((each for each in ahead if each.day and each.status is not EventStatus.CANCELLED), None)
    undated = tuple(each for each in ahead if not each.day)[:5]
    return Show(
        template="next/answer",
        data=NextEvent(
            wanted=wanted,
            rest=asked.words if wanted is not asked else (),
            event=event,
            overlaps=overlaps(visit, (event,)).get(event.id, ()) if event else (),
            warning=_warning(visit, event),
            undated=undated,
            as_of=visit.now,
        ),
        choices={
            "fix": fixing_choices(visit, undated),
            "look": (
                Choice.asking("calendar"),
                Choice.asking("feed"),
                *((file_choice(event.id),) if event else ()),
                *(pack_choice(visit, event.id) if event and is_meeting(event) else ()),
            ),
        },
        shareable=f"next {words}".strip(),
    )


def overlaps(visit: Visit, events: Iterable[Event]) -> Mapping[EventId, tuple[Event, ...]]:
    """Of each of the platform's own events that are not over: the other mechanisms' that it may fall together with."""
    own = [each for each in events if _is_planned(each) and each.kind is not EventKind.OTHER_MECHANISM]
    if not own:
        return {}
    around = visit.unit.events.between(
        min(each.first_day for each in own), max(each.last_day for each in own)
    )
    others = [each for each in around if _is_planned(each) and each.kind is EventKind.OTHER_MECHANISM]
    found = {event.id: tuple(filter(event.may_meet, others)) for event in own}
    return {event: meeting for event, meeting in found.items() if meeting}


def _warning(visit: Visit, event: Event | None) -> ClockWarning | None:
    """Of what has a known hour: the reader's clock and the host's come before everybody else's."""
    if event is None or event.starts_at is None or event.time_zone is None:
        return None
    zones = (zone for entity in visit.entities.values() for zone in entity.time_zones[:1])
    return clock_warning(event.starts_at, (visit.actor.time_zone, event.time_zone, *zones))


def _is_planned(event: Event) -> bool:
    return event.status not in (EventStatus.HELD, EventStatus.CANCELLED)


def _year_choice(year: int) -> Choice:
    return Choice.asking(f"calendar {year}", "ask_year", year=str(year))
