"""What speaks for asking a member: its offers, what it contributed, and the groups it sits in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mirps_bot.domain.entity import Entity, EntityKind
from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.language import Names
from mirps_bot.domain.matching import Basis, Ground, MatchReason, Proposal, Wanted, propose
from mirps_bot.domain.need import Need
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.features.visit import Visit

MOST = 1000
"""More pledges than there are on any area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A reason, and what the thing it names is called; None: by its number alone."""

    reason: MatchReason
    names: Names | None


def proposals(visit: Visit, need: Need) -> tuple[Proposal, ...]:
    """Whom to ask, the most points first."""
    members = {entity.id for entity in visit.entities.values() if _is_member(entity)}
    found = (
        *_offers(visit),
        *(ground for ground in _contributions(visit, need.area) if ground.entity in members),
        *(ground for ground in _seats(visit, need.area) if ground.entity in members),
    )
    languages = {entity.id: entity.languages for entity in visit.entities.values()}
    wanted = Wanted(
        entity=need.entity, area=need.area, type=need.type, languages=languages.get(need.entity, ())
    )
    return propose(wanted, found, languages)


def because(visit: Visit, reasons: Iterable[MatchReason]) -> tuple[Because, ...]:
    return tuple(Because(reason=each, names=_names(visit, each)) for each in reasons)


def _is_member(entity: Entity) -> bool:
    return entity.kind is EntityKind.PLATFORM_MEMBER and entity.member_until is None


def _offers(visit: Visit) -> Iterator[Ground]:
    for offer in visit.unit.offers.listed():
        yield Ground(
            basis=Basis.OFFER,
            id=offer.number,
            entity=offer.entity,
            areas=(offer.area,),
            types=(offer.type,),
            countries=(offer.country,) if offer.country else (),
            anywhere=offer.country is None,
        )


def _contributions(visit: Visit, area: AreaId) -> Iterator[Ground]:
    found = visit.unit.pledges.search(PledgeFilter(areas=(area,)), limit=MOST)
    for pledge in (each.pledge for each in found.items):
        for entity in pledge.entities:
            yield Ground(
                basis=Basis.CONTRIBUTION,
                id=pledge.id,
                entity=entity,
                areas=pledge.areas,
                types=pledge.types,
                countries=pledge.target_countries,
            )


def _seats(visit: Visit, area: AreaId) -> Iterator[Ground]:
    for group in visit.unit.directory.groups():
        seated: dict[EntityId, None] = dict.fromkeys(
            (*((group.lead,) if group.lead else ()), *group.participants)
        )
        if area in group.areas:
            for entity in seated:
                yield Ground(
                    basis=Basis.GROUP, id=group.id, entity=entity, areas=group.areas, countries=tuple(seated)
                )


def _names(visit: Visit, reason: MatchReason) -> Names | None:
    match reason.basis:
        case Basis.OFFER:
            return None
        case Basis.CONTRIBUTION:
            tracked = visit.unit.pledges.find(reason.id)
            return tracked.pledge.names if tracked else None
        case Basis.GROUP:
            return next((each.names for each in visit.unit.directory.groups() if each.id == reason.id), None)
