"""Texts that wait to be cleared, and who clears them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.clearance import ClearanceState
from mirps_bot.domain.ids import ClearanceId, EntityId, PersonId
from mirps_bot.ports.updates import NewUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """What is to be filed once it is cleared, exactly as its author sent it. Visible to its author and its clearer."""

    id: ClearanceId
    new: NewUpdate
    clearer: PersonId
    state: ClearanceState
    decided_at: datetime | None = None
    comment: str | None = None
    """Of who returned it; None: nobody did, it had been overtaken or its clearer had left."""


class Clearances(Protocol):
    def name(self, entity: EntityId, clearer: PersonId | None, *, by: PersonId, at: datetime) -> None:
        """Who clears for this entity from now on; None: nobody. Earlier ones are kept as history."""
        ...

    def clearer(self, entity: EntityId) -> PersonId | None: ...

    def ask(self, new: NewUpdate, clearer: PersonId) -> tuple[Clearance, bool]:
        """The clearance, and whether it is new: the same `submission` for the same pledge again returns the first."""
        ...

    def find(self, clearance: ClearanceId) -> Clearance | None: ...

    def waiting(self, person: PersonId) -> tuple[Clearance, ...]:
        """Those that this person is to clear or sent to be cleared, oldest first."""
        ...

    def decide(
        self, clearance: ClearanceId, state: ClearanceState, *, at: datetime, comment: str | None = None
    ) -> bool:
        """Whether it was still waiting: only one of several decisions at the same time is told so."""
        ...
