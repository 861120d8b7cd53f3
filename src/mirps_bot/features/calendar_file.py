"""The calendar as a file, for one's own: what is in it, and the message that brings it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mirps_bot.dialogue import Choice, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.ids import EventId
from mirps_bot.features.events import HORIZON, EventFilter, in_time, read_wanted
from mirps_bot.features.retelling import hand_over
from mirps_bot.features.visit import Visit

LOOK_BACK = timedelta(days=400)
"""How far back the calendar goes that other programs are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """`events` are those in the file that comes with it. `is_whole`: nothing was left out."""

    wanted: EventFilter
    events: tuple[Event, ...]
    is_whole: bool
    as_of: datetime


def tell_file(visit: Visit, about: str) -> Show | None:
    """The message that brings the file; `about` are the words that said what it is to hold."""
    found, whole = file_events(visit, about), _in_almanac(visit)
    if not found:
        return None
    return Show(
        template="calendar/file",
        data=CalendarFile(
            wanted=read_wanted(visit, about), events=found, is_whole=found == whole, as_of=visit.now
        ),
        calendar=found,
    )


def send_file(visit: Visit, words: str) -> Tell:
    """Into the direct messages of who asks: nothing can be handed over inside an answer."""
    person = visit.person
    if person is None or not may(person, Right.SUBSCRIBE):
        return Tell(phrase="not_on_roster")
    found = file_events(visit, words)
    if not found:
        return Tell(phrase="calendar_file_empty", choices=(Choice.asking("calendar"),))
    hand_over(visit, Story.CALENDAR, words, person)
    return Tell(phrase="calendar_file_sent", values={"events": len(found)})


def file_events(visit: Visit, words: str) -> tuple[Event, ...]:
    """The one event of this id, else what the words ask for: of a year or a quarter all, else what the feed has."""
    if event := visit.unit.events.find(EventId(words)):  # as a button asks
        return (event,)
    wanted = read_wanted(visit, words)
    within = in_time(visit, wanted) if wanted.periods else _in_almanac(visit)
    return tuple(filter(wanted.fits, within))


def _in_almanac(visit: Visit) -> tuple[Event, ...]:
    """What other programs are given: what has a day, and what may still get one."""
    events = visit.unit.events.between(visit.today - LOOK_BACK, visit.today + HORIZON)
    return tuple(each for each in events if each.day or each.last_day >= visit.today)


def file_choice(words: str = "") -> Choice:
    """What these words ask of the calendar, or the event of this id, as a file."""
    return Choice.asking(f"calendar file {words}".strip(), "ask_file")
