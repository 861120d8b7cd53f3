"""A year's plan for five hundred people, beside making as many moments and nothing else."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from tests.bench.figures import ratio, show
from tests.replicas.processes import ROOT

from mirps_bot.bootstrap import read_content
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, local_moment
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ladder import Duty, plan
from mirps_bot.domain.language import Names
from mirps_bot.domain.occasion import occasions_of

T = TypeVar("T")

PEOPLE = 500
ZONES = ("America/New_York", "Europe/Madrid", "Europe/Zurich", "America/Mexico_City", "America/Costa_Rica")
YEAR = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))


def measure(_: Path) -> None:
    programmes = read_content(ROOT).programmes
    events = [event(series, day) for series in ("focal_points", "reporting") for day in quarterly()]
    duties = [Duty(entity=EntityId(f"e{n}"), time_zone=ZONES[n % len(ZONES)]) for n in range(PEOPLE)]
    after, until = YEAR
    took, due = timed(lambda: plan(programmes, occasions_of(events, ()), duties, after=after, until=until))
    bare, _moments = timed(lambda: [moment(number) for number in range(len(due))])
    show(
        f"A year of {len(events)} events for {PEOPLE} people, in process",
        ("what", "seconds", "a second", "ratio"),
        [
            (
                f"plan: {len(due):,} reminders, sorted",
                f"{took:.2f}",
                f"{len(due) / took:,.0f}",
                ratio(took, bare),
            ),
            ("as many local hours as moments", f"{bare:.2f}", f"{len(due) / bare:,.0f}", "1.00"),
        ],
        "With working days and holidays of each, read for the first time.",
    )


def timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = act()
    return time.perf_counter() - began, done


def moment(number: int) -> datetime:
    day = date(2027, 1, 1) + timedelta(days=number % 365)
    return local_moment(day, hour(9), ZoneInfo(ZONES[number % len(ZONES)]))


def quarterly() -> list[date]:
    return [date(2027, month, 15) for month in (3, 6, 9, 12)]


def event(series: str, day: date) -> Event:
    return Event(
        id=EventId(f"{series}-{day}"),
        title=Names(es="Reunión"),
        kind=EventKind.MEETING,
        status=EventStatus.CONFIRMED,
        series=series,
        start=PartialDate.parse(day.isoformat()),
        source="x",
    )
