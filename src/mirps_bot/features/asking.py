"""Whether a reminder still asks for anything: what settles it, wherever that was done."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from mirps_bot.domain.attendance import Attendance, Reply
from mirps_bot.domain.calendar import Event, EventStatus, Stand
from mirps_bot.domain.delivery import Delivery, Reason, Reminder
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme, Step, Stops
from mirps_bot.features.cycle import cycle_opens
from mirps_bot.features.owed import owed_since
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """A reminder that is to be sent, or was, and who reads it."""

    programme: Programme
    delivery: Delivery
    reminder: Reminder
    reader: Person

    @property
    def step(self) -> Step | None:
        """None: it was put off, and stands for several."""
        return self.programme.step(self.reminder.step)


def event_asked_about(visit: Visit, reminder: Reminder) -> Event | None:
    """What a reminder still asks for a report about; None: that is settled, gone, or was never asked."""
    programme = visit.programmes.get(reminder.programme)
    if programme is None or not asks_for_report(visit, reminder):
        return None
    event = standing_event(visit, programme, reminder)
    if event and why_settled(visit, programme, reminder, event, visit.actor.time_zone):
        return None
    return event


def asks_for_report(visit: Visit, reminder: Reminder) -> bool:
    programme = visit.programmes.get(reminder.programme)
    stops = programme.stops(programme.step(reminder.step)) if programme else Stops.NEVER
    return stops in (Stops.ANY_ANSWER, Stops.ALL_ANSWERED)


def standing_event(visit: Visit, programme: Programme, reminder: Reminder) -> Event | None:
    """What the reminder was planned for, if it is still to be on that day."""
    event = visit.unit.events.find(reminder.event)
    return event if event and stands(programme, event, reminder) else None


def stands(programme: Programme, event: Event, reminder: Reminder) -> bool:
    return event.status is not EventStatus.CANCELLED and _day(programme, event, reminder) == reminder.day


def is_as_told(programme: Programme, event: Event, reminder: Reminder) -> bool:
    """Whether it is on that day still, and at that hour."""
    told = Stand(day=event.day_of(reminder.entity), starts_at=reminder.starts_at)
    return stands(programme, event, reminder) and Stand.of(event, reminder.entity).is_as(told)


def why_settled(
    visit: Visit, programme: Programme, reminder: Reminder, event: Event, zone: str
) -> Reason | None:
    step = programme.step(reminder.step)
    if is_answered(visit.unit, programme.stops(step), event, reminder.entity, zone):
        return Reason.ANSWERED
    if step and step.attendance:
        said = attendance_of(visit, event, reminder.entity)
        if said not in step.attendance:
            return Reason.DECLINED if said is Attendance.NO else Reason.ANSWERED
    return None


def attendance_of(visit: Visit, event: Event, entity: EntityId) -> Attendance:
    reply = reply_of(visit.unit, event, entity)
    return reply.attendance if reply else Attendance.SILENT


def reply_of(unit: UnitOfWork, event: Event, entity: EntityId) -> Reply | None:
    """What it said of the day on which the event is now."""
    said = unit.attendances.of(event.id).get(entity)
    return said if said and said.counts_for(event) else None


def is_answered(unit: UnitOfWork, stops: Stops, event: Event, entity: EntityId, zone: str) -> bool:
    """An entity with nothing left to report on counts as answered only where every pledge is asked for."""
    match stops:
        case Stops.NEVER:
            return False
        case Stops.REPLIED:
            return reply_of(unit, event, entity) is not None
        case Stops.ALL_ANSWERED:
            return not owed_since(unit, entity, cycle_opens(event, zone))
        case Stops.ANY_ANSWER:
            last = unit.updates.last_of((entity,)).get(entity)
            return last is not None and last >= cycle_opens(event, zone)
        case _:
            assert_never(stops)


def _day(programme: Programme, event: Event, reminder: Reminder) -> date | None:
    """The day that the reminder was planned for, as the event has it now."""
    if programme.about is About.UNDATED:
        return None if event.day else event.first_day
    return event.day_of(reminder.entity)
