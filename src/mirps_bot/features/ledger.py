"""The ledger, for the secretariat: what was sent to whom, what became of it, and why what was not sent was not."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Period, local_day, moments
from mirps_bot.domain.delivery import Content, Delivery, Digest, Notice, Reminder
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ladder import Due
from mirps_bot.domain.language import Names
from mirps_bot.domain.ledger import Entry, LedgerFilter, LedgerPart, Marked
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.occasion import About
from mirps_bot.domain.page import Page
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Facet
from mirps_bot.features import pledges
from mirps_bot.features.ahead import will_go_out
from mirps_bot.features.events import EventFilter, read_wanted
from mirps_bot.features.paging import page_of, turns
from mirps_bot.features.postponed import Postponed, still_asked
from mirps_bot.features.reading import Query, read, without_page
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named

PAGE_SIZE = 8
AHEAD, FURTHEST = timedelta(days=90), timedelta(days=730)
"""How far the plan is looked at where no time is told, and at most."""
MOST = 100_000
"""Lines of the ledger handed to a script at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The reminder in whose message another was said, with what a line says of it."""

    reminder: Reminder
    days: int | None
    event: Event | None
    about: About | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry with what its ids stand for; None: gone, or not known (nobody yet, a whole room)."""

    entry: Entry
    reminder: Reminder | None
    notice: Notice | None
    digest: Digest | None
    title: Names | None
    """The digest's."""
    days: int | None
    """How many days before its event (negative: after) a reminder belongs; None for what is tied to no day."""
    event: Event | None
    about: About | None
    """What a reminder is about that is of no event."""
    person: Person | None
    deeds: tuple[tuple[Marked, Person | None], ...]
    beside: Beside | None = None

    @property
    def entity(self) -> EntityId | None:
        """Whose duty it is to answer, or to know; None: a digest's, which is for readers or a room."""
        told = self.reminder or self.notice
        return told.entity if told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the ledger is asked for. `rest` are words that name nothing in it, folded."""

    wanted: LedgerFilter
    people: tuple[Person, ...]
    events: tuple[Event, ...]
    parts: tuple[LedgerPart, ...]
    period: Period | None
    page: int
    rest: tuple[str, ...]

    @property
    def titles(self) -> tuple[Names, ...]:
        """Of the events, each once, the latest first."""
        return tuple(dict.fromkeys(each.title for each in reversed(self.events)))


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    asked: Question
    page: Page[Line]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """What is still put off of what was asked for, by whom, the soonest first."""

    asked: Question
    page: Page[Postponed]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A reminder that will go out at this moment, if it is still needed then."""

    due_at: datetime
    told: Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What will go out until the last day, of what was asked for, the soonest first."""

    asked: Question
    page: Page[Coming]
    last_day: date
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """By entity, person, event and period, a page at a time. A pledge's number asks for that pledge's own history."""
    if any(each.facet is Facet.NUMBER for each in read(visit.lexicon, words).understood.found):
        return pledges.answer(visit, words)
    if not may(visit.person, Right.READ_LEDGER):
        return Tell(phrase="ledger_is_secretariats")
    asked = ask(visit, words)
    if LedgerPart.SNOOZED in asked.parts:
        return _snoozed(visit, words, asked)
    found = visit.unit.ledger.page(asked.wanted, offset=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    page = Page(items=lines(visit, found.items), total=found.total, offset=found.offset)
    return Show(
        template="ledger/list",
        data=History(asked=asked, page=page, as_of=visit.now),
        choices={"turn": turns(f"ledger {words}", page, PAGE_SIZE)},
    )


def _snoozed(visit: Visit, words: str, asked: Question) -> Show:
    """Here people are those who put it off, and the period is when it comes again."""
    wanted = asked.wanted
    found = (
        each
        for each in visit.unit.ledger.put_off(visit.now)
        if not wanted.entities or each.reminder.entity in wanted.entities
        if not wanted.people or each.by in wanted.people
        if not wanted.events or each.reminder.event in wanted.events
        if wanted.since is None or each.delivery.due_at >= wanted.since
        if wanted.until is None or each.delivery.due_at < wanted.until
    )
    page = page_of(still_asked(visit, found), asked.page, PAGE_SIZE)
    return Show(
        template="ledger/snoozed",
        data=Snoozed(asked=asked, page=page, as_of=visit.now),
        choices={"turn": turns(f"ledger {words}", page, PAGE_SIZE)},
    )


def answer_planned(visit: Visit, words: str) -> Outbound:
    """What will go out by itself, by entity, event and period, a page at a time."""
    if not may(visit.person, Right.READ_LEDGER):
        return Tell(phrase="plan_is_secretariats")
    return _planned(visit, words, ask(visit, words, is_ahead=True))


def _planned(visit: Visit, words: str, asked: Question) -> Show:
    """Here people are those whose entity is reminded."""
    wanted, of_people = asked.wanted, {each.entity for each in asked.people}
    after = max(visit.now, wanted.since or visit.now)
    until = min(wanted.until or visit.now + AHEAD, visit.now + FURTHEST)
    found = tuple(
        each
        for each in will_go_out(
            visit.unit, visit.programmes.values(), visit.entities.values(), after=after, until=until
        )
        if not wanted.entities or each.entity in wanted.entities
        if not of_people or each.entity in of_people
        if not wanted.events or each.event in wanted.events
    )
    page = page_of(found, asked.page, PAGE_SIZE)
    coming = tuple(Coming(due_at=each.due_at, told=_told(visit, each)) for each in page.items)
    return Show(
        template="planned/list",
        data=Planned(
            asked=asked,
            page=Page(items=coming, total=page.total, offset=page.offset),
            last_day=local_day(until - timedelta(microseconds=1), visit.actor.time_zone),
            as_of=visit.now,
        ),
        choices={"turn": turns(f"planned {words}", page, PAGE_SIZE)},
    )


def _told(visit: Visit, due: Due) -> Beside:
    content = Reminder(
        programme=due.programme, event=due.event, day=due.day, step=due.step, entity=due.entity
    )
    event = visit.unit.events.find(due.event)
    return Beside(reminder=content, days=_days(content), event=event, about=_about(content))


def whole(visit: Visit, words: str) -> tuple[Entry, ...]:
    """All that was asked for, on one page."""
    return visit.unit.ledger.page(ask(visit, words).wanted, limit=MOST).items


def ask(visit: Visit, words: str, *, is_ahead: bool = False) -> Question:
    """Names of entities, people (any word of a name, or an address), events (or their ids), one period."""
    by_id = tuple(event for word in words.split() if (event := visit.unit.events.find(EventId(word))))
    unread = " ".join(word for word in words.split() if word not in {event.id for event in by_id})
    part = visit.labels["ledgerpart"].read(unread)
    parts = tuple(LedgerPart(each) for _, each in part.terms)
    is_ahead = is_ahead or LedgerPart.SNOOZED in parts
    period, unread = visit.take_stretch(" ".join(part.rest) if parts else unread, ahead=is_ahead)
    people, named = _people(visit, visit.lexicon.read(unread).rest)
    unread = _without(unread, named)
    asked = read(visit.lexicon, unread)
    by_name, rest = _events(visit, unread, asked)
    events = by_id or by_name
    since, until = moments(period.first, period.last, visit.actor.time_zone) if period else (None, None)
    return Question(
        wanted=LedgerFilter(
            entities=asked.entities,
            people=tuple(each.id for each in people),
            events=tuple(each.id for each in events),
            since=since,
            until=until,
            has_failed=LedgerPart.FAILED in parts,
        ),
        people=people,
        events=events,
        parts=parts,
        period=period,
        page=asked.page,
        rest=rest,
    )


def _events(visit: Visit, words: str, asked: Query) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Those that were or will be whose kind, group and title the words name, as the calendar reads them; and the words
    that name nothing. What is merely like a title is not taken for it.
    """
    entities = {
        word
        for found in asked.understood.found
        if any(key in asked.entities for _, key in found.meant)
        for word in found.typed.split()
    }
    words = _without(without_page(words), entities)
    wanted = read_wanted(visit, words)
    of_the_kind = replace(wanted, words=())
    pool = tuple(filter(of_the_kind.fits, visit.unit.events.between(date.min, date.max)))
    if not pool:
        return (), visit.asked(words)
    named = find_named(
        wanted.words or visit.labels["eventkind"].read(" ".join(asked.rest)).rest,
        pool,
        lambda each: each.title.all(),
    )
    if named.things and not named.is_guess:
        return named.things, named.rest
    return pool if of_the_kind != EventFilter() else (), named.rest


def _without(words: str, taken: Collection[str]) -> str:
    return " ".join(word for word in words.split() if not set(taken).issuperset(fold(word).split()))


def lines(visit: Visit, entries: tuple[Entry, ...]) -> tuple[Line, ...]:
    people = {each.id: each for each in visit.unit.people.all()}
    events: dict[EventId, Event | None] = {}

    def event_of(content: Content) -> Event | None:
        if not isinstance(content, Reminder | Notice):
            return None
        if content.event not in events:
            events[content.event] = visit.unit.events.find(content.event)
        return events[content.event]

    def beside(delivery: Delivery) -> Beside | None:
        if delivery.leader is None or delivery.leader == delivery.id:
            return None
        leader = visit.unit.deliveries.find(delivery.leader)
        content = leader.content if leader else None
        if not isinstance(content, Reminder):
            return None
        return Beside(reminder=content, days=_days(content), event=event_of(content), about=_about(content))

    return tuple(
        Line(
            entry=each,
            reminder=content if isinstance(content := each.delivery.content, Reminder) else None,
            notice=content if isinstance(content, Notice) else None,
            digest=content if isinstance(content, Digest) else None,
            title=_title(visit, content),
            days=_days(content),
            event=event_of(content),
            about=_about(content),
            person=people.get(each.delivery.person) if each.delivery.person else None,
            deeds=tuple((mark, people.get(mark.person)) for mark in each.marks),
            beside=beside(each.delivery),
        )
        for each in entries
    )


def _title(visit: Visit, content: Content) -> Names | None:
    rule = visit.digests.get(content.name) if isinstance(content, Digest) else None
    return rule.title if rule else None


def _about(content: Content) -> About | None:
    kind, slash, _ = content.event.partition("/") if isinstance(content, Reminder) else ("", "", "")
    return About(kind) if slash and kind in set(About) else None


def _days(content: Content) -> int | None:
    step = content.step if isinstance(content, Reminder) else ""
    found = re.fullmatch(r"([+-]\d+)d", step)
    return int(found[1]) if found else None


def _people(visit: Visit, words: tuple[str, ...]) -> tuple[tuple[Person, ...], frozenset[str]]:
    """Whoever has all those of the words that are part of anybody's name; and those words."""
    named = {each: set(fold(f"{each.name} {each.email}").split()) for each in visit.unit.people.all()}
    known = frozenset(word for word in words if any(word in parts for parts in named.values()))
    return tuple(each for each, parts in named.items() if known and parts.issuperset(known)), known
