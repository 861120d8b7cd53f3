"""Whether an entity takes part in a meeting: yes, online, with a delegate, no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mirps_bot.domain.calendar import Event
from mirps_bot.domain.ids import EntityId, EventId, PersonId


class Attendance(StrEnum):
    YES = "yes"
    ONLINE = "online"
    DELEGATE = "delegate"
    """Somebody else comes in their place."""
    NO = "no"
    SILENT = "silent"
    """Nothing was said yet; never recorded."""


COMING = frozenset({Attendance.YES, Attendance.ONLINE, Attendance.DELEGATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an entity said of an event; the last one counts, as long as the event is on that `day`.

    `day` None: an earlier version wrote it down, and it counts for any.
    """

    id: int
    event: EventId
    entity: EntityId
    attendance: Attendance
    by: PersonId
    by_name: str
    said_at: datetime
    day: date | None = None
    words: str | None = None
    """As they were written, where it was said in words."""

    def counts_for(self, event: Event) -> bool:
        return self.day in (None, event.day)


def understood(named: Iterable[str]) -> Attendance | None:
    """What somebody means who names these: "no" beside another way to take part means that way."""
    found = {Attendance(each) for each in named}
    order = (Attendance.DELEGATE, Attendance.ONLINE, Attendance.NO, Attendance.YES)
    return next((each for each in order if each in found), None)


def tally(replies: Iterable[Reply]) -> Mapping[Attendance, int]:
    counts = dict.fromkeys(Attendance, 0)
    for each in replies:
        counts[each.attendance] += 1
    return counts
