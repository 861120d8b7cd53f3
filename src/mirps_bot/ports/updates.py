"""What was reported."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update to be filed; see `domain.update.Update`. `submission` makes filing it twice impossible."""

    pledge: PledgeId
    kind: UpdateKind
    report: Report
    entity: EntityId
    author: PersonId
    on_behalf: bool
    surface: Surface
    filed_at: datetime
    submission: str
    corrects: UpdateId | None = None


class Updates(Protocol):
    def file(self, new: NewUpdate) -> tuple[Update, bool]:
        """The update, and whether it is new: filing the same `submission` for the same pledge again returns the first
        one unchanged. The pledge's standing follows in the same unit of work.
        """
        ...

    def of_pledge(self, pledge: PledgeId, *, limit: int = 10) -> tuple[Update, ...]:
        """Newest first."""
        ...

    def latest(self, pledge: PledgeId, kind: UpdateKind | None = None) -> Update | None: ...

    def last_of(self, entity: EntityId) -> datetime | None:
        """When something was last filed for this entity: a partner's word on a joint pledge is not its own."""
        ...

    def filed_between(self, since: datetime, until: datetime) -> tuple[Update, ...]:
        """since <= filed_at < until, oldest first."""
        ...
