"""National Action Plans, and figures of what is needed."""

from collections.abc import Mapping
from dataclasses import dataclass

from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.record import Record, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """`areas` counts the commitments of a plan; `unnamed` are counts that the page shows without an area's name."""

    entity: EntityId
    areas: Mapping[AreaId, int]
    unnamed: tuple[int, ...] = ()

    @property
    def commitments(self) -> int:
        return sum(self.areas.values()) + sum(self.unnamed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTotal(Record):
    commitments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantification(Statement):
    """Money that was needed or announced, for the whole region."""

    year: int
    amount: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementFigure(Record):
    date: PartialDate
    people: int
