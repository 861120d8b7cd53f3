"""Meetings and deadlines: what comes next, and lists of any year, quarter, group or kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.clock_changes import ClockWarning, clock_warning
from mirps_bot.domain.dates import Period
from mirps_bot.domain.delivery import Living, Owed, Story
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.domain.lexicon import fold
from mirps_bot.features.reading import MAX_WORDS, read
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

LOOK_BACK = timedelta(days=400)
"""How far back the calendar goes that other programs are given."""
HORIZON = timedelta(days=540)
"""How far ahead the list of what comes looks: the next forum is announced by its year alone."""
MOST_PERIODS = 6
"""Nobody asks for more at once."""

MEETINGS = (
    EventKind.ANNUAL_MEETING,
    EventKind.TECHNICAL,
    EventKind.PLATFORM,
    EventKind.GRF,
    EventKind.SOLIDARITY,
)
"""What people call meetings too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Within one field any value will do; across fields all must hold. Empty fields ask nothing.

    Without periods, what is still to come. `words` (folded) must all stand in the title, place or note.
    """

    periods: tuple[Period, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    groups: tuple[GroupId, ...] = ()
    words: tuple[str, ...] = ()

    def fits(self, event: Event) -> bool:
        return (
            (
                not self.kinds
                or event.kind in self.kinds
                or (EventKind.MEETING in self.kinds and event.kind in MEETINGS)
            )
            and (not self.groups or event.group in self.groups)
            and len(self.words_in(event)) == len(self.words)
        )

    def words_in(self, event: Event) -> tuple[str, ...]:
        """Those that it has."""
        return tuple(word for word in self.words if word in _text(event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Events by their first possible day; `overlaps` are other mechanisms' that may fall on the same days. `is_past`:
    nothing like it is ahead, so the latest comes first of what was. `rest` are folded words that none of these has.
    """

    wanted: Wanted
    rest: tuple[str, ...] = ()
    is_past: bool = False
    events: tuple[Event, ...]
    overlaps: Mapping[EventId, tuple[Event, ...]]
    warning: ClockWarning | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """`events` are those in the file that comes with it. `is_whole`: nothing was left out."""

    wanted: Wanted
    events: tuple[Event, ...]
    is_whole: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NextEvent:
    """`event` None: nothing with a known day is ahead. `undated` may come, but no day is known yet. `rest` are folded
    words that no coming event has: they were left aside.
    """

    wanted: Wanted
    rest: tuple[str, ...] = ()
    event: Event | None
    overlaps: tuple[Event, ...]
    warning: ClockWarning | None
    undated: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    form = visit.labels["calendarform"]
    if form.read(words).terms:
        return _send_file(visit, " ".join(each for each in words.split() if not form.read(each).terms))
    asked = read_wanted(visit, words)
    wanted, events = _nearest(asked, _in_time(visit, asked), _gone_by(visit, asked))
    is_past = not asked.periods and bool(events) and _is_gone(visit, events[0])
    is_all = wanted == asked and not is_past
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
            "look": (
                _year_choice(visit.today.year - 1),
                _year_choice(visit.today.year),
                Choice.asking("feed"),
                *((file_choice(words),) if is_all else ()),
            )
        },
        shareable=f"calendar {words}".strip(),
    )


def _nearest(
    asked: Wanted, ahead: Iterable[Event], gone_by: Iterable[Event]
) -> tuple[Wanted, tuple[Event, ...]]:
    """What is ahead and has all of the words; else what was and has them all; else what has the most of them, and the
    question without the others.
    """
    of_the_kind = replace(asked, words=())
    pools = [tuple(filter(of_the_kind.fits, pool)) for pool in (ahead, gone_by)]
    said = {event.id: asked.words_in(event) for pool in pools for event in pool}
    most = max(said.values(), key=len, default=())
    for pool in pools:
        if best := tuple(each for each in pool if len(said[each.id]) == len(most)):
            said_by_any = {word for each in best for word in said[each.id]}
            words = tuple(each for each in asked.words if each in said_by_any)
            return replace(asked, words=words), best
    return asked, ()


def next_event(visit: Visit, words: str) -> Outbound:
    asked = read_wanted(visit, words)
    if asked.periods:
        return answer(visit, words)
    wanted, ahead = asked, [each for each in upcoming(visit) if asked.fits(each)]
    if asked.words and not ahead:
        wanted = replace(asked, words=())
        ahead = [each for each in upcoming(visit) if wanted.fits(each)]
    event = next((each for each in ahead if each.day and each.status is not EventStatus.CANCELLED), None)
    return Show(
        template="next/answer",
        data=NextEvent(
            wanted=wanted,
            rest=asked.words if wanted is not asked else (),
            event=event,
            overlaps=overlaps(visit, (event,)).get(event.id, ()) if event else (),
            warning=_warning(visit, event),
            undated=tuple(each for each in ahead if not each.day)[:5],
            as_of=visit.now,
        ),
        choices={
            "look": (
                Choice.asking("calendar"),
                Choice.asking("feed"),
                *((file_choice(event.id),) if event else ()),
            )
        },
        shareable=f"next {words}".strip(),
    )


def _in_almanac(unit: UnitOfWork, today: date) -> tuple[Event, ...]:
    """What other programs are given: what has a day, and what may still get one."""
    events = unit.events.between(today - LOOK_BACK, today + HORIZON)
    return tuple(each for each in events if each.day or each.last_day >= today)


def tell_file(visit: Visit, about: str) -> Show | None:
    """The message that brings the file; `about` are the words that said what it is to hold."""
    found, whole = file_events(visit, about), _in_almanac(visit.unit, visit.today)
    if not found:
        return None
    return Show(
        template="calendar/file",
        data=CalendarFile(
            wanted=read_wanted(visit, about), events=found, is_whole=found == whole, as_of=visit.now
        ),
        calendar=found,
    )


def _send_file(visit: Visit, words: str) -> Tell:
    """Into the direct messages of who asks: nothing can be handed over inside an answer."""
    person = visit.person
    if person is None or not may(person, Right.SUBSCRIBE):
        return Tell(phrase="not_on_roster")
    found = file_events(visit, words)
    if not found:
        return Tell(phrase="calendar_file_empty", choices=(Choice.asking("calendar"),))
    key = f"{Story.CALENDAR}/{person.id}/{visit.now.isoformat()}/{words}"
    content = Living(story=Story.CALENDAR, about=words, person=person.id, first=key)
    visit.unit.deliveries.owe([Owed.at_once(key, content, visit.now)])
    return Tell(phrase="calendar_file_sent", values={"events": len(found)})


def file_events(visit: Visit, words: str) -> tuple[Event, ...]:
    """The one event of this id, else what the words ask for: of a year or a quarter all, else what the feed has."""
    if event := visit.unit.events.find(EventId(words)):  # as a button asks
        return (event,)
    wanted = read_wanted(visit, words)
    within = _in_time(visit, wanted) if wanted.periods else _in_almanac(visit.unit, visit.today)
    return tuple(filter(wanted.fits, within))


def upcoming(visit: Visit) -> tuple[Event, ...]:
    """Events that are not over, the ones with a day first among those that can begin on the same day."""
    events = visit.unit.events.between(visit.today, visit.today + HORIZON)
    return tuple(
        event for event in events if event.status is not EventStatus.HELD and not _is_over(event, visit.now)
    )


def _gone_by(visit: Visit, wanted: Wanted) -> tuple[Event, ...]:
    """Where something was asked for, but no time: what is over, the latest first."""
    if wanted.periods or wanted == Wanted():
        return ()
    events = visit.unit.events.between(date.min, visit.today)
    return tuple(each for each in reversed(events) if _is_gone(visit, each))


def _is_gone(visit: Visit, event: Event) -> bool:
    return event.last_day < visit.today or event.status is EventStatus.HELD or _is_over(event, visit.now)


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


def read_wanted(visit: Visit, words: str) -> Wanted:
    periods, rest = _take_periods(visit, words)
    kinds = visit.labels["eventkind"].read(rest)
    asked = read(visit.lexicon, " ".join(kinds.rest))
    return Wanted(
        periods=periods,
        kinds=tuple(EventKind(kind) for _, kind in kinds.terms),
        groups=asked.groups,
        words=() if asked.groups else visit.asked(" ".join(kinds.rest)),
    )


def _take_periods(visit: Visit, words: str) -> tuple[tuple[Period, ...], str]:
    """The times that these words tell of, and the other words. Of a year and a part of it, the part is meant."""
    found: set[Period] = set()
    rest = " ".join(words.split()[:MAX_WORDS])
    for _ in range(MOST_PERIODS):
        period, rest = visit.take_stretch(rest, ahead=True)
        if period is None:
            break
        found.add(period)
    return tuple(sorted(each for each in found if not any(map(each.is_around, found)))), rest


def _in_time(visit: Visit, wanted: Wanted) -> tuple[Event, ...]:
    if not wanted.periods:
        return upcoming(visit)
    found = (
        event
        for each in wanted.periods
        for event in visit.unit.events.between(each.first, each.last)
        if any(start <= each.last and each.first <= end for start, end in event.stretches)
    )
    return tuple({event.id: event for event in found}.values())


def _text(event: Event) -> str:
    return fold(" ".join((*event.title.all(), event.place or "", event.note or "")))


def _warning(visit: Visit, event: Event | None) -> ClockWarning | None:
    """Of what has a known hour: the reader's clock and the host's come before everybody else's."""
    if event is None or event.starts_at is None or event.time_zone is None:
        return None
    zones = (zone for entity in visit.entities.values() for zone in entity.time_zones[:1])
    return clock_warning(event.starts_at, (visit.actor.time_zone, event.time_zone, *zones))


def _is_planned(event: Event) -> bool:
    return event.status not in (EventStatus.HELD, EventStatus.CANCELLED)


def _is_over(event: Event, now: datetime) -> bool:
    last_moment = event.ends_at or event.starts_at
    return bool(last_moment and last_moment < now and not event.end)


def _year_choice(year: int) -> Choice:
    return Choice.asking(f"calendar {year}", "ask_year", year=str(year))


def file_choice(words: str = "") -> Choice:
    """The same as a file."""
    return Choice.asking(f"calendar file {words}".strip(), "ask_file")
