"""Occasions: what programmes count their days from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId, EventId, GroupId


class About(StrEnum):
    EVENT = "event"
    """An event whose day is known."""
    UNDATED = "undated_event"
    """An event whose day is still to be fixed; days count from the first on which it can begin."""
    ABSENCE = "uncovered_absence"
    """The absence of somebody for whom nobody stands in; days count from its first."""
    NEED = "need"
    """A need that members have not answered; days count from the last one to answer."""
    PAPER = "paper"
    """A paper that waits for the secretariat's decision; days count from the one on which it was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """`id` is an event's, or another item's with its kind before it: `absence/12`. `day` is its first day.

    `concerns` is whom it concerns; empty: everybody in the audience. `days` are days of their own that some have.
    """

    about: About
    id: EventId
    day: date
    last_day: date
    series: str | None = None
    starts_at: datetime | None = None
    place: str | None = None
    concerns: frozenset[EntityId] = frozenset()
    days: Mapping[EntityId, date] = field(default_factory=dict)

    def day_of(self, entity: EntityId) -> date:
        return self.days.get(entity, self.day)

    def is_over_at(self, entity: EntityId, zone: ZoneInfo) -> datetime:
        """From when on there is nothing left to remind of, UTC: once it begins, else when its last day ends there."""
        last = max(self.last_day, self.day_of(entity))
        return self.starts_at or local_moment(last + timedelta(days=1), time(0), zone)


def occasion_of(event: Event, groups: Mapping[GroupId, Group]) -> Occasion | None:
    """None: nobody is to be reminded of it."""
    if event.status is EventStatus.CANCELLED or (event.day is None and event.status is EventStatus.HELD):
        return None
    return Occasion(
        about=About.EVENT if event.day else About.UNDATED,
        id=event.id,
        day=event.day or event.first_day,
        last_day=event.last_day,
        series=event.series,
        starts_at=event.starts_at,
        place=event.place,
        concerns=concerned_by(event, groups),
        days={each.entity: each.until for each in event.extensions},
    )


def concerned_by(event: Event, groups: Mapping[GroupId, Group]) -> frozenset[EntityId]:
    """Who takes part or owes a report; empty: everybody."""
    group = groups.get(event.group) if event.group else None
    members = (*group.participants, *([group.lead] if group.lead else [])) if group else ()
    return frozenset(event.invited or members)


def occasions_of(events: Iterable[Event], groups: Iterable[Group]) -> Iterator[Occasion]:
    by_id = {each.id: each for each in groups}
    for event in events:
        occasion = occasion_of(event, by_id)
        if occasion:
            yield occasion
