"""Composing what is owed at the last moment: for whoever holds the duty now, on the facts of now."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Show
from mirps_bot.domain.delivery import (
    Delivery,
    Digest,
    Edit,
    Inbox,
    Owed,
    Prepared,
    Reason,
    Reminder,
    Sent,
    Spot,
)
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Person
from mirps_bot.features import digest, reminder
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.blocks import View
from mirps_bot.view.codec import dump_view, load_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A composed message and where it goes; `person` is who is being reminded."""

    to: Inbox | Spot | Sent
    view: View
    person: PersonId | None = None


def compose(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    *,
    now: datetime,
    room: Spot | None = None,
    without: Collection[PersonId] = (),
) -> Parcel | Reason:
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
        case Digest():
            return _digest(unit, knowledge, delivery, delivery.content, now, room)
        case _:
            assert_never(delivery.content)


def _reminder(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Reminder,
    now: datetime,
    without: Collection[PersonId],
) -> Parcel | Reason:
    programme = knowledge.programmes.get(content.programme)
    if programme is None:
        return Reason.WITHDRAWN
    holders = reminder.holders(unit.people.all(), content.entity)
    person = next((each for each in holders if each.id not in without), None)
    if person is None:
        return Reason.NO_ACCOUNT if holders else Reason.NOBODY
    visit = _visit(unit, knowledge, now, person.language, person.time_zone, person)
    show = reminder.compose(visit, programme, delivery, content, person)
    if isinstance(show, Reason):
        return show
    view = knowledge.composer.show(show, Reader(language=person.language, time_zone=person.time_zone))
    return Parcel(to=Inbox(person=person.id), view=view, person=person.id)


def _digest(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    content: Digest,
    now: datetime,
    room: Spot | None,
) -> Parcel | Reason:
    file = knowledge.content.digests.get(content.name)
    if file is None:
        return Reason.WITHDRAWN

    def write(language: Language, zone: str, show: Callable[[digest.Summary], Show]) -> View | None:
        visit = _visit(unit, knowledge, now, language, zone, None)
        summary = digest.summarise(visit, since=content.since, until=content.until)
        reader = Reader(language=language, time_zone=zone)
        return knowledge.composer.show(show(summary), reader) if summary.has_news else None

    view = write(file.language, file.time_zone, digest.show_to_room)
    if view is None:
        return Reason.NOTHING_TO_SAY
    if room:
        return Parcel(to=room, view=view)
    copies = []
    for person in (each for each in unit.people.all() if each.is_secretariat):
        own = write(person.language, person.time_zone, digest.show) or view
        prepared = Prepared(to=Inbox(person=person.id), view=dump_view(own))
        copies.append(
            Owed(
                key=f"{delivery.key}/{person.id}",
                content=prepared,
                due_at=delivery.due_at,
                give_up_at=delivery.give_up_at,
            )
        )
    unit.deliveries.owe(copies)
    return Reason.NO_ROOM


def _visit(
    unit: UnitOfWork,
    knowledge: Knowledge,
    now: datetime,
    language: Language,
    zone: str,
    person: Person | None,
) -> Visit:
    return Visit(
        actor=Actor(user="", person=person, language=language, time_zone=zone),
        unit=unit,
        now=now,
        lexicon=knowledge.lexicon,
        entities=knowledge.entities,
        programmes=knowledge.programmes,
    )
