"""What was put off: by whom, until when, and having it come at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.delivery import Delivery
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import DeliveryId, EntityId
from mirps_bot.domain.ledger import PutOff
from mirps_bot.domain.page import Page
from mirps_bot.domain.person import Person
from mirps_bot.domain.working_time import is_closed, opens_at
from mirps_bot.features.asking import event_asked_about
from mirps_bot.features.leave import answers_for
from mirps_bot.features.paging import page_of, turns
from mirps_bot.features.reading import read
from mirps_bot.features.snooze import REFUSALS, Snoozable, choose_day, find, put_off, start, tell_put_off
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

PAGE_SIZE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """A reminder of an entity that is still asked for, and that comes again. `by`: who wanted it so."""

    id: DeliveryId
    entity: EntityId
    event: Event
    until: datetime
    by: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponedList:
    """What this person put off, and what others put off of their entity, the soonest first."""

    person: Person
    page: Page[Postponed]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    page = page_of(postponed_by(visit, person), read(visit.lexicon, words).page, PAGE_SIZE)
    return Show(
        template="snoozed/list",
        data=PostponedList(person=person, page=page, as_of=visit.now),
        choices={f"postponed {each.id}": postponed_choices(each) for each in page.items}
        | {"turn": turns(f"snoozed {words}", page, PAGE_SIZE)},
    )


def postponed_by(visit: Visit, person: Person) -> tuple[Postponed, ...]:
    """What this person put off, and what others put off of their entity, if they may have it come."""
    return still_asked(
        visit,
        (
            each
            for each in visit.unit.ledger.put_off(visit.now)
            if person.id == each.by or person.entity == each.reminder.entity
            if may(person, Right.SNOOZE, (each.reminder.entity,))
        ),
    )


def still_asked(visit: Visit, waiting: Iterable[PutOff]) -> tuple[Postponed, ...]:
    """Those of these that nobody has answered for since."""
    return tuple(
        Postponed(
            id=each.delivery.id,
            entity=each.reminder.entity,
            event=event,
            until=each.delivery.due_at,
            by=visit.unit.people.find(each.by),
        )
        for each in waiting
        if (event := event_asked_about(visit, each.reminder))
    )


def postponed_choices(postponed: Postponed) -> tuple[Choice, ...]:
    wake = Choice(phrase="wake", action=Action(ActionName.WAKE, (str(postponed.id),)))
    return (wake, choose_day(postponed.id))


def hear(visit: Visit, person: Person, told: Iterable[Delivery], day: date | Problem) -> Outbound:
    """Put off what is told in this thread, or else what this person's entity is asked for; of several, which is asked
    first, as is the day where none was said.
    """
    own = visit.unit.deliveries.prompts(person.entity) or tuple(
        each.delivery
        for each in visit.unit.ledger.put_off(visit.now)
        if each.reminder.entity == person.entity
    )
    found = (find(visit, str(each.id)) for each in tuple(told) or own)
    prompts = {each.reminder.event: each for each in found if isinstance(each, Snoozable)}
    if not prompts:
        return Tell(phrase="nothing_to_put_off")
    if len(prompts) > 1:
        choices = tuple(_which(visit, each, day) for each in prompts.values())
        return Tell(phrase="put_off_which", choices=choices)
    (prompt,) = prompts.values()
    if isinstance(day, Problem):
        return start(visit, person, {"prompt": str(prompt.delivery.id)})
    answered = put_off(visit, prompt, day)
    again = (choose_day(prompt.delivery.id),) if answered.phrase in REFUSALS else ()
    return replace(answered, choices=again)


def _which(visit: Visit, prompt: Snoozable, day: date | Problem) -> Choice:
    number = str(prompt.delivery.id)
    action = (
        choose_day(prompt.delivery.id).action
        if isinstance(day, Problem)
        else Action(ActionName.SNOOZE, (number, day.isoformat()))
    )
    event = visit.unit.events.find(prompt.reminder.event)
    return Choice(phrase="put_off_one", values={"event": event}, action=action)


def wake(visit: Visit, press: Press) -> Outbound:
    """Have it come now, or when whoever answers for the entity is next at work."""
    (number,) = press.action.arguments
    found = (each for each in visit.unit.ledger.put_off(visit.now) if str(each.delivery.id) == number)
    waiting = next(found, None)
    event = event_asked_about(visit, waiting.reminder) if waiting else None
    if waiting is None or event is None:
        return Tell(phrase="not_put_off")
    delivery, reminder = waiting.delivery, waiting.reminder
    if not may(visit.person, Right.SNOOZE, (reminder.entity,)):
        return Tell(phrase="not_your_reminder")
    visit.unit.deliveries.move(
        delivery.id,
        key=f"{delivery.key}/{visit.now:%Y-%m-%dT%H:%M:%S}/{delivery.id}",
        due_at=visit.now,
        give_up_at=delivery.give_up_at,
    )
    visit.unit.snoozes.set(reminder.entity, reminder.programme, reminder.event, until=visit.now)
    if shown := visit.unit.deliveries.find(waiting.prompt):
        tell_put_off(visit, shown, visit.now)
    to = answers_for(visit, reminder.entity)
    return Tell(
        phrase="woken",
        values={
            "event": event,
            "to": to.name if to and to != visit.person else "",
            "at": opens_at(to, visit.now) if to and is_closed(to, visit.now) else None,
        },
    )
