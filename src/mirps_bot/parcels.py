"""Composing what is owed at the last moment: for whoever holds the duty now, on the facts of now."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Show
from mirps_bot.digests import compose_digest, compose_revision, owe_copies
from mirps_bot.domain import duty
from mirps_bot.domain.absence import Away
from mirps_bot.domain.delivery import (
    Delivery,
    Digest,
    Edit,
    Inbox,
    Living,
    Notice,
    Prepared,
    Reason,
    Reminder,
    Revision,
    Sent,
    Spot,
    State,
)
from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import Addressee
from mirps_bot.domain.working_time import back_at, is_closed, opens_at
from mirps_bot.features import changes, reminder
from mirps_bot.features.leave import read_away
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import NotSent, UnitOfWork
from mirps_bot.routes import STORIES
from mirps_bot.view.blocks import Note, Plain, View
from mirps_bot.view.codec import load_view

PAUSE = timedelta(minutes=15)
"""Whoever says nothing for so long has left the form for now."""
TURN = timedelta(hours=1)
"""How long a prompt waits at most for somebody to finish a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A composed message and where it goes; `person` is who is being reminded."""

    to: Inbox | Spot | Sent
    view: View
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Not now: the person can't be disturbed before `until`, or nobody is at their desk."""

    until: datetime
    reason: Reason


def compose(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    *,
    now: datetime,
    room: Spot | None = None,
    without: Collection[PersonId] = (),
) -> Parcel | Wait | Reason:
    """What to send, and to whom; or why it is not to be sent any more.

    `room` is where a digest belongs, None if it isn't there; `without` are people who turned out to have no account.
    """
    match delivery.content:
        case Prepared(to=to, view=view):
            return Parcel(to=to, view=load_view(view))
        case Edit(of=of, view=view):
            return Parcel(to=of, view=load_view(view))
        case Reminder():
            return _reminder(unit, knowledge, delivery, delivery.content, now, without)
        case Notice() as notice:
            return _to_duty(
                unit,
                knowledge,
                delivery,
                notice.entity,
                now,
                without,
                lambda visit, person: changes.compose(visit, notice, person),
            )
        case Digest():
            return _digest(unit, knowledge, delivery, delivery.content, now, room, without)
        case Revision():
            told = compose_revision(unit, knowledge, delivery.content, now)
            return told if isinstance(told, Reason) else Parcel(to=told[0], view=told[1])
        case Living():
            return _living(unit, knowledge, delivery, delivery.content, now)
        case _:
            assert_never(delivery.content)


def _digest(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Digest,
    now: datetime,
    room: Spot | None,
    without: Collection[PersonId],
) -> Parcel | Reason:
    if content.person in without:
        return Reason.NO_ACCOUNT
    if content.person and unit.preferences.of(content.person).mutes_digests:
        return Reason.MUTED
    to = Inbox(person=content.person) if content.person else room
    if to is None:
        return owe_copies(unit, knowledge, delivery, content, now)
    issue = compose_digest(unit, knowledge, content, now)
    return issue if isinstance(issue, Reason) else Parcel(to=to, view=issue, person=content.person)


def _living(
    unit: UnitOfWork, knowledge: Knowledge, delivery: Delivery, content: Living, now: datetime
) -> Parcel | Reason:
    """Over the message that stands already, if one does. Raises NotSent while the first is still under way."""
    person = unit.people.find(content.person)
    if person is None:
        return Reason.NOBODY
    first = unit.deliveries.by_key(content.first)
    if first and first.id != delivery.id and first.state is State.DUE:
        raise NotSent(f"delivery {first.id}, which this tells anew, is not sent yet")
    actor = Actor(user="", person=person, language=person.language, time_zone=person.time_zone)
    show = STORIES[content.story](knowledge.visit(unit, actor, now), content.about)
    if show is None:
        return Reason.NOTHING_TO_SAY
    view = knowledge.composer.show(show, Reader.of(person))
    return Parcel(to=first.sent if first and first.sent else Inbox(person=person.id), view=view)


def _reminder(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Reminder,
    now: datetime,
    without: Collection[PersonId],
) -> Parcel | Wait | Reason:
    programme = knowledge.programmes.get(content.programme)
    if programme is None:
        return Reason.WITHDRAWN
    step = programme.step(content.step)
    return _to_duty(
        unit,
        knowledge,
        delivery,
        content.entity,
        now,
        without,
        lambda visit, person: reminder.compose(visit, programme, delivery, content, person),
        to=step.to if step else Addressee.HOLDER,
        at_any_hour=step is not None and step.at is None,
    )


def _to_duty(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    entity: EntityId,
    now: datetime,
    without: Collection[PersonId],
    say: Callable[[Visit, Person], Show | Reason],
    *,
    to: Addressee = Addressee.HOLDER,
    at_any_hour: bool = False,
) -> Parcel | Wait | Reason:
    """To whoever has the duty now, when they work; what may stand in the conversation already is not put off."""
    people = unit.people.all()
    away = read_away(unit, people, now)
    told = duty.addressed(people, entity, to, away)
    person = next((each for each in told if each.id not in without), None)
    if person is None:
        return Reason.NO_ACCOUNT if told else _nobody(people, entity, to, away)
    actor = Actor(user="", person=person, language=person.language, time_zone=person.time_zone)
    show = say(knowledge.visit(unit, actor, now), person)
    if isinstance(show, Reason):
        return show
    if not (at_any_hour or delivery.in_doubt):
        busy = _turn_of(unit, person, delivery, now)
        if busy:
            return Wait(until=busy, reason=Reason.IN_FORM)
        closed = is_closed(person, now)
        if closed:
            return Wait(until=opens_at(person, now), reason=closed)
    reader = Reader.of(person)
    view = knowledge.composer.show(show, reader)
    if delivery.reason is Reason.IN_FORM:
        waited = knowledge.composer.phrase(knowledge.content.phrases.says["waited_its_turn"], reader, {})
        view = view.with_blocks(Note((Plain(waited),)))
    return Parcel(to=Inbox(person=person.id), view=view, person=person.id)


def _turn_of(unit: UnitOfWork, person: Person, delivery: Delivery, now: datetime) -> datetime | None:
    """When to look again whether this person has come to the end of the form they are in the middle of; None: now.

    For so long only, and never past the prompt's own time: then it comes in between.
    """
    session = unit.sessions.active(person.id)
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
