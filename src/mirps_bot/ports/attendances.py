"""Who takes part in which event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mirps_bot.domain.attendance import Attendance, Reply
from mirps_bot.domain.ids import EntityId, EventId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReply:
    """A reply to be recorded; see `domain.attendance.Reply`. `submission` makes recording it twice impossible."""

    event: EventId
    entity: EntityId
    attendance: Attendance
    by: PersonId
    said_at: datetime
    day: date | None
    words: str | None
    submission: str


class Attendances(Protocol):
    """Append-only: a changed mind is another reply, and the last one counts."""

    def record(self, new: NewReply) -> tuple[Reply, bool]:
        """The reply, and whether it is new: recording the same `submission` again returns the first one."""
        ...

    def of(self, event: EventId) -> Mapping[EntityId, Reply]:
        """What each entity that said something said last, of whatever day, in their order."""
        ...
