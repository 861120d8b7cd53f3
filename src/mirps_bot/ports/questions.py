"""What people asked last, for as long as a question may follow from it."""

from datetime import datetime, timedelta
from typing import Protocol

FRESH = timedelta(minutes=10)
"""For so long one question may follow from another."""


class Questions(Protocol):
    """Of each account its last question, in the conversation where it was asked."""

    def keep(self, user: str, channel: str, words: str, *, at: datetime) -> None:
        """In place of the one before, wherever that was asked."""
        ...

    def last(self, user: str, channel: str, *, now: datetime) -> str | None:
        """None: it was asked elsewhere, or longer ago than `FRESH`."""
        ...

    def forget(self, now: datetime) -> int:
        """Drop what was asked longer ago than `FRESH`. How many that were."""
        ...
