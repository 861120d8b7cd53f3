"""What entities say they bring to a pledge: reported, not yet in the public sources. Append-only."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from mirps_bot.domain.ids import ContributionId, EntityId, PersonId, PledgeId
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.update import Surface


class SupportKind(StrEnum):
    FINANCIAL = "financial"
    TECHNICAL = "technical"
    MATERIAL = "material"
    PLACES = "places"
    """Resettlement and complementary pathways."""
    TWINNING = "twinning"
    OUTREACH = "outreach"
    """Bringing in the private sector and other new actors."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What is brought. Amounts come with a currency, quantities with a unit; `period` as `dates.Period` writes it."""

    kind: SupportKind
    description: str
    beneficiary: EntityId | None = None
    """The State that it is for; None: not said, or several."""
    partner: str | None = None
    """Of a twinning or of outreach: with whom."""
    amount: Decimal | None = None
    currency: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    pathway: Pathway | None = None
    period: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One, as it was filed. `filed_at` is UTC."""

    id: ContributionId
    pledge: PledgeId
    support: Support
    entity: EntityId
    author: PersonId
    author_name: str
    surface: Surface
    filed_at: datetime

    @property
    def number(self) -> str:
        """The receipt's number, as people quote it."""
        return f"C-{self.id:05d}"
