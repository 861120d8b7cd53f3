"""What people were asked to look at once more because it may be somebody's own, and said that it is nobody's."""

from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import PersonId


class Assurances(Protocol):
    """`digest` stands for what was found: nothing of it is kept."""

    def ask(self, person: PersonId, digest: str, *, at: datetime) -> datetime:
        """Since when this person is asked about it: asking again changes nothing."""
        ...

    def assure(self, person: PersonId, digest: str, *, at: datetime) -> None:
        """They said that it is nobody's; the first time counts."""
        ...

    def assured_at(self, person: PersonId, digest: str) -> datetime | None: ...
