"""The calendars that the secretariat keeps: one file per year, `reminders/calendar_<year>.toml`."""

from pathlib import Path

from mirps_bot.content.reading import Fault, fault, read_records
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.ids import EventId


def load_calendars(folder: Path, faults: list[Fault]) -> tuple[Event, ...]:
    """The sound events by their first possible day, then id; what is wrong is added to `faults`."""
    found: dict[EventId, Event] = {}
    for path in sorted(folder.glob("calendar_*.toml")):
        for event in read_records(path, "event", Event, faults):
            faults += _faults_of(event, path, known=event.id in found)
            found[event.id] = event
    return tuple(sorted(found.values(), key=lambda event: (event.first_day, event.id)))


def _faults_of(event: Event, path: Path, *, known: bool) -> list[Fault]:
    """What is wrong with an event that is sound in itself, seen beside the others."""
    messages = {
        "id": "another event has this id already; give each event its own" if known else "",
        "time_zone": f"'{event.time_zone}' is not a time zone: write one like America/Costa_Rica"
        if event.time_zone and not is_time_zone(event.time_zone)
        else "",
        "start": f"begins in {event.first_day.year}: it belongs in calendar_{event.first_day.year}.toml"
        if f"calendar_{event.first_day.year}" != path.stem
        else "",
    }
    return [
        fault(path, f"event '{event.id}', {key}", message) for key, message in messages.items() if message
    ]
