"""The dates of the exercise, counted from the day on which the workspace was first opened."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from mirps_bot.content.reading import ContentError, Fault, read_records
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.holiday import nearest_working_day
from mirps_bot.domain.ids import AreaId, EntityId, EventId, GroupId
from mirps_bot.domain.language import Names

HOST = "America/Panama"
"""Where nobody works on weekends and the country's holidays."""

_FILE = Path(__file__).parent / "exercise.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An `Event` for each of `in_days`."""

    id: str
    title: Names
    kind: EventKind
    series: str
    in_days: tuple[int, ...]
    start_time: time | None = None
    end_time: time | None = None
    time_zone: str | None = None
    opens_days_before: int | None = None
    group: GroupId | None = None
    areas: tuple[AreaId, ...] = ()
    invited: tuple[EntityId, ...] = ()


def first_opened(folder: Path, today: date) -> date:
    """The day on which the workspace was first opened, from which the exercise's dates count."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "opened.json"
    with suppress(OSError, ValueError, LookupError, TypeError):  # else it was left half written
        return date.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["day"])
    written = file.with_suffix(".new")
    written.write_text(json.dumps({"day": today.isoformat()}), encoding="utf-8")
    written.replace(file)
    return today


def exercise_events(opened: date) -> tuple[Event, ...]:
    faults: list[Fault] = []
    exercises = read_records(_FILE, "exercise", Exercise, faults)
    if faults:
        raise ContentError(faults)
    return tuple(event for each in exercises for event in _events(each, opened))


def _events(exercise: Exercise, opened: date) -> Iterator[Event]:
    for number, days in enumerate(exercise.in_days, 1):
        day = nearest_working_day(opened + timedelta(days=days), "", HOST, 1)
        before = exercise.opens_days_before
        yield Event(
            id=EventId("-".join(["exercise", exercise.id, *([str(number)] if number > 1 else [])])),
            title=exercise.title,
            kind=exercise.kind,
            status=EventStatus.CONFIRMED,
            series=exercise.series,
            opens=day - timedelta(days=before) if before else None,
            start=PartialDate.parse(day.isoformat()),
            start_time=exercise.start_time,
            end_time=exercise.end_time,
            time_zone=exercise.time_zone,
            group=exercise.group,
            areas=exercise.areas,
            invited=exercise.invited,
            source="mirps-bot demo",
        )
