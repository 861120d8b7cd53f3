"""A reply in words that its author has not yet confirmed."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.domain.dates import Period
from mirps_bot.domain.ids import DraftId, EntityId, PersonId, PledgeId
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.pledge import Stage

PARTS = ("stage", "amount", "quantity", "period")
"""Of these a report is made, by keys of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a text says; None: nothing, or several things of which none is to be preferred. By keys of the form.

    `unsettled` is one amount in each of the currencies that its name may mean: which one, its author is to say.
    """

    stage: Stage | None = None
    amount: Money | None = None
    quantity: Quantity | None = None
    period: Period | None = None
    unsettled: tuple[Money, ...] = ()

    @property
    def parts(self) -> dict[str, Stage | Money | Quantity | Period]:
        """Those of `PARTS` that it says."""
        return {key: part for key in PARTS if (part := getattr(self, key)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words kept exactly as written. `pledge` None: the author still has to say which. Visible to its author alone.

    `heard` is what was read in them, as its author has corrected it since; None: kept by a version that did not keep
    it. `shown_at`: when it was last shown after it was kept.
    """

    id: DraftId
    author: PersonId
    entity: EntityId
    pledge: PledgeId | None
    text: str
    said_at: datetime
    heard: Heard | None = None
    shown_at: datetime | None = None

    @property
    def touched_at(self) -> datetime:
        return self.shown_at or self.said_at
