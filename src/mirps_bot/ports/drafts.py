"""Replies in words that are not yet confirmed."""

from datetime import datetime
from typing import Protocol

from mirps_bot.domain.draft import Draft
from mirps_bot.domain.ids import DraftId, EntityId, PersonId, PledgeId


class Drafts(Protocol):
    def keep(
        self, *, author: PersonId, entity: EntityId, pledge: PledgeId | None, text: str, said_at: datetime
    ) -> Draft: ...
    def find(self, draft: DraftId) -> Draft | None: ...
    def of_author(self, author: PersonId) -> tuple[Draft, ...]:
        """Newest first."""
        ...

    def name_pledge(self, draft: DraftId, pledge: PledgeId) -> None:
        """What it is about, said later."""
        ...

    def forget(self, before: datetime) -> int:
        """Let go of what was said before that moment; of how many."""
        ...

    def remove(self, draft: DraftId) -> bool:
        """Whether it was still there: only one of two removals at the same time is told so."""
        ...
