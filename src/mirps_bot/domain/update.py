"""What entities report about their pledges: append-only, a correction is a new version."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from mirps_bot.domain.attachment import Document
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.pledge import Pathway, Stage


class UpdateKind(StrEnum):
    UPDATE = "update"
    CONFIRMATION = "confirmation"
    """Nothing has changed since the last update; said on purpose, with a date."""
    PART = "part"
    """What one of several entities did for a joint pledge, for its lead to make one update of."""
    WITHDRAWAL = "withdrawal"
    """What the version that it names said is taken back."""


class Surface(StrEnum):
    """Through what it came in."""

    FORM = "form"
    CONVERSATION = "conversation"
    BUTTON = "button"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is said of a pledge, before it is filed. Amounts come with a currency, quantities with a unit."""

    stage: Stage | None = None
    narrative: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    evidence: str | None = None
    pathway: Pathway | None = None
    """Of places: how people came to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One filed report. `filed_at` is UTC. `corrects` names the version that this one replaces, `reason` says why."""

    id: UpdateId
    pledge: PledgeId
    kind: UpdateKind
    report: Report
    entity: EntityId
    """For whom it was reported; the author may be the secretariat."""
    author: PersonId
    author_name: str
    on_behalf: bool
    surface: Surface
    filed_at: datetime
    corrects: UpdateId | None = None
    reason: str | None = None
    replaced_by: UpdateId | None = None
    """The version that corrects or withdraws this one; None: none did."""

    document: Document | None = None
    """What was attached to it."""

    @property
    def number(self) -> str:
        """The receipt's number, as people quote it."""
        return number_of(self.id)

    @property
    def stands(self) -> bool:
        """Whether it is still what its entity says."""
        return self.replaced_by is None and self.kind is not UpdateKind.WITHDRAWAL


def number_of(update: UpdateId) -> str:
    return f"A-{update:05d}"


class Unstaged(StrEnum):
    """Of a pledge that stands at no stage."""

    NEVER_REPORTED = "never_reported"
    HEARD_OF = "heard_of"
    """Most often: it was only ever confirmed as unchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a pledge stands by what was reported: the last stage said, the last update, the last word of any kind."""

    pledge: PledgeId
    stage: Stage | None
    updated_at: datetime | None
    heard_at: datetime | None
    """The later of the last update and the last confirmation, UTC; None: never reported."""
