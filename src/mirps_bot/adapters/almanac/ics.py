"""An almanac as iCalendar (RFC 5545), for Outlook, Google Calendar and phones."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mirps_bot.view.almanac import Almanac, Certainty, Entry

if TYPE_CHECKING:
    import icalendar

REFRESH = timedelta(hours=6)
"""How often programs are asked to look again; most decide for themselves."""


def render_ics(almanac: Almanac, *, made_at: datetime) -> bytes:
    """Hours are in the host's zone, each zone described (VTIMEZONE), so that no program guesses it."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//mirps-bot//calendar//" + almanac.language.upper())
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", almanac.name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in almanac.entries:
        calendar.add_component(_event(entry, almanac.language, made_at))
    days = [
        entry.start.date() if isinstance(entry.start, datetime) else entry.start for entry in almanac.entries
    ]
    if days:
        calendar.add_missing_timezones(
            first_date=min(days).replace(month=1, day=1), last_date=max(days) + timedelta(days=366)
        )
    return bytes(calendar.to_ical())


def _event(entry: Entry, language: str, made_at: datetime) -> "icalendar.Event":
    import icalendar

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("sequence", entry.revision)
    event.add("summary", entry.title, parameters={"LANGUAGE": language})
    event.add("description", entry.text, parameters={"LANGUAGE": language})
    event.add("dtstart", entry.start)
    if entry.end is not None:
        event.add("dtend", entry.end)
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event.add("url", entry.link)
    event.add("status", entry.certainty.value.upper())
    # What is not certain, or fills a whole day, leaves its reader free.
    is_busy = entry.certainty is Certainty.CONFIRMED and isinstance(entry.start, datetime)
    event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    return event
