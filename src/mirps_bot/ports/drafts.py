"""Replies in words that are not yet confirmed."""

from datetime import datetime
from typing import Protocol

from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.ids import DraftId, EntityId, PersonId, PledgeId


class Drafts(Protocol):
    def keep(
        self,
        *,
        author: PersonId,
        entity: EntityId,
        pledge: PledgeId | None,
        text: str,
        heard: Heard,
        said_at: datetime,
    ) -> Draft: ...
    def find(self, draft: DraftId) -> Draft | None: ...
    def hold(self, draft: DraftId) -> Draft | None:
        """As it stands: whoever else holds or removes it waits until this unit of work ends."""
        ...

    def of_author(self, author: PersonId) -> tuple[Draft, ...]:
        """Newest first."""
        ...

    def correct(self, draft: Draft) -> None:
        """What it is about, what was read in it, and when it was shown so."""
        ...

    def forget(self, before: datetime) -> int:
        """Let go of what was said before that moment; of how many."""
        ...

    def remove(self, draft: DraftId) -> bool:
        """Whether it was still there: only one of two removals at the same time is told so."""
        ...
