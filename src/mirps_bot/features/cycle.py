"""The reporting cycle that a moment falls in."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import Quarter, local_day, midnight
from mirps_bot.features.visit import Visit

AHEAD = timedelta(days=400)
"""How far ahead the end of a cycle is looked for."""

STILL_ASKED = timedelta(days=30)
"""How long after its last day a cycle is still asked about."""

GRACE = timedelta(weeks=4)
"""So long after a cycle opened nobody is silent yet, unless its deadline is as near as that: then it is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """From `opens` on, until before `closes`, UTC. `deadline` None: it is a quarter."""

    opens: datetime
    closes: datetime
    deadline: Event | None = None

    @property
    def due_from(self) -> datetime:
        """From when on whoever was not heard from is silent, UTC."""
        asks = self.opens + GRACE
        return min(asks, self.closes - GRACE) if self.deadline else asks

    def last_day(self, zone: str) -> date:
        return local_day(self.closes - timedelta(microseconds=1), zone)


def cycle_at(visit: Visit, moment: datetime) -> Cycle:
    """The one that a deadline of the calendar closes, else the quarter, by the actor's days."""
    zone = ZoneInfo(visit.actor.time_zone)
    day = local_day(moment, zone.key)
    for event in visit.unit.events.between(day, day + AHEAD, series="reporting"):
        cycle = cycle_of(event, zone)
        if event.status is not EventStatus.CANCELLED and cycle.opens <= moment < cycle.closes:
            return cycle
    quarter = Quarter.of(day)
    return Cycle(
        opens=midnight(quarter.first_day, zone.key), closes=midnight(quarter.later(1).first_day, zone.key)
    )


def cycle_asked_about(visit: Visit, moment: datetime) -> Cycle:
    """The one that a moment falls in, if something is due in it by then; else the last one that a deadline closed, as
    long as it is still asked about: until the moment, what comes late counts.
    """
    cycle, zone = cycle_at(visit, moment), ZoneInfo(visit.actor.time_zone)
    if moment >= cycle.due_from:
        return cycle
    day = local_day(moment, zone.key)
    found = visit.unit.events.between(day - STILL_ASKED, day, series="reporting")
    closed = (cycle_of(each, zone) for each in found if each.day and each.status is not EventStatus.CANCELLED)
    over = [each for each in closed if each.closes <= moment]
    return replace(max(over, key=lambda each: each.closes), closes=moment) if over else cycle


def cycle_of(deadline: Event, zone: ZoneInfo) -> Cycle:
    """The one that this deadline closes."""
    return Cycle(opens=cycle_opens(deadline, zone.key), closes=deadline.is_over_at(zone), deadline=deadline)


def cycle_opens(event: Event, zone: str) -> datetime:
    """When the reporting cycle that an event closes began, UTC: on its `opens`, else with its quarter."""
    return midnight(event.opens or Quarter.of(event.first_day).first_day, zone)
