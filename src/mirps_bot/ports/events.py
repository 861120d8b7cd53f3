"""The calendar."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from mirps_bot.domain.calendar import Event
from mirps_bot.domain.ids import EventId


class Events(Protocol):
    def find(self, event: EventId) -> Event | None: ...

    def between(self, since: date, until: date, *, series: str | None = None) -> tuple[Event, ...]:
        """Events that can touch these days (both included), by first day, then id. Cancelled ones are included.
        The cost depends on what it returns, not on how many events there are.
        """
        ...

    def gone(self, of: Iterable[EventId]) -> tuple[Event, ...]:
        """Those of these that their file has no more, though somebody was told of them: nothing else finds them."""
        ...

    def save(self, events: Iterable[Event]) -> None:
        """Insert or replace by id."""
        ...

    def revisions(self, of: Iterable[EventId] | None = None) -> Mapping[EventId, int]:
        """How often each event (of these) was changed since it was first known, whoever changed it."""
        ...
