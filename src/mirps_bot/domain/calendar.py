"""Meetings and deadlines, honest about what is not yet known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.domain.language import Names


class EventKind(StrEnum):
    MEETING = "meeting"
    ANNUAL_MEETING = "annual_meeting"
    LEARNING_EVENT = "learning_event"
    WORKSHOP = "workshop"
    WORKSTREAM = "workstream"
    REPORTING_DEADLINE = "reporting_deadline"
    GRF = "grf"
    SOLIDARITY = "solidarity"
    TECHNICAL = "technical"
    PLATFORM = "platform"
    OTHER_MECHANISM = "other_mechanism"


class EventStatus(StrEnum):
    TO_BE_CONFIRMED = "to_be_confirmed"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A meeting or a deadline: with a day, or with quarters only, or with as much of a date as is known.

    `start_time`, `end_time` are local to `time_zone` (IANA). `series` ties it to programmes that remind of it.
    For a reporting deadline, `opens` is the first day of its cycle and `start` the last day to report.
    """

    id: EventId
    title: Names
    kind: EventKind
    status: EventStatus
    series: str | None = None
    quarters: tuple[Quarter, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    start_time: time | None = None
    end_time: time | None = None
    time_zone: str | None = None
    opens: date | None = None
    group: GroupId | None = None
    """The working group that meets, where the source names one."""
    place: str | None = None
    link: str | None = None
    note: str | None = None
    source: str

    def __post_init__(self) -> None:
        if not self.quarters and self.start is None:
            raise ValueError(f"{self.id}: needs quarters or a start")
        if self.start_time and not (self.time_zone and self.start and self.start.exact):
            raise ValueError(f"{self.id}: start_time needs a day and a time_zone")
        if self.end_time and not self.start_time:
            raise ValueError(f"{self.id}: end_time needs a start_time")
        if self.start and self.end and self.end.last_day < self.start.first_day:
            raise ValueError(f"{self.id}: ends before it starts")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError(f"{self.id}: end_time is not after start_time; give the end its own day")
        if self.opens and self.opens > self.last_day:
            raise ValueError(f"{self.id}: opens after its last day")

    @property
    def day(self) -> date | None:
        """Its first day, if known."""
        return self.start.exact if self.start else None

    @property
    def first_day(self) -> date:
        """The earliest day it can begin; for order and for what is past, never for show."""
        return self.start.first_day if self.start else min(self.quarters).first_day

    @property
    def last_day(self) -> date:
        """The latest day it can end."""
        known = self.end or self.start
        return known.last_day if known else max(self.quarters).last_day

    @property
    def stretches(self) -> tuple[tuple[date, date], ...]:
        """The days it can touch, from the first to the last: one stretch, or one for each of its quarters."""
        if self.start:
            return ((self.first_day, self.last_day),)
        return tuple((each.first_day, each.last_day) for each in self.quarters)

    def may_meet(self, other: "Event") -> bool:
        """Whether the two can fall on the same day, as far as is known of either."""
        return any(
            first <= its_last and its_first <= last
            for first, last in self.stretches
            for its_first, its_last in other.stretches
        )

    @property
    def starts_at(self) -> datetime | None:
        """The moment it begins, UTC, if day, hour and zone are known."""
        return self._moment(self.start, self.start_time)

    @property
    def ends_at(self) -> datetime | None:
        """The moment it ends, on its last day, as far as known."""
        return self._moment(self.end or self.start, self.end_time)

    def _moment(self, on: PartialDate | None, at: time | None) -> datetime | None:
        if not (on and on.exact and at and self.time_zone):
            return None
        return datetime.combine(on.exact, at, ZoneInfo(self.time_zone)).astimezone(UTC)
