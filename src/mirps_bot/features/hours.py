"""At which hours of their own day somebody may be reminded."""

import re
from datetime import time

from mirps_bot.dialogue import Outbound, Tell
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.calendar_words import with_figures

_SPAN = re.compile(r"\D*(\d{1,2})(?:[:h.](\d{2}))?h?\D+(\d{1,2})(?:[:h.](\d{2}))?\D*")
NOON = 12
SHORTEST = 120
"""Minutes in which there must be room for a reminder."""


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    told = with_figures(words, visit.actor.language)
    if not any(map(str.isdigit, told)):
        return _tell("hours_now", visit.person.works_from, visit.person.works_until)
    span = read_span(told)
    if span is None:
        return Tell(phrase="hours_unknown", values={"typed": words})
    visit.unit.people.set_hours(visit.person.id, *span)
    return _tell("hours_set", *span)


def named_in(visit: Visit, words: str) -> str | None:
    """The hours that these words tell."""
    span = read_span(with_figures(words, visit.actor.language))
    return "-".join(f"{each:%H:%M}" for each in span) if span else None


def read_span(words: str) -> tuple[time, time] | None:
    """Two hours of one day: `9-17`, `de 09:00 a 17:30`, `8h30 à 16h`; from 8 to 4 is until the afternoon."""
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    since, minutes, until, more = (int(each or 0) for each in found.groups())
    if until <= since < NOON:
        until += NOON
    try:
        first, last = time(since, minutes), time(until, more)
    except ValueError:
        return None
    return (first, last) if _minutes(last) - _minutes(first) >= SHORTEST else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _tell(phrase: str, since: time, until: time) -> Tell:
    return Tell(phrase=phrase, values={"since": f"{since:%H:%M}", "until": f"{until:%H:%M}"})
