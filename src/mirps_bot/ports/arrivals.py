"""The inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

RECOGNISED = timedelta(days=7)
"""How long what came in is known if it comes again; platforms repeat themselves for an hour, a day at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that came in and is to be worked on; `body` is the platform's own payload.

    `sender` is whose turns are taken one after the other; None: it waits for nobody else's.
    """

    id: str
    body: Mapping[str, object]
    arrived_at: datetime
    sender: str | None = None


class Arrivals(Protocol):
    """The inbox: written before the platform is told that we have it. Bodies and senders are kept until done, ids as
    long as they may come again.
    """

    def receive(self, arrival: Arrival) -> bool:
        """Whether it is new."""
        ...

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Arrival, ...]:
        """Oldest first, and of one sender's only the oldest that is not done: those that came after it wait for it.
        Each is handed to one caller only until its lease ends.
        """
        ...

    def done(self, arrival: str) -> bool:
        """Forget its body and its sender. Whether it was still to be done."""
        ...

    def forget(self, now: datetime) -> int:
        """Drop those that are done and came in longer ago than they are `RECOGNISED`. How many that were."""
        ...
