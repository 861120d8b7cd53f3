"""What people were asked to look at once more because it may be somebody's own, and said that it is nobody's."""

from datetime import datetime, timedelta
from typing import Protocol

from mirps_bot.domain.ids import PersonId

ANSWERED_WITHIN = timedelta(days=1)


class Assurances(Protocol):
    """`digest` stands for what was found. Whoever guesses a telephone could tell by it that they guessed right, so only
    that of what is nobody's stays.
    """

    def ask(self, person: PersonId, digest: str, *, at: datetime) -> datetime:
        """Since when this person is asked about it: asking again changes nothing."""
        ...

    def assure(self, person: PersonId, digest: str, *, at: datetime) -> None:
        """They said that it is nobody's; the first time counts."""
        ...

    def forget(self, now: datetime) -> int:
        """Drop what was asked longer ago than `ANSWERED_WITHIN`, and is still unanswered. How many that were."""
        ...
