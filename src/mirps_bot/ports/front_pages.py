"""Who looked at their front page, and when."""

from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import PersonId


class FrontPages(Protocol):
    def news_since(self, person: PersonId, *, now: datetime) -> datetime | None:
        """When the visit before this one was; None: there was none. Looks within an hour are one visit."""
        ...

    def opened(self, person: PersonId, *, at: datetime) -> None: ...

    def forget(self, person: PersonId) -> bool:
        """Whether there was anything to forget."""
        ...
