"""An event that moved, was cancelled or got its day: whoever was told of it is told so, and what they were told is
put right where it stands, this too. What became of one that is gone from the calendar nobody knows: the secretariat
is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Show
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attendance import Reply
from mirps_bot.domain.calendar import Event, Stand
from mirps_bot.domain.delivery import Notice, Owed, Reason, Reminder, Retelling
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.fixing import Fixed, Fixing
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme
from mirps_bot.features import attendance, fix
from mirps_bot.features.asking import attendance_of
from mirps_bot.features.duties import duties
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

MEMORY = timedelta(days=90)
"""How long ago somebody may have been told of an event, and so what was told anew is remembered for as long."""

COMES_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`was` is the day that the entity was told, None if there was none yet, and of what is cancelled its last one; an
    event that has no day any more is to be fixed anew. `before` is the event at the hour that it was told, where no
    more than that changed.
    """

    event: Event
    entity: EntityId
    person: Person
    was: date | None
    before: Event | None
    is_cancelled: bool
    is_same_day: bool
    elsewhere: str | None
    """The place that it was told, if it is another by now."""
    is_asked: bool
    """Whether it takes part."""
    said: Reply | None
    """What it last said to that; None: nothing."""
    said_counts: bool
    """It was said of the day on which the event is."""
    as_of: datetime
    overruled: Fixing | None = None
    """What the secretariat had fixed, and the event's source says otherwise by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """`told` are the entities that had been told of it."""

    event: Event
    told: tuple[EntityId, ...]
    person: Person
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an entity was last told of an event, and by what; `day` is the last that it was told."""

    by: str
    event: EventId
    entity: EntityId
    day: date
    stand: Stand


_Telling = tuple[DeliveryId, Reminder | Notice]


def owed_by_changes(unit: UnitOfWork, programmes: Mapping[str, Programme], now: datetime) -> Iterator[Owed]:
    """What has to be said of events that changed since somebody was told of them, as of their latest change."""
    told = _told(unit, programmes, now)
    fixings = unit.events.fixings(now.date())
    wanted = {each.event for _, each in told} | {each.event for each in fixings}
    events = {each.id: each for each in map(unit.events.find, wanted) if each}
    gone = {each.id: each for each in unit.events.gone(wanted - events.keys())}
    revisions = unit.events.revisions([*events, *gone])
    dated = [
        (by, each)
        for by, each in told
        if isinstance(each, Notice) or programmes[each.programme].about is About.EVENT
    ]
    yield from _notices((*_overruled(unit, fixings, events), *_last_told(dated)), events, revisions, now)
    yield from _questions(
        unit, [each for _, each in dated if isinstance(each, Reminder)], gone, revisions, now
    )
    yield from _retellings(told, revisions, now)


def _told(unit: UnitOfWork, programmes: Mapping[str, Programme], now: datetime) -> tuple[_Telling, ...]:
    first_days = {About.EVENT: now.date(), About.UNDATED: date.min}
    ahead_of = {name: first_days[each.about] for name, each in programmes.items() if each.about in first_days}
    told = unit.deliveries.told_since(now - MEMORY, ahead_of=ahead_of)
    return tuple((by, each) for by, each in told if isinstance(each, Reminder) or _day_of(each) >= now.date())


def _day_of(notice: Notice) -> date:
    """The last that it told the event to be on, or to have been."""
    return (notice.tells.day if notice.tells else None) or notice.day


def _last_told(told: Iterable[_Telling]) -> Iterable[_Told]:
    """Of each entity and event. A notice that does not say what it tells told all there was to tell."""
    last: dict[tuple[EventId, EntityId], _Told] = {}
    for by, each in told:
        of = each.event, each.entity
        if isinstance(each, Reminder):
            day, stand = each.day, Stand(day=each.day, starts_at=each.starts_at, place=each.place)
        elif each.tells:
            day, stand = _day_of(each), each.tells
        else:
            last.pop(of, None)
            continue
        last[of] = _Told(by=str(by), event=each.event, entity=each.entity, day=day, stand=stand)
    return last.values()


def _overruled(
    unit: UnitOfWork, fixings: Iterable[Fixing], events: Mapping[EventId, Event]
) -> Iterator[_Told]:
    """For who fixed a day: what they know, where the event's source says otherwise by now."""
    overruled = [
        each for each in fixings if each.event in events and Fixed.read(events[each.event].source) is None
    ]
    people = {each.id: each for each in unit.people.all()} if overruled else {}
    for each in overruled:
        entity, stand = people[each.by].entity, Stand(day=each.day)
        yield _Told(by=f"fixed/{each.day}", event=each.event, entity=entity, day=each.day, stand=stand)


def _notices(
    told: Iterable[_Told], events: Mapping[EventId, Event], revisions: Mapping[EventId, int], now: datetime
) -> Iterator[Owed]:
    """One for each entity that was last told something else than is so now."""
    for each in {(each.event, each.entity): each for each in told}.values():
        if each.event not in events:
            continue
        stand = Stand.of(events[each.event], each.entity)
        if stand.is_as(each.stand):
            continue
        notice = Notice(
            event=each.event,
            day=each.day,
            entity=each.entity,
            starts_at=each.stand.starts_at,
            place=each.stand.place,
            tells=stand,
            revision=revisions[each.event],
        )
        where = f"/{stand.place}" if stand.is_elsewhere(each.stand) else ""
        key = f"changed/{each.event}@{each.by}/{stand}/{each.entity}{where}"
        yield Owed.at_once(key, notice, now, within=COMES_WITHIN)


def _retellings(told: Iterable[_Telling], revisions: Mapping[EventId, int], now: datetime) -> Iterator[Owed]:
    """One for each message that tells of an event as it was before its latest change."""
    keys = {
        f"changed/{each.event}#{revisions[each.event]}/{shown}": shown
        for shown, each in told
        if revisions.get(each.event, 0) > each.revision
        and not (isinstance(each, Notice) and each.tells is None)
    }
    for key, shown in keys.items():
        yield Owed.at_once(key, Retelling(of=shown), now, within=COMES_WITHIN)


def _questions(
    unit: UnitOfWork,
    told: Iterable[Reminder],
    gone: Mapping[EventId, Event],
    revisions: Mapping[EventId, int],
    now: datetime,
) -> Iterator[Owed]:
    """What has become of each event that is gone, though others were told of its day."""
    days = {each.event: each.day for each in told if each.event in gone}
    everybody = duties(unit.people.all(), unit.directory.entities()) if days else ()
    for secretariat in [each.entity for each in everybody if each.kind is EntityKind.SECRETARIAT][:1]:
        for event, day in days.items():
            yield Owed.at_once(
                f"gone/{event}#{revisions[event]}/{secretariat}",
                Notice(event=event, day=day, entity=secretariat),
                now,
                within=COMES_WITHIN,
            )


def compose(visit: Visit, notice: Notice, person: Person) -> Show | Reason:
    """Withdrawn if all is as it was told, or has become something else again, which another notice tells."""
    event = visit.unit.events.find(notice.event)
    if event is None and person.is_secretariat:
        return _ask(visit, notice, person)
    if event is None:
        return Reason.WITHDRAWN
    stand = Stand.of(event, notice.entity)
    is_due = _is_told(stand, notice.tells) if notice.tells else not stand.is_as(Stand(day=notice.day))
    return tell_notice(visit, event, notice, person) if is_due else Reason.WITHDRAWN


def _is_told(stand: Stand, tells: Stand) -> bool:
    return replace(stand, place=tells.place) == tells and not stand.is_elsewhere(tells)


def tell_notice(visit: Visit, event: Event, notice: Notice, person: Person) -> Show:
    return tell(
        visit,
        event,
        notice.entity,
        person,
        was=notice.day,
        was_at=notice.starts_at,
        was_in=notice.place,
        overruled=_fixed_by(visit, notice, person),
    )


def _fixed_by(visit: Visit, notice: Notice, person: Person) -> Fixing | None:
    """What the secretariat had fixed, where that is what its own know."""
    standing = visit.unit.events.fixings(notice.day) if may(person, Right.FIX_DATE) else ()
    return next((each for each in standing if (each.event, each.day) == (notice.event, notice.day)), None)


def _ask(visit: Visit, notice: Notice, person: Person) -> Show | Reason:
    event = next(iter(visit.unit.events.gone([notice.event])), None)
    if event is None:
        return Reason.WITHDRAWN
    told = _told(visit.unit, visit.programmes, visit.now)
    entities = {each.entity for _, each in told if each.event == event.id} - {notice.entity}
    data = Gone(event=event, told=tuple(sorted(entities)), person=person, as_of=visit.now)
    return Show(template="calendar/gone", data=data)


def tell(
    visit: Visit,
    event: Event,
    entity: EntityId,
    person: Person,
    *,
    was: date | None,
    was_at: datetime | None = None,
    was_in: str | None = None,
    overruled: Fixing | None = None,
) -> Show:
    stand = Stand.of(event, entity)
    asks = bool(stand.day) and entity in attendance.invited(visit, event)
    is_elsewhere = stand.is_elsewhere(Stand(day=stand.day, place=was_in))
    said = visit.unit.attendances.of(event.id).get(entity) if asks else None
    choices = attendance.choices(event.id, entity, attendance_of(visit, event, entity)) if asks else ()
    return Show(
        template="calendar/changed",
        data=Changed(
            event=event,
            entity=entity,
            person=person,
            was=event.day_of(entity) or was if stand.is_cancelled else was,
            before=_at(event, was_at) if was == stand.day and was_at != stand.starts_at else None,
            is_cancelled=stand.is_cancelled,
            is_same_day=was is not None and was == stand.day,
            elsewhere=was_in if is_elsewhere else None,
            is_asked=asks,
            said=said,
            said_counts=said is not None and said.counts_for(event),
            as_of=visit.now,
            overruled=overruled,
        ),
        choices={"reply": choices, "fix": fix.opening(event) if overruled else ()},
    )


def _at(event: Event, starts_at: datetime | None) -> Event | None:
    """The same, at another hour; None: nobody knows how late that was at its place."""
    if starts_at is None or event.time_zone is None:
        return None
    hour = starts_at.astimezone(ZoneInfo(event.time_zone)).time()
    return replace(event, start_time=hour, end=None, end_time=None)
