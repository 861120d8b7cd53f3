"""When clocks are changed in one place and not in another, hours that people know by heart are wrong for a while."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

UNFAMILIAR = timedelta(days=21)
"""How long after a change the new hours are still a surprise: Europe and the United States change within that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockChange:
    """`on`: the day it was changed there."""

    zone: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWarning:
    """The `changes` of the last weeks, one zone for each day, the latest first; `steady` is a zone without one."""

    changes: tuple[ClockChange, ...]
    steady: str


def clock_warning(moment: datetime, zones: Iterable[str]) -> ClockWarning | None:
    """Whether hours are to be looked at twice by then; None: all of these zones changed, or none.

    Of zones that changed on the same day, or did not, the first one given is named.
    """
    zones = tuple(dict.fromkeys(zones))
    changes = {zone: change for zone in zones if (change := _last_change(zone, moment))}
    steady = next((zone for zone in zones if zone not in changes), None)
    if not changes or steady is None:
        return None
    by_day: dict[date, str] = {}
    for zone, on in changes.items():
        by_day.setdefault(on, zone)
    return ClockWarning(
        changes=tuple(ClockChange(zone=by_day[on], on=on) for on in sorted(by_day, reverse=True)),
        steady=steady,
    )


def _last_change(zone: str, moment: datetime) -> date | None:
    """The day on which clocks there were changed in the weeks before, if they were."""
    local = moment.astimezone(ZoneInfo(zone)).replace(hour=12)  # clocks are changed at night
    for days in range(UNFAMILIAR.days):
        day, before = local - timedelta(days=days), local - timedelta(days=days + 1)
        if day.utcoffset() != before.utcoffset():
            return day.date()
    return None
