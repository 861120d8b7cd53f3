"""Putting a prompt off, never beyond what it reminds of."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.delivery import Delivery, Owed, Reminder
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.occasion import occasion_of
from mirps_bot.domain.person import Person
from mirps_bot.domain.working_time import working_day_from
from mirps_bot.features.bundle import tell_again
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

MORNING = time(9)

PATIENCE = timedelta(days=2)
"""How late a prompt that was put off may still come."""

AGAIN = "snoozed"
"""The step of a prompt that was put off: it stands for all that fell due until then."""

AHEAD = timedelta(days=30)
"""How soon an absence must begin for "after my leave" to be offered."""


def choices(visit: Visit, delivery: Delivery, person: Person) -> tuple[Choice, ...]:
    days = ["tomorrow", "monday"]
    if _back(visit, person):
        days.append("leave")
    return tuple(
        Choice(phrase=f"snooze_{until}", action=Action(ActionName.SNOOZE, (str(delivery.id), until)))
        for until in days
    )


def press(visit: Visit, press: Press) -> Outbound:
    """Put a prompt off to the morning of a later working day, in the presser's zone."""
    number, until = press.action.arguments
    delivery = visit.unit.deliveries.find(DeliveryId(int(number)))
    if delivery is None or not isinstance(delivery.content, Reminder):
        return Tell(phrase="outdated")
    reminder, person = delivery.content, visit.person
    if person is None or not may(person, Right.SNOOZE, (reminder.entity,)):
        return Tell(phrase="not_your_reminder")
    if delivery not in visit.unit.deliveries.prompts(reminder.entity, reminder.event):
        return Tell(phrase="outdated")
    day = _later(visit, person, until)
    if day is None:
        return Tell(phrase="outdated")
    wake = local_moment(working_day_from(person, day), MORNING, ZoneInfo(person.time_zone))
    give_up_at = _give_up(visit, delivery, reminder, person, wake)
    if give_up_at <= wake:
        return Tell(phrase="over_by_then")
    visit.unit.deliveries.snooze(reminder.entity, reminder.programme, reminder.event, until=wake)
    again = replace(reminder, step=AGAIN)
    key = f"{reminder.programme}/{reminder.event}@{reminder.day}/{AGAIN}@{wake:%Y-%m-%d}/{reminder.entity}"
    visit.unit.deliveries.owe([Owed(key=key, content=again, due_at=wake, give_up_at=give_up_at)])
    visit.unit.deliveries.close_prompt(delivery.id)
    visit.unit.ledger.mark(delivery.id, Mark.SNOOZED, person.id, at=visit.now)
    if delivery.leader:
        tell_again(visit, delivery.leader, f"snoozed/{delivery.id}")
    values = {"until": wake, "event": reminder.event}
    return Tell(phrase="snoozed", values=values, replaces=delivery.leader is None)


def _give_up(
    visit: Visit, delivery: Delivery, reminder: Reminder, person: Person, wake: datetime
) -> datetime:
    event = visit.unit.events.find(reminder.event)
    occasion = occasion_of(event, {}) if event else None
    if occasion is None:
        return wake + PATIENCE
    over = occasion.is_over_at(reminder.entity, ZoneInfo(person.time_zone))
    return wake + PATIENCE if delivery.due_at >= over else min(wake + PATIENCE, over)


def _later(visit: Visit, person: Person, until: str) -> date | None:
    match until:
        case "tomorrow":
            return visit.today + timedelta(days=1)
        case "monday":
            return visit.today + timedelta(days=7 - visit.today.weekday())
        case "leave":
            return _back(visit, person)
        case _:
            return None


def _back(visit: Visit, person: Person) -> date | None:
    """The day after the absence that the person is in or soon begins."""
    absences = visit.unit.absences.touching(visit.today, visit.today + AHEAD)
    own = [each.until for each in absences if each.person == person.id]
    return min(own) + timedelta(days=1) if own else None
