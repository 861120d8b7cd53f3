"""What else there is to ask of an entity, as buttons."""

from collections.abc import Iterator

from mirps_bot.dialogue import Choice
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.ids import EventId, GroupId, PledgeId
from mirps_bot.domain.plan import Plan
from mirps_bot.domain.platform import City
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.features.visit import Visit


def ways_on(visit: Visit, entity: Entity, *, beside: str) -> tuple[Choice, ...]:
    """The commands that have something of it for this reader, but for the one that it is shown beside."""
    return tuple(
        Choice.asking(f"{each} {word_for(entity)}", f"ask_of_{each}", name=entity.names)
        for each in _commands(visit, entity)
        if each != beside
    )


def open_pledge(pledge: PledgeId) -> Choice:
    return Choice.asking(f"pledges {pledge}", "open_pledge", id=pledge)


def take_pack(of: EventId | GroupId) -> Choice:
    """What is to be printed for this event, or of this group."""
    return Choice.asking(f"pack {of}", "ask_pack")


def word_for(entity: Entity) -> str:
    """Its name, which names it in any language: its id may be a word of a language (es, us)."""
    return entity.names.all()[0]


def _commands(visit: Visit, entity: Entity) -> Iterator[str]:
    unit = visit.unit
    yield "directory"
    if unit.pledges.has(PledgeFilter(entities=(entity.id,))):
        yield "pledges"
    if any(each.entity == entity.id for each in unit.records.all(Plan)):
        yield "plans"
    if any(each.country == entity.id for each in unit.records.all(City)):
        yield "cities"
    if may(visit.person, Right.SEE_NEEDS) and unit.needs.listed(entity=entity.id):
        yield "needs"
