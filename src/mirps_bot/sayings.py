"""What a delivery says, and to whom: whoever holds the duty now, when they can be disturbed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Show
from mirps_bot.domain import duty
from mirps_bot.domain.absence import Away
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.delivery import Delivery, Reason, Reminder
from mirps_bot.domain.ids import DeliveryId, EntityId, PersonId
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import UNCAPPED, Addressee, Programme
from mirps_bot.domain.working_time import back_at, is_closed, opens_at
from mirps_bot.features import reminder
from mirps_bot.features.asking import Reminding
from mirps_bot.features.leave import read_away
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import UnitOfWork

PAUSE = timedelta(minutes=15)
"""Whoever says nothing for so long has left the form for now."""
TURN = timedelta(hours=1)
"""How long a prompt waits at most for somebody to finish a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is composed together, on the facts of one moment. `without`: people who turned out to have no account.
    `alone`: reminders that go out so, which is recorded of all of them in the end; `taken`: those said with others.
    """

    unit: UnitOfWork
    knowledge: Knowledge
    now: datetime
    without: Collection[PersonId] = ()
    alone: "list[Saying]" = field(default_factory=list)
    taken: set[DeliveryId] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a delivery says to whom, not worded yet."""

    delivery: Delivery
    person: Person
    show: Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Not now: the person can't be disturbed before `until`, or nobody is at their desk."""

    until: datetime
    reason: Reason


def say(batch: Batch, delivery: Delivery, content: Reminder) -> Saying | Wait | Reason | None:
    """A reminder, to whom its step is for; or until when it waits, or why it is not to be sent any more. None: somebody
    else is at another of the same programme, which counts against its caps.
    """
    programme = batch.knowledge.programmes.get(content.programme)
    if programme is None:
        return Reason.WITHDRAWN
    if programme.caps != UNCAPPED and not batch.unit.deliveries.counts_alone(content.entity, programme.name):
        return None
    step = programme.step(content.step)
    return say_to_duty(
        batch,
        delivery,
        content.entity,
        lambda visit, person: reminder.compose(
            visit, Reminding(programme=programme, delivery=delivery, reminder=content, reader=person)
        ),
        to=addressee(programme, content),
        at_any_hour=step is not None and step.at is None,
        not_before=step.at if step else None,
    )


def addressee(programme: Programme, content: Reminder) -> Addressee:
    """One that was put off stands for several steps: it is the holder's."""
    step = programme.step(content.step)
    return step.to if step else Addressee.HOLDER


def say_to_duty(
    batch: Batch,
    delivery: Delivery,
    entity: EntityId,
    compose: Callable[[Visit, Person], Show | Reason],
    *,
    to: Addressee = Addressee.HOLDER,
    at_any_hour: bool = False,
    not_before: time | None = None,
) -> Saying | Wait | Reason:
    """To whoever has the duty now, when they work, and not before this hour of theirs; what may stand in the
    conversation already is not put off.
    """
    unit, now = batch.unit, batch.now
    people = unit.people.all()
    away = read_away(unit, people, now)
    told = duty.addressed(people, entity, to, away)
    person = next((each for each in told if each.id not in batch.without), None)
    if person is None:
        return Reason.NO_ACCOUNT if told else _nobody(people, entity, to, away)
    actor = Actor.of(person)
    show = compose(batch.knowledge.visit(unit, actor, now), person)
    if isinstance(show, Reason):
        return show
    if not (at_any_hour or delivery.in_doubt):
        busy = _turn_of(unit, person, delivery, now)
        if busy:
            return Wait(until=busy, reason=Reason.IN_FORM)
        opens = opens_at(person, now)
        until = max(opens, _hour_of(person, not_before, opens)) if not_before else opens
        if until > now:
            return Wait(until=until, reason=is_closed(person, now) or Reason.NIGHT)
    return Saying(delivery=delivery, person=person, show=show)


def _hour_of(person: Person, hour: time, opens: datetime) -> datetime:
    """This hour of the person's day, if they work then: whoever stands in may live in another zone than the holder."""
    zone = ZoneInfo(person.time_zone)
    return local_moment(opens.astimezone(zone).date(), hour, zone) if hour < person.works_until else opens


def _turn_of(unit: UnitOfWork, person: Person, delivery: Delivery, now: datetime) -> datetime | None:
    """When to look again whether this person has come to the end of the form they are in the middle of; None: now.

    For so long only, and never past the prompt's own time: then it comes in between.
    """
    session = unit.sessions.touched_since(now - PAUSE).get(person.id)
    if session is None:
        return None
    until = min(session.touched_at + PAUSE, delivery.due_at + TURN)
    return until if now < until < delivery.give_up_at else None


def _nobody(people: tuple[Person, ...], entity: EntityId, to: Addressee, away: Away) -> Wait | Reason:
    """Whoever comes back first is waited for."""
    gone = [each for each in duty.addressed(people, entity, to) if each.id in away]
    if not gone:
        return Reason.NO_ALTERNATE if to is Addressee.ALTERNATE else Reason.NOBODY
    return Wait(until=min(back_at(each, away[each.id]) for each in gone), reason=Reason.ABSENT)
