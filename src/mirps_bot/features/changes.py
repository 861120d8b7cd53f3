"""An event that moved or was cancelled: whoever was told of it is told so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Show
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.delivery import Notice, Owed, Reason, Reminder
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme
from mirps_bot.features import attendance
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

MEMORY = timedelta(days=90)
"""How long ago somebody may have been told of an event."""

PATIENCE = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`was` is the day that the entity was told; an event that has no day any more is to be fixed anew."""

    event: Event
    entity: EntityId
    person: Person
    was: date
    is_cancelled: bool
    as_of: datetime


def notices(unit: UnitOfWork, programmes: Mapping[str, Programme], now: datetime) -> Iterator[Owed]:
    """One for each entity that was last told of another day than the event has now, or of one that is cancelled."""
    told: dict[tuple[EventId, EntityId], Reminder] = {}
    for each in unit.deliveries.reminders_since(now - MEMORY, ahead_of=now.date()):
        programme = programmes.get(each.programme)
        if programme and programme.about is About.EVENT:
            told[each.event, each.entity] = each
    events = {each: unit.events.find(each) for each in {event for event, _ in told}}
    for reminder in told.values():
        event = events[reminder.event]
        if event and _is_changed(event, reminder.entity, reminder.day):
            now_on = "cancelled" if event.status is EventStatus.CANCELLED else event.day or "undated"
            yield Owed(
                key=f"changed/{event.id}@{reminder.day}/{now_on}/{reminder.entity}",
                content=Notice(event=event.id, day=reminder.day, entity=reminder.entity),
                due_at=now,
                give_up_at=now + PATIENCE,
            )


def compose(visit: Visit, notice: Notice, person: Person) -> Show | Reason:
    """Withdrawn if all is as it was told."""
    event = visit.unit.events.find(notice.event)
    if event is None or not _is_changed(event, notice.entity, notice.day):
        return Reason.WITHDRAWN
    is_cancelled = event.status is EventStatus.CANCELLED
    asks = not is_cancelled and event.day and notice.entity in attendance.invited(visit, event)
    return Show(
        template="calendar/changed",
        data=Changed(
            event=event,
            entity=notice.entity,
            person=person,
            was=notice.day,
            is_cancelled=is_cancelled,
            as_of=visit.now,
        ),
        choices={"reply": attendance.choices(event.id, notice.entity) if asks else ()},
    )


def _is_changed(event: Event, entity: EntityId, told: date) -> bool:
    return event.status is EventStatus.CANCELLED or event.day_of(entity) != told
