"""The record of what was owed by itself, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.delivery import Delivery
from mirps_bot.domain.ids import DeliveryId, EntityId, PersonId
from mirps_bot.domain.ledger import Entry, LedgerFilter, Mark, Marked, PutOff
from mirps_bot.domain.page import Page


class Ledger(Protocol):
    """Reminders and digests; answers, copies and edits are not in it."""

    def mark(self, delivery: DeliveryId, mark: Mark, person: PersonId, *, at: datetime) -> None:
        """Repeating it keeps the first moment."""
        ...

    def unmark(self, delivery: DeliveryId, mark: Mark) -> None:
        """What was done was taken back."""
        ...

    def answered(self, entity: EntityId, since: datetime) -> tuple[Delivery, ...]:
        """This entity's reminders that were marked as answered at this moment or later, in the order of their ids."""
        ...

    def marks(self, of: Iterable[DeliveryId]) -> Mapping[DeliveryId, tuple[Marked, ...]]:
        """What was done with these, in the order of the moments; none of those with which nothing was."""
        ...

    def standing(self, since: datetime) -> tuple[Delivery, ...]:
        """Digests that stand in a conversation since this moment or later, oldest first."""
        ...

    def failed(self, since: datetime, until: datetime) -> tuple[Entry, ...]:
        """What was given up at since <= moment < until for a reason that somebody has to do something about, oldest
        first.
        """
        ...

    def put_off(self, now: datetime) -> tuple[PutOff, ...]:
        """Reminders that are still to come again, the soonest first; somebody may have answered for them since."""
        ...

    def page(self, wanted: LedgerFilter, *, offset: int = 0, limit: int = 10) -> Page[Entry]:
        """The latest due first."""
        ...
