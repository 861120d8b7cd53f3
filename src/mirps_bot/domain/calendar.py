"""Meetings and deadlines, honest about what is not yet known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from mirps_bot.domain.dates import PartialDate, Quarter, local_moment
from mirps_bot.domain.ids import AreaId, EntityId, EventId, GroupId
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
class Extension:
    """More time for one entity, and why, for everybody to see."""

    entity: EntityId
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A meeting or a deadline: with a day, or with quarters only, or with as much of a date as is known.

    `start_time`, `end_time` are local to `time_zone` (IANA). `series` ties it to programmes that remind of it.
    For a reporting deadline, `opens` is the first day of its cycle, `start` the last day to report, and `extensions`
    are last days of some entities' own. `invited` is who takes part or owes a report; empty: the members of `group`, if
    it is a group's, else all that its programme reminds. `areas` are its theme. `quorum` counts entities.
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
    invited: tuple[EntityId, ...] = ()
    group: GroupId | None = None
    areas: tuple[AreaId, ...] = ()
    agenda: str | None = None
    quorum: int | None = None
    extensions: tuple[Extension, ...] = ()
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
        if any(each.until <= self.last_day for each in self.extensions):
            raise ValueError(f"{self.id}: an extension must end after the last day of all others")

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

    def is_over_at(self, zone: ZoneInfo) -> datetime:
        """From when on nobody need come or report any more, UTC: once it begins, else when its last day ends there."""
        return self.starts_at or local_moment(self.last_day + timedelta(days=1), time(0), zone)

    def extension(self, entity: EntityId) -> Extension | None:
        return next((each for each in self.extensions if each.entity == entity), None)

    def day_of(self, entity: EntityId) -> date | None:
        """The day that counts for this entity."""
        extension = self.extension(entity)
        return extension.until if extension and self.day else self.day

    def _moment(self, on: PartialDate | None, at: time | None) -> datetime | None:
        if not (on and on.exact and at and self.time_zone):
            return None
        return datetime.combine(on.exact, at, ZoneInfo(self.time_zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """When and where an event is, for an entity, and whether. `starts_at` (UTC) and `place` are None if it has none, or
    nobody kept it.
    """

    day: date | None
    starts_at: datetime | None = None
    is_cancelled: bool = False
    place: str | None = None

    @classmethod
    def of(cls, event: Event, entity: EntityId) -> Self:
        if event.status is EventStatus.CANCELLED:
            return cls(day=None, is_cancelled=True)
        day = event.day_of(entity)
        starts_at = event.starts_at if day == event.day else None
        return cls(day=day, starts_at=starts_at, place=event.place if day else None)

    def is_as(self, told: "Stand") -> bool:
        """Whether somebody who was told so knows it still."""
        is_then = (self.day, self.is_cancelled) == (told.day, told.is_cancelled)
        return is_then and told.starts_at in (None, self.starts_at) and not self.is_elsewhere(told)

    def is_elsewhere(self, told: "Stand") -> bool:
        return bool(self.day) and told.place not in (None, self.place)

    def __str__(self) -> str:
        """For keys."""
        if self.is_cancelled:
            return "cancelled"
        time = str(self.starts_at or self.day or "undated")
        return f"{time} in {self.place}" if self.place else time


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """When an event was to be, and whether, at the moment when somebody looked."""

    event: EventId
    status: EventStatus
    start: PartialDate | None = None
    start_time: time | None = None

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event=event.id, status=event.status, start=event.start, start_time=event.start_time)

    def change_to(self, event: Event) -> "EventChange | None":
        """What has become of the event since; None: nothing that changes anybody's plans."""
        if event.status is not self.status and event.status is EventStatus.CANCELLED:
            return EventChange.CANCELLED
        had_day = self.start is not None and self.start.exact is not None
        if not had_day:
            return EventChange.FIXED if event.day else None
        if (event.start, event.start_time) != (self.start, self.start_time):
            return EventChange.MOVED
        was_open = self.status is EventStatus.TO_BE_CONFIRMED
        return EventChange.FIXED if was_open and event.status is EventStatus.CONFIRMED else None


class EventChange(StrEnum):
    FIXED = "fixed"
    """It has got a day, or its day is confirmed."""
    MOVED = "moved"
    CANCELLED = "cancelled"
