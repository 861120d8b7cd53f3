"""Prompts that go out by themselves: what they say, what settles them, what puts them off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.delivery import Delivery, Owed, Reason, Reminder
from mirps_bot.domain.duty import holders
from mirps_bot.domain.entity import Entity, EntityKind
from mirps_bot.domain.ids import DeliveryId, EntityId
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Duty, Programme, Stops, is_over_at
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.working_time import working_day_from
from mirps_bot.features.mine import cycle_opens, owed_since
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

LATE = timedelta(hours=2)
"""From here on a reminder says that it comes late."""

MORNING = time(9)

PATIENCE = timedelta(days=2)
"""How late a prompt that was put off may still come."""

AGAIN = "snoozed"
"""The step of a prompt that was put off: it stands for all that fell due until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`owed` is what this entity has not answered for in the cycle; `opens` its first day."""

    event: Event
    entity: EntityId
    person: Person
    owed: tuple[Tracked, ...]
    opens: date
    is_late: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Takes the place of a prompt that has been answered, wherever that was. `left` counts what is still open."""

    event: Event
    entity: EntityId
    by: str
    on: datetime
    left: int


def duties(people: tuple[Person, ...], entities: Iterable[Entity]) -> tuple[Duty, ...]:
    """Every entity but the secretariat's own for which somebody answers."""
    return tuple(
        Duty(entity=entity.id, time_zone=own[0].time_zone)
        for entity in entities
        if entity.kind is not EntityKind.SECRETARIAT and (own := holders(people, entity.id))
    )


def compose(
    visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder, person: Person
) -> Show | Reason:
    """The prompt as of now, for this person; or why it is not to be sent any more."""
    event = visit.unit.events.find(reminder.event)
    if event is None or event.day != reminder.day or event.status is EventStatus.CANCELLED:
        return Reason.WITHDRAWN
    if is_answered(visit.unit, programme, event, reminder.entity, person.time_zone):
        return Reason.ANSWERED
    snoozed = visit.unit.deliveries.snoozed_until(reminder.entity, programme.name, event.id)
    if snoozed and (snoozed > visit.now or (reminder.step != AGAIN and delivery.due_at <= snoozed)):
        return Reason.SNOOZED
    opens = cycle_opens(event, person.time_zone)
    owed = owed_since(visit.unit, reminder.entity, opens)
    return Show(
        template=f"{programme.name}/message",
        data=Prompt(
            event=event,
            entity=reminder.entity,
            person=person,
            owed=owed,
            opens=opens.astimezone(ZoneInfo(person.time_zone)).date(),
            is_late=visit.now - delivery.due_at > LATE,
            as_of=visit.now,
        ),
        choices={"answer": _choices(owed, delivery)},
    )


def _choices(owed: tuple[Tracked, ...], delivery: Delivery) -> tuple[Choice, ...]:
    one = (owed[0].pledge.id,) if len(owed) == 1 else ()
    report = (
        Choice(phrase="report_now", action=Action(ActionName.REPORT, one), emphasis=Emphasis.PRIMARY),
        Choice(phrase="no_change", action=Action(ActionName.NO_CHANGE, one)),
    )
    later = tuple(
        Choice(phrase=f"snooze_{until}", action=Action(ActionName.SNOOZE, (str(delivery.id), until)))
        for until in ("tomorrow", "monday")
    )
    return (*report, *later) if owed else ()


def is_answered(unit: UnitOfWork, programme: Programme, event: Event, entity: EntityId, zone: str) -> bool:
    """An entity with nothing left to report on counts as answered only where every pledge is asked for."""
    opens = cycle_opens(event, zone)
    if programme.stops_when is Stops.ALL_ANSWERED:
        return not owed_since(unit, entity, opens)
    last = unit.updates.last_of(entity)
    return last is not None and last >= opens


def answered_letters(visit: Visit, entity: EntityId, by: Person) -> tuple[Letter, ...]:
    """New texts for this entity's open prompts that are settled by what was just filed."""
    return tuple(
        _answered(visit, prompt, by)
        for prompt in visit.unit.deliveries.prompts(entity)
        if _settles(visit, prompt)
    )


def _settles(visit: Visit, prompt: Delivery) -> bool:
    """Whether the rest of its ladder would stay silent now."""
    if not isinstance(prompt.content, Reminder) or prompt.sent is None or prompt.person is None:
        return False
    event = visit.unit.events.find(prompt.content.event)
    reader = visit.unit.people.find(prompt.person)
    programme = visit.programmes.get(prompt.content.programme)
    if event is None or reader is None or programme is None:
        return False
    return is_answered(visit.unit, programme, event, prompt.content.entity, reader.time_zone)


def _answered(visit: Visit, prompt: Delivery, by: Person) -> Letter:
    reminder, reader = prompt.content, visit.unit.people.find(prompt.person) if prompt.person else None
    if not isinstance(reminder, Reminder) or reader is None or prompt.sent is None:
        raise LookupError(f"delivery {prompt.id} is no prompt")
    event = visit.unit.events.find(reminder.event)
    if event is None:
        raise LookupError(f"event {reminder.event} is gone")
    visit.unit.deliveries.close_prompt(prompt.id)
    visit.unit.ledger.mark(prompt.id, Mark.ANSWERED, by.id, at=visit.now)
    left = len(owed_since(visit.unit, reminder.entity, cycle_opens(event, reader.time_zone)))
    more = (Choice(phrase="ask_mine", action=Action(ActionName.ASK, ("mine",))),)
    return Letter(
        key=f"answered/{prompt.id}",
        to=prompt.sent,
        reader=reader,
        show=Show(
            template="update/answered",
            data=Answered(event=event, entity=reminder.entity, by=by.name, on=visit.now, left=left),
            choices={"more": more if left else ()},
        ),
    )


def snooze(visit: Visit, press: Press) -> Outbound:
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
    event, zone = visit.unit.events.find(reminder.event), ZoneInfo(person.time_zone)
    wake = local_moment(working_day_from(person, _later(visit.today, until)), MORNING, zone)
    give_up_at = wake + PATIENCE
    if event and delivery.due_at < is_over_at(event, zone):
        give_up_at = min(give_up_at, is_over_at(event, zone))
    if give_up_at <= wake:
        return Tell(phrase="over_by_then")
    visit.unit.deliveries.snooze(reminder.entity, reminder.programme, reminder.event, until=wake)
    again = replace(reminder, step=AGAIN)
    key = f"{reminder.programme}/{reminder.event}@{reminder.day}/{AGAIN}@{wake:%Y-%m-%d}/{reminder.entity}"
    visit.unit.deliveries.owe([Owed(key=key, content=again, due_at=wake, give_up_at=give_up_at)])
    visit.unit.deliveries.close_prompt(delivery.id)
    visit.unit.ledger.mark(delivery.id, Mark.SNOOZED, person.id, at=visit.now)
    return Tell(phrase="snoozed", values={"until": wake, "event": reminder.event}, replaces=True)


def _later(today: date, until: str) -> date:
    if until == "monday":
        return today + timedelta(days=7 - today.weekday())
    return today + timedelta(days=1)
