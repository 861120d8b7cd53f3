"""What needs and offers have in common: who posts them, and what the fields of their forms can be set to."""

from mirps_bot.dialogue import ChoosableOption
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Period, Quarter
from mirps_bot.domain.entity import Entity, EntityKind
from mirps_bot.domain.form import Values
from mirps_bot.domain.person import Person
from mirps_bot.features.lists import narrowed
from mirps_bot.features.visit import Visit

QUARTERS = 8
"""How far ahead something can be needed or offered."""


def state_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """The States that this person may speak for."""
    return _speaks_for(visit, person, typed, EntityKind.MIRPS_STATE)


def member_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """The members, States among them, that this person may speak for."""
    return _speaks_for(visit, person, typed, EntityKind.PLATFORM_MEMBER, EntityKind.MIRPS_STATE)


def any_state_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    return narrowed(
        (_option(each) for each in visit.entities.values() if _is_one_of(each, EntityKind.MIRPS_STATE)), typed
    )


def area_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """The areas of the national plans and of the regional pledges first."""
    areas = sorted(visit.unit.directory.areas(), key=lambda each: each.scheme not in ("nap", "mirps_msp"))
    return narrowed((ChoosableOption(value=each.id, label=each.names) for each in areas), typed)


def quarter_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """This quarter and those after it."""
    quarter, found = Quarter.of(visit.today), []
    for _ in range(QUARTERS):
        found.append(ChoosableOption(value=str(quarter), label=Period.of(quarter)))
        quarter = quarter.next
    return narrowed(found, typed)


def quarter_in(values: Values, key: str) -> Quarter | None:
    return Quarter.parse(str(values[key])) if key in values else None


def text_in(values: Values, key: str) -> str | None:
    return str(values[key]) if key in values else None


def _speaks_for(visit: Visit, person: Person, typed: str, *kinds: EntityKind) -> tuple[ChoosableOption, ...]:
    return narrowed(
        (
            _option(each)
            for each in visit.entities.values()
            if _is_one_of(each, *kinds) and may(person, Right.MATCH, (each.id,))
        ),
        typed,
    )


def _option(entity: Entity) -> ChoosableOption:
    return ChoosableOption(value=entity.id, label=entity.names)


def _is_one_of(entity: Entity, *kinds: EntityKind) -> bool:
    return entity.kind in kinds and entity.member_until is None
