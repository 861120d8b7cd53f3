"""Hours of a day as people write and say them: `10:00`, `a las 10`, `15h30`, `3 pm`, `las diez y media`, `midi`."""

import re
from collections.abc import Mapping
from datetime import time

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.calendar_words import with_figures
from mirps_bot.parsing.quotation import quoted

LONGEST = 40
"""No hour takes more characters to say."""

_AT = r"(?:a\slas?|de\slas?|las?|at|as|vers)"
_MINUTES = r"\s?[:h.]\s?(?P<minutes>[0-5][0-9])(?![0-9])|\s(?:y|e|et)\s(?P<half>medi[oa]|mei[oa]|demie?)"
_UNIT = r"\s?(?P<unit>horas?|heures?|hours?|o['’]clock|hrs?|hs|h)\b"
_MORNING = r"a\.?\s?m\b|de la manana|da manha|du matin|in the morning"
_EVENING = (
    r"p\.?\s?m\b|de la (?:tarde|noche)|da (?:tarde|noite)|de l['’]apres-midi|du soir"
    r"|in the (?:afternoon|evening)"
)
_CLOCK = (
    r"(?:(?P<noon>mediodia|noon|meio[ -]dia|midi)|(?P<hour>[0-9]{1,2})"
    rf"(?:{_MINUTES})?(?:{_UNIT})?(?:\s?(?:(?P<morning>{_MORNING})|(?P<evening>{_EVENING})))?)"
)
_HOUR = re.compile(rf"(?:(?P<at>{_AT})\s|a\s)?{_CLOCK}\.?")
_FROM_TO = re.compile(
    r"(?<![^\s])(?:from|between|desde|entre|d[ea]s?|de\slas?)\s(?:las?\s)?(?P<first>[0-9]{1,2})"
    r"\s(?:to|until|till|and|a|as|para|hasta|ate|y|e|et)\s(?:(?:las?|as)\s)?(?P<last>[0-9]{1,2}[:h.][0-5][0-9])(?=[\s,;]|$)"
)
"""Of two hours the first may be a number alone, where the other has minutes: from 10 to 11:30."""
_WITHIN = re.compile(rf"(?<![^\s]){_HOUR.pattern}(?=[\s,;]|$)")


def read_hour(text: str, language: Language) -> time | Problem:
    found = _HOUR.fullmatch(with_figures(text, language)) if len(text) <= LONGEST else None
    hour = _time(found.groupdict()) if found else None
    return hour or Problem(phrase="not_an_hour", values=quoted(text))


def take_hours(text: str, language: Language) -> tuple[tuple[time, ...], str]:
    """The hours that a line tells, in its order, and its other words, bare; a number alone is no hour, unless it is
    told from it to an hour.
    """
    words = _FROM_TO.sub(r"\g<first>:00 \g<last>", with_figures(text, language))
    hours: list[time] = []
    rest, at = "", 0
    for found in _WITHIN.finditer(words):
        hour = _time(found.groupdict()) if _is_told(found.groupdict()) else None
        if hour:
            hours.append(hour)
            rest, at = rest + words[at : found.start()], found.end()
    return tuple(hours), " ".join((rest + words[at:]).split())


def _is_told(found: Mapping[str, str | None]) -> bool:
    return any(found[each] for each in ("at", "noon", "minutes", "half", "unit", "morning", "evening"))


def _time(found: Mapping[str, str | None]) -> time | None:
    """None: there is no such hour."""
    if found["noon"]:
        return time(12)
    hour, minute = int(found["hour"] or 0), 30 if found["half"] else int(found["minutes"] or 0)
    if found["morning"] or found["evening"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["evening"] else 0)
    return time(hour, minute) if hour < 24 else None
