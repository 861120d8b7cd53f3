"""Composing what is owed at the last moment: for whoever holds the duty now, on the facts of now."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import assert_never

from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Show, Tell
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
    Retelling,
    Revision,
    Sent,
    Spot,
    State,
)
from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import UNCAPPED, Addressee, Programme
from mirps_bot.domain.working_time import back_at, is_closed, opens_at
from mirps_bot.features import changes, reminder
from mirps_bot.features.leave import read_away
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import NotSent, StorageBusy, UnitOfWork
from mirps_bot.routes import STORIES
from mirps_bot.view.blocks import Note, Plain, View
from mirps_bot.view.codec import load_view

log = logging.getLogger(__name__)

PAUSE = timedelta(minutes=15)
"""Whoever says nothing for so long has left the form for now."""
TURN = timedelta(hours=1)
"""How long a prompt waits at most for somebody to finish a form."""
MOST_TOGETHER = 6
"""Reminders in one message, and fewer where the platform takes no more. What is left over goes in a second one."""
MOST_LOOKED_AT = 200
"""Due reminders among which companions are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A composed message and where it goes; `person` is who is being reminded."""

    to: Inbox | Spot | Sent
    view: View
    person: PersonId | None = None


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


def compose(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    *,
    now: datetime,
    room: Spot | None = None,
    without: Collection[PersonId] = (),
    fits: Callable[[View], bool] = lambda _: True,
) -> Parcel | Wait | Reason | None:
    """What to send, and to whom; or why it is not to be sent any more. None: somebody else has it in hand.

    A reminder takes along what else is due to the same person, which is recorded: it needs a unit of work that writes.
    `room` is where a digest belongs, None if it isn't there; `without` are people who turned out to have no account.
    `fits` tells whether the platform takes it as one message.
    """
    match delivery.content:
        case Prepared(to=to, view=view):
            return Parcel(to=to, view=load_view(view))
        case Edit(of=of, view=view):
            return Parcel(to=of, view=load_view(view))
        case Reminder():
            return _reminder(unit, knowledge, delivery, delivery.content, now, without, fits)
        case Notice():
            return _notice(unit, knowledge, delivery, delivery.content, now, without)
        case Digest():
            return _digest(unit, knowledge, delivery, delivery.content, now, room, without)
        case Revision():
            told = compose_revision(unit, knowledge, delivery.content, now)
            return told if isinstance(told, Reason) else Parcel(to=told[0], view=told[1])
        case Retelling():
            return _retelling(unit, knowledge, delivery.content, now)
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
    actor = Actor.of(person)
    show = STORIES[content.story](knowledge.visit(unit, actor, now), content.about)
    if show is None:
        return Reason.NOTHING_TO_SAY
    view = knowledge.composer.show(show, Reader.of(person))
    if show.calendar:
        view = replace(view, calendar=knowledge.almanac(unit, show.calendar, person.language))
    return Parcel(to=first.sent if first and first.sent else Inbox(person=person.id), view=view)


def _reminder(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Reminder,
    now: datetime,
    without: Collection[PersonId],
    fits: Callable[[View], bool],
) -> Parcel | Wait | Reason | None:
    """Alone or with companions. Whoever composes first takes the others along; those are then in no other's hands."""
    own = _say(unit, knowledge, delivery, content, now, without)
    if not isinstance(own, Saying):
        return own
    items = [own]
    for each in _beside(unit, knowledge, own, now, without):
        if not fits(_parcel(knowledge, [*items, each]).view):
            break
        items.append(each)
    others = [each.delivery.id for each in items[1:]]
    taken = unit.deliveries.lead(delivery, others, person=own.person.id, at=now)
    if taken is None:
        return None
    return _parcel(knowledge, [each for each in items if each is own or each.delivery.id in taken])


def _say(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Reminder,
    now: datetime,
    without: Collection[PersonId],
) -> "Saying | Wait | Reason | None":
    """None: somebody else is at another of the same programme, which counts against its caps."""
    programme = knowledge.programmes.get(content.programme)
    if programme is None:
        return Reason.WITHDRAWN
    if programme.caps != UNCAPPED and not unit.deliveries.counts_alone(content.entity, programme.name):
        return None
    step = programme.step(content.step)
    return _to_duty(
        unit,
        knowledge,
        delivery,
        content.entity,
        now,
        without,
        lambda visit, person: reminder.compose(visit, programme, delivery, content, person),
        to=_addressee(programme, content),
        at_any_hour=step is not None and step.at is None,
    )


def _addressee(programme: Programme, content: Reminder) -> Addressee:
    step = programme.step(content.step)
    return step.to if step else Addressee.HOLDER


def _beside(
    unit: UnitOfWork, knowledge: Knowledge, own: "Saying", now: datetime, without: Collection[PersonId]
) -> Iterator["Saying"]:
    """What else could be said in the same message. What may stand in the conversation already goes alone.

    Caps count what is sent or led already: of a programme that has some, an entity's second reminder waits for a
    message of its own.
    """
    if own.delivery.in_doubt or not _may_bundle(knowledge, own.delivery):
        return
    people = unit.people.all()
    away = read_away(unit, people, now)
    entities = None if own.person.is_secretariat else _answered_for(people, own.person, away)
    capped = {_capped(knowledge, own.delivery)} - {None}
    found = 1
    for each in unit.deliveries.companions_due(own.delivery, now, entities=entities, limit=MOST_LOOKED_AT):
        programme = _may_bundle(knowledge, each)
        if programme is None or not isinstance(each.content, Reminder):
            continue
        told = duty.addressed(people, each.content.entity, _addressee(programme, each.content), away)
        first = next((person for person in told if person.id not in without), None)
        if first != own.person or _capped(knowledge, each) in capped:
            continue
        said = _say_if_it_can_be(unit, knowledge, each, each.content, now, without)
        if isinstance(said, Saying):
            yield said
            found += 1
            capped |= {_capped(knowledge, each)} - {None}
        if found == MOST_TOGETHER:
            return


def _say_if_it_can_be(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Reminder,
    now: datetime,
    without: Collection[PersonId],
) -> "Saying | Wait | Reason | None":
    """One that can't be composed keeps back no other."""
    try:
        return _say(unit, knowledge, delivery, content, now, without)
    except StorageBusy:
        raise
    except Exception:
        log.exception("delivery %s can't be said with others", delivery.id)
        return Reason.UNREADABLE


def _may_bundle(knowledge: Knowledge, delivery: Delivery) -> Programme | None:
    content = delivery.content
    programme = knowledge.programmes.get(content.programme) if isinstance(content, Reminder) else None
    if programme is None or not isinstance(content, Reminder) or not programme.may_bundle(content.step):
        return None
    return programme


def _capped(knowledge: Knowledge, delivery: Delivery) -> tuple[str, EntityId] | None:
    programme = _may_bundle(knowledge, delivery)
    if programme is None or programme.caps == UNCAPPED or not isinstance(delivery.content, Reminder):
        return None
    return programme.name, delivery.content.entity


def _answered_for(people: Iterable[Person], person: Person, away: Away) -> frozenset[EntityId]:
    """A person's own entity, and those of whomever they stand in for."""
    covered = (each.entity for each in people if each.id in away and away[each.id].cover == person.id)
    return frozenset({person.entity, *covered})


def _together(
    knowledge: Knowledge,
    reader: Person,
    items: Sequence[tuple[Delivery, Show | Tell]],
    *,
    left: int | None = None,
) -> View:
    """What is due first comes first. `left` of them are still open; None: all that ask for something."""
    by_day = sorted(items, key=lambda item: (_day_of(item[0]), item[0].id))
    return knowledge.composer.together([each for _, each in by_day], Reader.of(reader), left=left)


def _day_of(delivery: Delivery) -> date:
    return delivery.content.day if isinstance(delivery.content, Reminder) else delivery.due_at.date()


def _retelling(unit: UnitOfWork, knowledge: Knowledge, content: Retelling, now: datetime) -> Parcel | Reason:
    """Of which version, is settled by the moment at which it is composed: the last one sent tells all."""
    leader = unit.deliveries.find(content.of)
    told = unit.deliveries.bundle(content.of) or ((leader,) if leader else ())
    reader = unit.people.find(leader.person) if leader and leader.person else None
    if leader is None or leader.sent is None or reader is None:
        return Reason.NOTHING_TO_SAY
    visit = knowledge.visit(unit, Actor.of(reader), now)
    marks = unit.ledger.marks(each.id for each in told)
    items: list[tuple[Delivery, Show | Tell]] = []
    asking: list[bool] = []
    for each in told:
        programme = (
            knowledge.programmes.get(each.content.programme) if isinstance(each.content, Reminder) else None
        )
        retold = programme and reminder.retell(visit, programme, each, marks.get(each.id, ()), reader)
        if retold:
            items.append((each, retold.show))
            asking += [] if retold.is_open is None else [retold.is_open]
    if not items:
        return Reason.NOTHING_TO_SAY
    left = None if all(asking) else sum(asking)
    return Parcel(to=leader.sent, view=_together(knowledge, reader, items, left=left))


def _notice(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    notice: Notice,
    now: datetime,
    without: Collection[PersonId],
) -> Parcel | Wait | Reason:
    said = _to_duty(
        unit,
        knowledge,
        delivery,
        notice.entity,
        now,
        without,
        lambda visit, person: changes.compose(visit, notice, person),
    )
    return _parcel(knowledge, [said]) if isinstance(said, Saying) else said


def _parcel(knowledge: Knowledge, items: "Sequence[Saying]") -> Parcel:
    person = items[0].person
    view = _together(knowledge, person, [(each.delivery, each.show) for each in items])
    if any(each.delivery.reason is Reason.IN_FORM for each in items):
        view = view.with_blocks(_waited(knowledge, person))
    return Parcel(to=Inbox(person=person.id), view=view, person=person.id)


def _waited(knowledge: Knowledge, person: Person) -> Note:
    return Note((Plain(knowledge.composer.said("waited_its_turn", Reader.of(person), {})),))


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
) -> "Saying | Wait | Reason":
    """To whoever has the duty now, when they work; what may stand in the conversation already is not put off."""
    people = unit.people.all()
    away = read_away(unit, people, now)
    told = duty.addressed(people, entity, to, away)
    person = next((each for each in told if each.id not in without), None)
    if person is None:
        return Reason.NO_ACCOUNT if told else _nobody(people, entity, to, away)
    actor = Actor.of(person)
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
    return Saying(delivery=delivery, person=person, show=show)


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
