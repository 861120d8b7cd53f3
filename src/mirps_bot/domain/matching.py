"""Which members a need is put to, and why: points that can be shown and added up by hand, the same every time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.pledge import ContributionType


class Criterion(StrEnum):
    AREA = "area"
    TYPE = "type"
    COUNTRY = "country"
    LANGUAGE = "language"


POINTS: Mapping[Criterion, int] = {
    Criterion.AREA: 4,
    Criterion.TYPE: 3,
    Criterion.COUNTRY: 2,
    Criterion.LANGUAGE: 1,
}
MOST_POINTS = sum(POINTS.values())

SHOWN_REASONS = 3


class Basis(StrEnum):
    """What speaks for a member, the plainest first."""

    OFFER = "offer"
    CONTRIBUTION = "contribution"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Something that a member offers, has contributed or sits in.

    `countries` are the States it is for; `anywhere`: it is for any of them.
    """

    basis: Basis
    id: str
    entity: EntityId
    areas: tuple[AreaId, ...]
    types: tuple[ContributionType, ...] = ()
    countries: tuple[EntityId, ...] = ()
    anywhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a need counts in matching. `languages` are those that the State works in."""

    entity: EntityId
    area: AreaId
    type: ContributionType
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReason:
    """One ground, and which criteria it meets."""

    basis: Basis
    id: str
    meets: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A member to be asked. `meets` is what its best ground meets, and a language in common; reasons best first."""

    entity: EntityId
    meets: tuple[Criterion, ...]
    reasons: tuple[MatchReason, ...]

    @property
    def score(self) -> int:
        return sum(POINTS[each] for each in self.meets)

    @property
    def offers(self) -> tuple[str, ...]:
        """The numbers of its own offers that are among the reasons."""
        return tuple(each.id for each in self.reasons if each.basis is Basis.OFFER)


def propose(
    wanted: Wanted, grounds: Iterable[Ground], languages: Mapping[EntityId, tuple[str, ...]]
) -> tuple[Proposal, ...]:
    """The members to be asked, the most points first, then by name.

    A ground counts if it is about the area, and of the type or for the State: the area alone would ask everybody. A
    member is measured by its best ground, never by a mixture of several. Nobody is asked for a need of its own.
    """
    by_entity: dict[EntityId, list[MatchReason]] = {}
    for ground in grounds:
        meets = _meets(wanted, ground)
        if ground.entity != wanted.entity and Criterion.AREA in meets and len(meets) > 1:
            by_entity.setdefault(ground.entity, []).append(
                MatchReason(basis=ground.basis, id=ground.id, meets=meets)
            )
    proposals = (
        _proposal(entity, reasons, set(wanted.languages) & set(languages.get(entity, ())))
        for entity, reasons in by_entity.items()
    )
    return tuple(sorted(proposals, key=lambda each: (-each.score, each.entity)))


def _meets(wanted: Wanted, ground: Ground) -> tuple[Criterion, ...]:
    met = {
        Criterion.AREA: wanted.area in ground.areas,
        Criterion.TYPE: wanted.type in ground.types,
        Criterion.COUNTRY: ground.anywhere or wanted.entity in ground.countries,
    }
    return tuple(criterion for criterion, is_met in met.items() if is_met)


def _proposal(entity: EntityId, reasons: list[MatchReason], common: set[str]) -> Proposal:
    best_first = sorted(reasons, key=lambda each: (-_points(each), list(Basis).index(each.basis), each.id))
    language = (Criterion.LANGUAGE,) if common else ()
    return Proposal(
        entity=entity,
        meets=(*best_first[0].meets, *language),
        reasons=tuple(best_first[:SHOWN_REASONS]),
    )


def _points(reason: MatchReason) -> int:
    return sum(POINTS[each] for each in reason.meets)
