"""Programmes: rules for reminding, and the pure plan of what falls due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.holiday import LONGEST_BREAK, nearest_working_day
from mirps_bot.domain.ids import EntityId, EventId


class Stops(StrEnum):
    """What silences the rest of a ladder for an entity."""

    ANY_ANSWER = "any_answer"
    """One update or confirmation since the reporting cycle opened."""
    ALL_ANSWERED = "all_answered"
    """An update or a confirmation for each of its open pledges since then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder: so many days before the event (negative: after), at this hour of the recipient's day."""

    days_before: int
    at: time

    @property
    def key(self) -> str:
        return f"{self.days_before:+d}d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A rule for reminding. Each step is given up `give_up_after` past its due time, and never sent once it is over."""

    name: str
    series: str
    stops_when: Stops
    steps: tuple[Step, ...]
    give_up_after: timedelta
    working_days: bool = True
    """A step whose day is a weekend or a holiday of the recipient's comes on the working day before it, one after the
    event on the working day that follows.
    """

    def __post_init__(self) -> None:
        if len({step.days_before for step in self.steps}) < len(self.steps):
            raise ValueError("two steps have the same days_before")
        if not self.steps:
            raise ValueError("a programme needs at least one step")
        if self.give_up_after <= timedelta(0):
            raise ValueError("give_up_after must be more than nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An entity that is to be reminded, and the zone (IANA) of whoever answers for it now."""

    entity: EntityId
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One message that falls due. Moments are UTC. `key` is the same in every replica and after every restart."""

    programme: str
    event: EventId
    day: date
    step: str
    entity: EntityId
    due_at: datetime
    give_up_at: datetime

    @property
    def key(self) -> str:
        """An event that moves to another day is another occurrence: its ladder starts anew."""
        return f"{self.programme}/{self.event}@{self.day}/{self.step}/{self.entity}"


def plan(
    programmes: Iterable[Programme],
    events: Iterable[Event],
    duties: Iterable[Duty],
    *,
    after: datetime,
    until: datetime,
) -> tuple[Due, ...]:
    """What falls due in (after, until], sorted by key. Events without a day and cancelled ones wait silently."""
    by_series: dict[str, list[Event]] = {}
    for event in events:
        if event.series and event.day and event.status is not EventStatus.CANCELLED:
            by_series.setdefault(event.series, []).append(event)
    duties = tuple(duties)
    found = (
        due
        for programme in programmes
        for event in by_series.get(programme.series, ())
        for due in _ladder(programme, event, duties)
        if after < due.due_at <= until
    )
    return tuple(sorted(found, key=lambda due: due.key))


def _ladder(programme: Programme, event: Event, duties: tuple[Duty, ...]) -> Iterator[Due]:
    day = event.day
    if day is None:
        return
    for duty in duties:
        zone = ZoneInfo(duty.time_zone)
        anchor = event.starts_at.astimezone(zone).date() if event.starts_at else day
        for step in programme.steps:
            due_on = anchor - timedelta(days=step.days_before)
            if programme.working_days:
                due_on = nearest_working_day(
                    due_on, duty.entity, duty.time_zone, 1 if step.days_before < 0 else -1
                )
            due_at = local_moment(due_on, step.at, zone)
            yield Due(
                programme=programme.name,
                event=event.id,
                day=day,
                step=step.key,
                entity=duty.entity,
                due_at=due_at,
                give_up_at=_give_up(programme, event, step, due_at, zone),
            )


def _give_up(programme: Programme, event: Event, step: Step, due_at: datetime, zone: ZoneInfo) -> datetime:
    late = due_at + programme.give_up_after
    return late if step.days_before < 0 else max(due_at, min(late, is_over_at(event, zone)))


def is_over_at(event: Event, zone: ZoneInfo) -> datetime:
    """From when on there is nothing left to remind of, UTC: once it begins, else when its last day ends there."""
    return event.starts_at or local_moment(event.last_day + timedelta(days=1), time(0), zone)


def window(programmes: Iterable[Programme]) -> tuple[timedelta, timedelta]:
    """How far before and after an event's day any of its steps can fall, days off and a day of zones included."""
    days = [step.days_before for programme in programmes for step in programme.steps] or [0]
    patience = max((programme.give_up_after for programme in programmes), default=timedelta(0))
    slack = LONGEST_BREAK + timedelta(days=2)
    return timedelta(days=max(*days, 0)) + slack, timedelta(days=max(-min(days), 0)) + slack + patience
