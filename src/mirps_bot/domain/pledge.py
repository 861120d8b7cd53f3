"""Pledges and contributions, and sums of them that can be quoted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import AreaId, EntityId, PledgeId
from mirps_bot.domain.language import Names


class PledgeKind(StrEnum):
    MULTI_STAKEHOLDER = "multi_stakeholder_pledge"
    PLEDGE = "pledge"
    CONTRIBUTION = "contribution"
    FUND_PROJECT = "fund_project"
    IMPLEMENTATION = "implementation"


class Stage(StrEnum):
    """The three stages of the Global Refugee Forum, and two ways to end without fulfilment."""

    PLANNING = "planning"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def is_closed(self) -> bool:
        return self in (Stage.FULFILLED, Stage.WITHDRAWN, Stage.SUPERSEDED)


class ContributionType(StrEnum):
    FINANCIAL = "financial"
    MATERIAL = "material"
    TECHNICAL = "technical"
    PLACES = "places"
    POLICY = "policy"


class Forum(StrEnum):
    """Where pledges are announced, year by year."""

    GRF = "grf"
    PROGRESS_REVIEW = "progress_review"
    SOLIDARITY_EVENT = "solidarity_event"

    @classmethod
    def named_in(cls, text: str | None) -> "Forum | None":
        """As sources write it, before the year: `GRF 2023`."""
        return next((forum for name, forum in _FORUMS.items() if text and text.startswith(name)), None)


_FORUMS = {
    "GRF": Forum.GRF,
    "HLOM": Forum.PROGRESS_REVIEW,
    "Solidarity Event": Forum.SOLIDARITY_EVENT,
}


class Pathway(StrEnum):
    """By which people come to a place."""

    RESETTLEMENT = "resettlement"
    HUMANITARIAN_ADMISSION = "humanitarian_admission"
    FAMILY_REUNIFICATION = "family_reunification"
    LABOUR = "labour"
    EDUCATION = "education"
    SPONSORSHIP = "sponsorship"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One public commitment or contribution.

    `stage` is what a public page stated; what its entity reports since then stands in its updates.
    `amount` without `currency` means that the source shows none. `overlaps` names records whose amounts
    cover the same money, `part_of` the package this amount is a part of: see `add_up`.
    """

    id: PledgeId
    kind: PledgeKind
    names: Names | None = None
    description: str | None = None
    external_id: str | None = None
    entities: tuple[EntityId, ...]
    """Who made it, the submitting or leading one first; empty when no source names one."""
    areas: tuple[AreaId, ...] = ()
    types: tuple[ContributionType, ...] = ()
    amount: Decimal | None = None
    currency: str | None = None
    amount_note: str | None = None
    quantity: str | None = None
    target_countries: tuple[EntityId, ...] = ()
    target_region: str | None = None
    announced: PartialDate | None = None
    forum: str | None = None
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    stage: Stage | None = None
    supports: tuple[PledgeId, ...] = ()
    part_of: PledgeId | None = None
    overlaps: tuple[PledgeId, ...] = ()
    is_global: bool = False
    note: str | None = None
    source: str
    source_date: PartialDate | None = None

    @property
    def is_joint(self) -> bool:
        """Whether several entities made it, so that each answers for its part."""
        return len(self.entities) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum in one currency, and how many amounts it counts."""

    currency: str
    amount: Decimal
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Totals per currency, largest first, and the number of amounts left out and why."""

    totals: tuple[Total, ...]
    overlapping: int
    without_currency: int

    @property
    def amounts(self) -> int:
        """How many there are, added or not."""
        return sum(each.count for each in self.totals) + self.overlapping + self.without_currency


NO_SUMS = Sums(totals=(), overlapping=0, without_currency=0)


def add_up(pledges: Iterable[Pledge]) -> Sums:
    """Add amounts per currency, never across currencies, counting no money twice.

    A part is left out when its package is in the list; of records that overlap, only the largest is counted.
    """
    stated = {pledge.id: pledge for pledge in pledges if pledge.amount is not None}
    listed = {key: pledge for key, pledge in stated.items() if pledge.currency is not None}
    overlaps = _overlaps(listed)
    counted: dict[str, list[Decimal]] = defaultdict(list)
    overlapping = 0
    for pledge in listed.values():
        if pledge.part_of in listed or any(_is_larger(listed[each], pledge) for each in overlaps[pledge.id]):
            overlapping += 1
        else:
            counted[pledge.currency or ""].append(pledge.amount or Decimal(0))
    totals = [
        Total(currency=code, amount=sum(each, Decimal(0)), count=len(each)) for code, each in counted.items()
    ]
    totals.sort(key=lambda total: (-total.amount, total.currency))
    return Sums(totals=tuple(totals), overlapping=overlapping, without_currency=len(stated) - len(listed))


def _overlaps(listed: dict[PledgeId, Pledge]) -> dict[PledgeId, set[PledgeId]]:
    """Of each, the others that cover the same money, whichever of the two says so."""
    found: dict[PledgeId, set[PledgeId]] = defaultdict(set)
    for pledge in listed.values():
        for other in pledge.overlaps:
            if other in listed:
                found[pledge.id].add(other)
                found[other].add(pledge.id)
    return found


def _is_larger(one: Pledge, other: Pledge) -> bool:
    return (one.amount or 0, one.id) > (other.amount or 0, other.id)
