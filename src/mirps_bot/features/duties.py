"""Whom programmes may remind."""

from collections.abc import Iterable

from mirps_bot.domain.duty import appointed
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.ladder import Duty
from mirps_bot.domain.person import Person


def duties(people: tuple[Person, ...], entities: Iterable[Entity]) -> tuple[Duty, ...]:
    """Every entity for which somebody answers, in the order of the directory."""
    by_entity: dict[EntityId, list[Person]] = {}
    for each in people:
        by_entity.setdefault(each.entity, []).append(each)
    return tuple(
        Duty(
            entity=entity.id,
            time_zone=own[0].time_zone,
            kind=entity.kind,
            roles=frozenset(each.role for each in own),
        )
        for entity in entities
        if (own := appointed(by_entity.get(entity.id, ()), entity.id))
    )
