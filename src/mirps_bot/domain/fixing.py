"""A day that the secretariat puts on an event whose source has none."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Self

from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EventId, PersonId

_SOURCE = "fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Who put the day on an event: what an event's source is then, as its text."""

    by: str
    at: datetime

    @classmethod
    def read(cls, source: str) -> Self | None:
        """None: a source of another kind."""
        match source.split("/", 2):
            case [kind, at, by] if kind == _SOURCE:
                return cls(by=by, at=datetime.fromisoformat(at))
            case _:
                return None

    def __str__(self) -> str:
        return f"{_SOURCE}/{self.at.isoformat()}/{self.by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """Hours are local to `time_zone` (IANA). Place and link that are None stay as the event's source has them."""

    event: EventId
    day: date
    start_time: time | None
    end_time: time | None
    time_zone: str | None
    place: str | None
    link: str | None
    by: PersonId
    by_name: str
    at: datetime

    def over(self, event: Event) -> Event | None:
        """The event on this day; None: what its source says leaves no room for it."""
        if not can_be_fixed(event) or not event.first_day <= self.day <= event.last_day:
            return None
        try:
            return replace(
                event,
                status=EventStatus.CONFIRMED,
                quarters=(),
                start=PartialDate.parse(str(self.day)),
                end=None,
                start_time=self.start_time,
                end_time=self.end_time,
                time_zone=self.time_zone or event.time_zone,
                place=self.place or event.place,
                link=self.link or event.link,
                source=str(Fixed(by=self.by_name, at=self.at)),
            )
        except ValueError:  # it opens later, or somebody has more time than that
            return None


def can_be_fixed(event: Event) -> bool:
    """Whether its source has no day for it and leaves it open. What names several quarters may be several meetings."""
    return (
        event.day is None
        and len(event.stretches) == 1
        and event.status not in (EventStatus.CANCELLED, EventStatus.HELD)
    )
