"""What was reported."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.attachment import Attachment
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
    reason: str | None = None
    attached: Attachment | None = None


class AlreadyReplaced(Exception):
    """Somebody corrected or withdrew that version meanwhile; `by` is what stands in its place."""

    def __init__(self, by: UpdateId) -> None:
        super().__init__(f"replaced by update {by}")
        self.by = by


class Updates(Protocol):
    """Nothing filed is ever changed: a correction or a withdrawal is a version of its own, that `corrects` another."""

    def file(self, new: NewUpdate) -> tuple[Update, bool]:
        """The update, and whether it is new: filing the same `submission` for the same pledge again returns the first
        one unchanged. A file attached to it is announced with it, see `Files`. The pledge's standing follows in the
        same unit of work; a correction counts from when the first version was filed. Raises AlreadyReplaced when the
        version that it `corrects` has been replaced by another.
        """
        ...

    def find(self, update: UpdateId) -> Update | None: ...

    def of_pledge(
        self, pledge: PledgeId, *, limit: int = 10, offset: int = 0, parts: bool = False
    ) -> tuple[Update, ...]:
        """Every version, newest first. `parts`: those too, which are for their entity and the lead alone."""
        ...

    def of_pledges(self, pledges: Collection[PledgeId]) -> tuple[Update, ...]:
        """Every version of what was reported on these, parts too, which are for their entity and the lead alone;
        newest first.
        """
        ...

    def of_entity(self, entity: EntityId, *, limit: int = 10) -> tuple[Update, ...]:
        """Those that stand, newest first."""
        ...

    def latest(self, pledge: PledgeId, kind: UpdateKind | None = None) -> Update | None:
        """The newest one that stands."""
        ...

    def last_of(self, entities: Collection[EntityId]) -> Mapping[EntityId, datetime]:
        """When something that stands was last filed for each, if ever: a partner's word is not its own."""
        ...

    def parts_since(
        self, entities: Collection[EntityId], since: datetime
    ) -> Mapping[EntityId, frozenset[PledgeId]]:
        """The joint pledges for which each filed a part that stands, from then on, if any."""
        ...

    def heard_from(self, since: datetime, until: datetime) -> frozenset[EntityId]:
        """For whom anything was filed at since <= moment < until."""
        ...

    def last_filed_at(self) -> datetime | None:
        """When anything was filed last, for anybody. Costs the same however much is filed."""
        ...

    def filed_between(self, since: datetime, until: datetime) -> tuple[Update, ...]:
        """Every version but of parts, with since <= filed_at < until, oldest first."""
        ...
