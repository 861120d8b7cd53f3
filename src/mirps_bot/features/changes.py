"""An event that moved, was cancelled or got its day: whoever was told of it is told so, and what they were told is
put right where it stands. What became of one that is gone from the calendar nobody knows: the secretariat is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Show
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.delivery import Notice, Owed, Reason, Reminder, Retelling
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.fixing import Fixed, Fixing
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme
from mirps_bot.features import attendance, fix
from mirps_bot.features.asking import stands
from mirps_bot.features.duties import duties
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

MEMORY = timedelta(days=90)
"""How long ago somebody may have been told of an event, and so what was told anew is remembered for as long."""

COMES_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`was` is the day that the entity was told, None if there was none yet, and of what is cancelled its last one; an
    event that has no day any more is to be fixed anew. `overruled` is what the secretariat had fixed, and the event's
    source says otherwise by now.
    """

    event: Event
    entity: EntityId
    person: Person
    was: date | None
    is_cancelled: bool
    as_of: datetime
    overruled: Fixing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """`told` are the entities that had been told of it."""

    event: Event
    told: tuple[EntityId, ...]
    person: Person
    as_of: datetime


def owed_by_changes(unit: UnitOfWork, programmes: Mapping[str, Programme], now: datetime) -> Iterator[Owed]:
    """What has to be said of events that changed since somebody was told of them, as of their latest change."""
    told = _told(unit, programmes, now)
    overruled = _overruled(unit, now)
    wanted = {reminder.event for _, reminder in told} | {each.event for each in overruled}
    events = {each.id: each for each in map(unit.events.find, wanted) if each}
    gone = {each.id: each for each in unit.events.gone(wanted - events.keys())}
    revisions = unit.events.revisions([*events, *gone])
    dated = [each for _, each in told if programmes[each.programme].about is About.EVENT]
    as_told = (Notice(event=each.event, day=each.day, entity=each.entity) for each in dated)
    yield from _notices((*overruled, *as_told), events, now)
    yield from _questions(unit, dated, gone, revisions, now)
    yield from _retellings(unit, programmes, told, events, revisions, now)


def _told(
    unit: UnitOfWork, programmes: Mapping[str, Programme], now: datetime
) -> tuple[tuple[DeliveryId, Reminder], ...]:
    first_days = {About.EVENT: now.date(), About.UNDATED: date.min}
    ahead_of = {name: first_days[each.about] for name, each in programmes.items() if each.about in first_days}
    return unit.deliveries.reminders_since(now - MEMORY, ahead_of=ahead_of)


def _retellings(
    unit: UnitOfWork,
    programmes: Mapping[str, Programme],
    told: Iterable[tuple[DeliveryId, Reminder]],
    events: Mapping[EventId, Event],
    revisions: Mapping[EventId, int],
    now: datetime,
) -> Iterator[Owed]:
    """One for each message that tells of an event as it is no more, or as it is again after that was put right."""
    changed: dict[str, Owed] = {}
    restored: dict[str, Owed] = {}
    for shown, reminder in told:
        event, revision = events.get(reminder.event), revisions.get(reminder.event)
        if revision is None:
            continue
        is_so = event is not None and stands(programmes[reminder.programme], event, reminder)
        if is_so and not revision:
            continue
        *earlier, key = (f"changed/{reminder.event}#{number}/{shown}" for number in range(revision + 1))
        owed = Owed.at_once(key, Retelling(of=shown), now, within=COMES_WITHIN)
        if is_so:
            restored |= dict.fromkeys(earlier, owed)
        else:
            changed[key] = owed
    yield from changed.values()
    yield from {restored[each].key: restored[each] for each in unit.deliveries.known(restored)}.values()


def _overruled(unit: UnitOfWork, now: datetime) -> tuple[Notice, ...]:
    """For who fixed a day: what they know, where the event's source says otherwise by now."""
    standing = {each.event: each for each in unit.events.fixings(now.date())}
    people = {each.id: each for each in unit.people.all()} if standing else {}
    return tuple(
        Notice(event=each.event, day=each.day, entity=people[each.by].entity)
        for each in standing.values()
        if (event := unit.events.find(each.event)) and Fixed.read(event.source) is None
    )


def _notices(told: Iterable[Notice], events: Mapping[EventId, Event], now: datetime) -> Iterator[Owed]:
    """One for each entity that was last told of another day than the event has now, or of one that is cancelled."""
    for notice in {(each.event, each.entity): each for each in told}.values():
        event = events.get(notice.event)
        if event and _is_changed(event, notice.entity, notice.day):
            now_on = "cancelled" if event.status is EventStatus.CANCELLED else event.day or "undated"
            key = f"changed/{event.id}@{notice.day}/{now_on}/{notice.entity}"
            yield Owed.at_once(key, notice, now, within=COMES_WITHIN)


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
    """Withdrawn if all is as it was told."""
    event = visit.unit.events.find(notice.event)
    if event is None and person.is_secretariat:
        return _ask(visit, notice, person)
    if event is None or not _is_changed(event, notice.entity, notice.day):
        return Reason.WITHDRAWN
    return tell(
        visit, event, notice.entity, person, was=notice.day, overruled=_fixed_by(visit, notice, person)
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
    overruled: Fixing | None = None,
) -> Show:
    is_cancelled = event.status is EventStatus.CANCELLED
    asks = not is_cancelled and event.day and entity in attendance.invited(visit, event)
    return Show(
        template="calendar/changed",
        data=Changed(
            event=event,
            entity=entity,
            person=person,
            was=event.day_of(entity) or was if is_cancelled else was,
            is_cancelled=is_cancelled,
            as_of=visit.now,
            overruled=overruled,
        ),
        choices={
            "reply": attendance.choices(event.id, entity) if asks else (),
            "fix": fix.opening(event) if overruled else (),
        },
    )


def _is_changed(event: Event, entity: EntityId, told: date) -> bool:
    return event.status is EventStatus.CANCELLED or event.day_of(entity) != told
