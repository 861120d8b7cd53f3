"""Who looked at their front page, when, and what the calendar said then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.calendar import Sighting
from mirps_bot.domain.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`at` is UTC; `events` are those that were ahead."""

    at: datetime
    events: tuple[Sighting, ...]


class FrontPages(Protocol):
    def last_look(self, person: PersonId, *, now: datetime) -> Look | None:
        """The end of the visit before this one; None: there was none. Looks within an hour are one visit."""
        ...

    def opened(self, person: PersonId, look: Look) -> None: ...
