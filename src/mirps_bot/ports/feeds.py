"""The private addresses at which people's own calendars fetch ours."""

from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import PersonId


class Feeds(Protocol):
    def open(self, person: PersonId, *, at: datetime) -> str:
        """A new secret for this person's address, that nobody can guess; an earlier one is void from now on.

        It is told here once: only its hash is kept.
        """
        ...

    def close(self, person: PersonId) -> bool:
        """Whether there was one."""
        ...

    def opened_at(self, person: PersonId) -> datetime | None: ...

    def holder(self, secret: str) -> PersonId | None:
        """Whose address this is."""
        ...
