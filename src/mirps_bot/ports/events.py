"""The calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from mirps_bot.domain.calendar import Event
from mirps_bot.domain.fixing import Fixing
from mirps_bot.domain.ids import EventId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFixing:
    """A day for an event whose source has none; see `domain.fixing.Fixing`. `day` None: what was fixed before is taken
    back. `submission` makes doing it twice impossible.
    """

    event: EventId
    day: date | None
    start_time: time | None = None
    end_time: time | None = None
    time_zone: str | None = None
    place: str | None = None
    link: str | None = None
    by: PersonId
    at: datetime
    submission: str


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
        """Insert or replace by id. A day that was fixed stays on what has none of its own and leaves room for it."""
        ...

    def fix(self, new: NewFixing) -> None:
        """Put a day on an event, change it or take it back. The same `submission` again changes nothing."""
        ...

    def fixings(self, since: date) -> tuple[Fixing, ...]:
        """What was last fixed of each event, and not taken back, to a day from `since` on; by day, then event. Those
        that their event's source has overruled are included.
        """
        ...

    def as_sourced(self, event: EventId) -> Event | None:
        """As its source has it, without the day that was fixed."""
        ...

    def revisions(self, of: Iterable[EventId] | None = None) -> Mapping[EventId, int]:
        """How often each event (of these) was changed since it was first known, whoever changed it."""
        ...
