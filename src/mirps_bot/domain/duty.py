"""Duties belong to entities: who answers for one, now."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import assert_never

from mirps_bot.domain.absence import Away
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import DUTY_ORDER, Person
from mirps_bot.domain.programme import Addressee

NOBODY_AWAY: Away = MappingProxyType({})


def present(people: Iterable[Person]) -> tuple[Person, ...]:
    """Those whom the platform still knows: what is sent to an account that is gone reaches nobody."""
    return tuple(each for each in people if not each.has_left)


def appointed(people: Iterable[Person], entity: EntityId) -> tuple[Person, ...]:
    """Whom the roster names to answer for an entity, first choice first, at their desk or not. Whoever has left comes
    last: a duty that only they hold is still one, and the ledger says why it reached nobody.
    """
    own = [each for each in people if each.entity == entity and each.role in DUTY_ORDER]
    return tuple(sorted(own, key=lambda each: (each.has_left, DUTY_ORDER.index(each.role), each.id)))


def holders(people: Iterable[Person], entity: EntityId, away: Away = NOBODY_AWAY) -> tuple[Person, ...]:
    """Who answers for an entity now, first choice first: whoever is away is stood in for by their cover, if any."""
    people = tuple(people)
    at_desk = (_at_desk(people, each, away) for each in appointed(people, entity))
    return tuple({each.id: each for each in at_desk if each}.values())


def addressed(
    people: Iterable[Person], entity: EntityId, to: Addressee, away: Away = NOBODY_AWAY
) -> tuple[Person, ...]:
    """Who is told what concerns an entity, first choice first."""
    people = tuple(people)
    match to:
        case Addressee.HOLDER:
            return holders(people, entity, away)
        case Addressee.ALTERNATE:
            return present(holders(people, entity, away)[1:])
        case Addressee.SECRETARIAT:
            return tuple(each for each in present(people) if each.is_secretariat and each.id not in away)
        case _:
            assert_never(to)


def uncovered(people: Iterable[Person], away: Away) -> Iterator[Person]:
    """Holders of a duty who are away while nobody answers for their entity."""
    people = tuple(people)
    for person in people:
        is_first = appointed(people, person.entity)[:1] == (person,)
        if person.id in away and is_first and not present(holders(people, person.entity, away)):
            yield person


def _at_desk(people: tuple[Person, ...], person: Person, away: Away) -> Person | None:
    absence = away.get(person.id)
    if absence is None:
        return person
    return next((each for each in people if each.id == absence.cover and each.id not in away), None)
