"""The dates of the exercise, counted from the day on which the workspace was first opened."""

import json
import tomllib
from datetime import date, time, timedelta
from pathlib import Path

from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Names

_HERE = Path(__file__).parent


def first_opened(folder: Path, today: date) -> tuple[bool, date]:
    """Whether the workspace is new, and the day it was first opened: the exercise's dates count from there."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "opened.json"
    if file.exists():
        return False, date.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["day"])
    file.write_text(json.dumps({"day": today.isoformat()}), encoding="utf-8")
    return True, today


def exercise_events(opened: date) -> tuple[Event, ...]:
    with (_HERE / "exercise.toml").open("rb") as file:
        told = tomllib.load(file)
    meeting, deadline = told["meeting"], told["deadline"]
    last_day = _working_day(opened + timedelta(days=deadline["in_days"]))
    return (
        Event(
            id=EventId("exercise-meeting"),
            title=Names(**meeting["title"]),
            kind=EventKind.MEETING,
            status=EventStatus.CONFIRMED,
            series="focal_points",
            start=_day(_working_day(opened + timedelta(days=meeting["in_days"]))),
            start_time=time.fromisoformat(meeting["start_time"]),
            end_time=time.fromisoformat(meeting["end_time"]),
            time_zone=meeting["time_zone"],
            source=meeting["note"],
        ),
        Event(
            id=EventId("exercise-deadline"),
            title=Names(**deadline["title"]),
            kind=EventKind.REPORTING_DEADLINE,
            status=EventStatus.CONFIRMED,
            series="reporting",
            opens=last_day - timedelta(days=deadline["opens_days_before"]),
            start=_day(last_day),
            source=deadline["note"],
        ),
    )


def _working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _day(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())
