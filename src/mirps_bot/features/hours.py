"""At which hours of their own day somebody may be reminded."""

import re
from datetime import time

from mirps_bot.dialogue import Outbound, Tell
from mirps_bot.features.visit import Visit

_SPAN = re.compile(r"\D*(\d{1,2})(?:[:h.](\d{2}))?h?\D+(\d{1,2})(?:[:h.](\d{2}))?\D*")
SHORTEST = 120
"""Minutes in which there must be room for a reminder."""


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    if not words:
        return _tell("hours_now", visit.person.works_from, visit.person.works_until)
    span = read_span(words)
    if span is None:
        return Tell(phrase="hours_unknown", values={"typed": words})
    visit.unit.people.set_hours(visit.person.id, *span)
    return _tell("hours_set", *span)


def read_span(words: str) -> tuple[time, time] | None:
    """Two hours of one day: `9-17`, `de 09:00 a 17:30`, `8h30 à 16h`."""
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    numbers = [int(each or 0) for each in found.groups()]
    try:
        since, until = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError:
        return None
    return (since, until) if _minutes(until) - _minutes(since) >= SHORTEST else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _tell(phrase: str, since: time, until: time) -> Tell:
    return Tell(phrase=phrase, values={"since": f"{since:%H:%M}", "until": f"{until:%H:%M}"})
