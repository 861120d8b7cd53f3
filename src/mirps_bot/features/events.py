"""Which meetings and deadlines a line asks for: ahead, in a time that it names, else gone by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import Period
from mirps_bot.domain.fixing import Fixing, can_be_fixed
from mirps_bot.domain.ids import GroupId
from mirps_bot.domain.lexicon import fold
from mirps_bot.features.places import seats_in_english
from mirps_bot.features.reading import MAX_WORDS, read
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.calendar_words import take_number
from mirps_bot.parsing.stretches import take_days_alone

HORIZON = timedelta(days=540)
"""How far ahead the list of what comes looks: the next forum is announced by its year alone."""
MOST_PERIODS = 6
"""Nobody asks for more at once."""

_NO_HOUR = datetime.max.replace(tzinfo=UTC)

MEETINGS = (
    EventKind.ANNUAL_MEETING,
    EventKind.TECHNICAL,
    EventKind.PLATFORM,
    EventKind.GRF,
    EventKind.SOLIDARITY,
)
"""What people call meetings too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Within one field any value will do; across fields all must hold. Empty fields ask nothing.

    Without periods, what is still to come. `words` (folded) must all stand in the title, place or note. No more than
    `most` are wanted.
    """

    periods: tuple[Period, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    groups: tuple[GroupId, ...] = ()
    words: tuple[str, ...] = ()
    most: int | None = None
    seats: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What events may call a city that one of the words names."""

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
        text = _text(event)
        return tuple(word for word in self.words if word in text or self.seats.get(word, word) in text)


def read_wanted(visit: Visit, words: str) -> EventFilter:
    periods, rest = _take_periods(visit, words)
    kinds = visit.labels["eventkind"].read(rest)
    others = visit.labels["anyevent"].read(" ".join(kinds.rest)).rest
    most, others = take_number(others, visit.actor.language)
    asked = read(visit.lexicon, " ".join(others))
    own = visit.lexicon.possessives
    sought = () if asked.groups else tuple(each for each in visit.asked(" ".join(others)) if each not in own)
    return EventFilter(
        periods=periods,
        kinds=tuple(EventKind(kind) for _, kind in kinds.terms),
        groups=asked.groups,
        words=sought,
        seats=seats_in_english(visit) if sought else {},
        most=most,
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
    if not found:
        alone, rest = take_days_alone(rest, visit.today)
        if alone:
            found.add(alone)
    return tuple(sorted(each for each in found if not any(map(each.is_around, found)))), rest


def in_time(visit: Visit, wanted: EventFilter) -> tuple[Event, ...]:
    """Of any kind, in the periods that are wanted; without any, what is to come."""
    if not wanted.periods:
        return upcoming(visit)
    found = (
        event
        for each in wanted.periods
        for event in visit.unit.events.between(each.first, each.last)
        if any(start <= each.last and each.first <= end for start, end in event.stretches)
    )
    return tuple({event.id: event for event in found}.values())


def upcoming(visit: Visit) -> tuple[Event, ...]:
    """Events that are not over, by day and hour, those that have no day yet after the others of their year or quarter;
    what has no hour comes after the others of its day.
    """
    events = visit.unit.events.between(visit.today, visit.today + HORIZON)
    ahead = (event for event in events if not is_gone(visit, event))
    return tuple(sorted(ahead, key=_place))


def meeting_before(visit: Visit, day: date, *, series: str | None, group: GroupId | None) -> Event | None:
    """The last one that was over by then, and is by now: of a series, or of a group whatever its series."""
    if not series and not group:
        return None
    found = [
        each
        for each in visit.unit.events.between(date.min, day, series=series)
        if is_meeting(each)
        and each.last_day < min(day, visit.today)
        and each.status is not EventStatus.CANCELLED
        and (each.group == group if series else group in (each.group, each.series))
    ]
    return max(found, key=lambda each: (each.last_day, each.id), default=None)


def _place(event: Event) -> tuple[date, datetime]:
    return (event.first_day if event.day else event.last_day, event.starts_at or _NO_HOUR)


def open_to_fix(visit: Visit) -> tuple[Event, ...]:
    """Those to come that the secretariat can put a day on."""
    return tuple(filter(can_be_fixed, upcoming(visit)))


def fixed(visit: Visit) -> tuple[tuple[Event, Fixing], ...]:
    """Those to come that it put a day on, by day; not where their source has overruled it."""
    events = visit.unit.events
    found = ((events.find(each.event), each) for each in events.fixings(visit.today))
    return tuple(
        (event, fixing)
        for event, fixing in found
        if event and event != events.as_sourced(event.id) and not is_gone(visit, event)
    )


def is_meeting(event: Event) -> bool:
    """Whether people come together for it, and it is not another mechanism's."""
    return event.kind in (EventKind.MEETING, *MEETINGS, EventKind.LEARNING_EVENT, EventKind.WORKSHOP)


def gone_by(visit: Visit, wanted: EventFilter) -> Iterator[Event]:
    """Where something was asked for, but no time: what is over, the latest first."""
    if not wanted.periods and replace(wanted, most=None) != EventFilter():
        events = visit.unit.events.between(date.min, visit.today)
        yield from (each for each in reversed(events) if is_gone(visit, each))


def is_gone(visit: Visit, event: Event) -> bool:
    """Whether it was held, or can't be on any more."""
    moment = None if event.end else event.ends_at or event.starts_at
    is_over = event.last_day < visit.today or (moment is not None and moment < visit.now)
    return is_over or event.status is EventStatus.HELD


def nearest(
    asked: EventFilter, ahead: Iterable[Event], gone_by: Iterable[Event]
) -> tuple[EventFilter, tuple[Event, ...]]:
    """What is ahead and has all of the words; else what was and has them all; else what has the most of them, and the
    question without the others. `gone_by` is looked at only where nothing ahead fits.
    """
    ahead = tuple(ahead)
    if fitting := tuple(filter(asked.fits, ahead)):
        return asked, fitting
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


def _text(event: Event) -> str:
    return fold(" ".join((*event.title.all(), event.place or "", event.note or "")))
