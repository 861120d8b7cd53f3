"""Composing what is owed at the last moment: for whoever holds the duty now, on the facts of now."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from mirps_bot.bundles import beside
from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Show, Tell
from mirps_bot.digests import compose_digest, compose_revision, owe_copies
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
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import UNCAPPED
from mirps_bot.features import changes, prompts
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import NotSent, UnitOfWork
from mirps_bot.routes import STORIES
from mirps_bot.sayings import Batch, Saying, Wait, say, say_to_duty
from mirps_bot.view.blocks import Note, Plain, View
from mirps_bot.view.codec import load_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A composed message and where it goes; `person` is who is being reminded."""

    to: Inbox | Spot | Sent
    view: View
    person: PersonId | None = None


Composed = Parcel | Wait | Reason | None
"""None: somebody else has it in hand."""


def compose(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    *,
    now: datetime,
    room: Spot | None = None,
    without: Collection[PersonId] = (),
    fits: Callable[[View], bool] = lambda _: True,
) -> Composed:
    """What to send, and to whom; or why it is not to be sent any more. None: somebody else has it in hand.

    A reminder takes along what else is due to the same person, which is recorded: it needs a unit of work that writes.
    `room` is where a digest belongs, None if it isn't there; `without` are people who turned out to have no account.
    `fits` tells whether the platform takes it as one message.
    """
    batch = Batch(unit=unit, knowledge=knowledge, now=now, without=without)
    return compose_each(batch, [delivery], room=room, fits=fits)[delivery.id]


def compose_each(
    batch: Batch,
    deliveries: Sequence[Delivery],
    *,
    room: Spot | None = None,
    fits: Callable[[View], bool] = lambda _: True,
) -> dict[DeliveryId, Composed]:
    """The same of several."""
    composed = {each.id: _compose(batch, each, room, fits) for each in deliveries}
    alone = {each.delivery.id: (each.delivery, each.person.id) for each in batch.alone}
    led = batch.unit.deliveries.lead_alone(list(alone.values()), at=batch.now)
    return composed | dict.fromkeys(alone.keys() - led)


def _compose(batch: Batch, delivery: Delivery, room: Spot | None, fits: Callable[[View], bool]) -> Composed:
    unit, knowledge, now = batch.unit, batch.knowledge, batch.now
    match delivery.content:
        case Prepared(to=to, view=view):
            return Parcel(to=to, view=load_view(view))
        case Edit(of=of, view=view):
            return Parcel(to=of, view=load_view(view))
        case Reminder():
            return _reminder(batch, delivery, delivery.content, fits)
        case Notice():
            return _notice(batch, delivery, delivery.content)
        case Digest():
            return _digest(batch, delivery, delivery.content, room)
        case Revision():
            told = compose_revision(unit, knowledge, delivery.content, now)
            return told if isinstance(told, Reason) else Parcel(to=told[0], view=told[1])
        case Retelling():
            return _retelling(batch, delivery.content)
        case Living():
            return _living(batch, delivery, delivery.content)
        case _:
            assert_never(delivery.content)


def _digest(batch: Batch, delivery: Delivery, content: Digest, room: Spot | None) -> Parcel | Reason:
    unit, knowledge, now = batch.unit, batch.knowledge, batch.now
    if content.person in batch.without:
        return Reason.NO_ACCOUNT
    if content.person and unit.preferences.of(content.person).mutes_digests:
        return Reason.MUTED
    to = Inbox(person=content.person) if content.person else room
    if to is None:
        return owe_copies(unit, knowledge, delivery, content, now)
    issue = compose_digest(unit, knowledge, content, now)
    return issue if isinstance(issue, Reason) else Parcel(to=to, view=issue, person=content.person)


def _living(batch: Batch, delivery: Delivery, content: Living) -> Parcel | Reason:
    """Over the message that stands already, if one does. Raises NotSent while the first is still under way."""
    unit, knowledge = batch.unit, batch.knowledge
    person = unit.people.find(content.person)
    if person is None:
        return Reason.NOBODY
    first = unit.deliveries.by_key(content.first)
    if first and first.id != delivery.id and first.state is State.DUE:
        raise NotSent(f"delivery {first.id}, which this tells anew, is not sent yet")
    actor = Actor.of(person)
    show = STORIES[content.story](knowledge.visit(unit, actor, batch.now), content.about)
    if show is None:
        return Reason.NOTHING_TO_SAY
    view = knowledge.composer.show(show, Reader.of(person))
    if show.calendar:
        view = replace(view, file=knowledge.almanac(unit, show.calendar, person.language))
    if show.export:
        view = replace(view, file=knowledge.file(show.export, Reader.of(person), view.summary))
    return Parcel(to=first.sent if first and first.sent else Inbox(person=person.id), view=view)


def _reminder(
    batch: Batch, delivery: Delivery, content: Reminder, fits: Callable[[View], bool]
) -> Parcel | Wait | Reason | None:
    """Alone or with companions. Whoever composes first takes the others along; those are then in no other's hands."""
    if delivery.id in batch.taken:
        return None
    own = say(batch, delivery, content)
    if not isinstance(own, Saying):
        return own
    items = [own, *beside(batch, own)]
    parcel = _parcel(batch.knowledge, items)
    while len(items) > 1 and not fits(parcel.view):
        items.pop()
        parcel = _parcel(batch.knowledge, items)
    has_caps = batch.knowledge.programmes[content.programme].caps != UNCAPPED
    if items == [own] and not has_caps:  # else it is counted when others are composed
        batch.alone.append(own)
        return parcel
    others = [each.delivery.id for each in items[1:]]
    taken = batch.unit.deliveries.lead(delivery, others, person=own.person.id, at=batch.now)
    if taken is None:
        return None
    batch.taken.update(taken)
    if len(taken) == len(others):
        return parcel
    return _parcel(batch.knowledge, [each for each in items if each is own or each.delivery.id in taken])


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


def _retelling(batch: Batch, content: Retelling) -> Parcel | Reason:
    """Of which version, is settled by the moment at which it is composed: the last one sent tells all."""
    unit, knowledge = batch.unit, batch.knowledge
    leader = unit.deliveries.find(content.of)
    told = unit.deliveries.bundle(content.of) or ((leader,) if leader else ())
    reader = unit.people.find(leader.person) if leader and leader.person else None
    if leader is None or leader.sent is None or reader is None:
        return Reason.NOTHING_TO_SAY
    visit = knowledge.visit(unit, Actor.of(reader), batch.now)
    marks = unit.ledger.marks(each.id for each in told)
    items: list[tuple[Delivery, Show | Tell]] = []
    asking: list[bool] = []
    for each in told:
        retold = prompts.retell(visit, each, marks.get(each.id, ()), reader)
        if retold:
            items.append((each, retold.show))
            asking += [] if retold.is_open is None else [retold.is_open]
    if not items:
        return Reason.NOTHING_TO_SAY
    left = None if all(asking) else sum(asking)
    return Parcel(to=leader.sent, view=_together(knowledge, reader, items, left=left))


def _notice(batch: Batch, delivery: Delivery, notice: Notice) -> Parcel | Wait | Reason:
    said = say_to_duty(
        batch, delivery, notice.entity, lambda visit, person: changes.compose(visit, notice, person)
    )
    return _parcel(batch.knowledge, [said]) if isinstance(said, Saying) else said


def _parcel(knowledge: Knowledge, items: Sequence[Saying]) -> Parcel:
    person = items[0].person
    view = _together(knowledge, person, [(each.delivery, each.show) for each in items])
    if any(each.delivery.reason is Reason.IN_FORM for each in items):
        view = view.with_blocks(_waited(knowledge, person))
    return Parcel(to=Inbox(person=person.id), view=view, person=person.id)


def _waited(knowledge: Knowledge, person: Person) -> Note:
    return Note((Plain(knowledge.composer.said("waited_its_turn", Reader.of(person), {})),))
