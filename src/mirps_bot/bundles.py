"""What goes together: the reminders that are due to one person at the same time."""

import logging
from collections.abc import Iterable, Iterator

from mirps_bot.domain import duty
from mirps_bot.domain.absence import Away
from mirps_bot.domain.delivery import Delivery, Reason, Reminder
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import UNCAPPED, Programme
from mirps_bot.features.leave import read_away
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import StorageBusy
from mirps_bot.sayings import Batch, Saying, Wait, addressee, say

log = logging.getLogger(__name__)

MOST_TOGETHER = 6
"""Reminders in one message, and fewer where the platform takes no more. What is left over goes in a second one."""
MOST_LOOKED_AT = 200
"""Due reminders among which companions are looked for."""


def beside(batch: Batch, own: Saying) -> Iterator[Saying]:
    """What else could be said in the same message. What may stand in the conversation already goes alone.

    Caps count what is sent or led already: of a programme that has some, an entity's second reminder waits for a
    message of its own.
    """
    unit, knowledge = batch.unit, batch.knowledge
    if own.delivery.in_doubt or not _may_bundle(knowledge, own.delivery):
        return
    people = unit.people.all()
    away = read_away(unit, people, batch.now)
    entities = None if own.person.is_secretariat else _answered_for(people, own.person, away)
    capped = {_capped(knowledge, own.delivery)} - {None}
    found = 1
    for each in unit.deliveries.companions_due(
        own.delivery, batch.now, entities=entities, limit=MOST_LOOKED_AT
    ):
        programme = _may_bundle(knowledge, each)
        if programme is None or not isinstance(each.content, Reminder):
            continue
        told = duty.addressed(people, each.content.entity, addressee(programme, each.content), away)
        first = next((person for person in told if person.id not in batch.without), None)
        if first != own.person or _capped(knowledge, each) in capped:
            continue
        said = _say_if_it_can_be(batch, each, each.content)
        if isinstance(said, Saying):
            yield said
            found += 1
            capped |= {_capped(knowledge, each)} - {None}
        if found == MOST_TOGETHER:
            return


def _say_if_it_can_be(batch: Batch, delivery: Delivery, content: Reminder) -> Saying | Wait | Reason | None:
    """One that can't be composed keeps back no other."""
    try:
        return say(batch, delivery, content)
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
