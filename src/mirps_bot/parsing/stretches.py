"""Stretches of time in the middle of a sentence: `¿hay algo en diciembre?`, `what changed since Monday`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.parsing.calendar_words import months, weekdays
from mirps_bot.parsing.days import NAMED, read_day
from mirps_bot.parsing.periods import UNITS, read_period

MOST_WORDS = 8
"""No stretch takes more words to say."""
SHORTEST = 4
"""Letters of a name that stands for a month without its year; shorter ones are other words too: may, mar, set."""

_FEIRA = re.compile(r"\b(segunda|terca|quarta|quinta|sexta) feira\b")
_FULL_YEAR = re.compile(r"[12][0-9]{3}")
_ORDINALS = frozenset(("segunda", "terca", "quarta", "quinta", "sexta"))
"""Portuguese weekdays whose short names count things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """`start` is the place of its first word, `end` that after its last."""

    period: Period
    start: int
    end: int


def find_stretches(
    words: Sequence[str], language: Language, today: date, *, ahead: bool
) -> Iterator[Stretch]:
    """What folded words tell of time, the longest readings, in their order; never a year that stands alone.

    Without a year, the next such stretch that is not over (`ahead`), else the last that has begun.
    """
    at = 0
    while at < len(words):
        found = next(_from(words, at, language, today, ahead), None)
        if found:
            yield found
        at = found.end if found else at + 1


def _from(
    words: Sequence[str], start: int, language: Language, today: date, ahead: bool
) -> Iterator[Stretch]:
    for end in range(min(len(words), start + MOST_WORDS), start, -1):
        window = words[start:end]
        if not _tells_of_time(window):
            continue
        if period := _read(_FEIRA.sub(r"\1-feira", " ".join(window)), language, today, ahead):
            yield Stretch(period=period, start=start, end=end)


def _read(text: str, language: Language, today: date, ahead: bool) -> Period | None:
    period = read_period(text, language, today, ahead=ahead)
    if not isinstance(period, Problem):
        return period
    day = read_day(text, language, today, ahead=ahead)
    return None if isinstance(day, Problem) else Period(first=day, last=day)


def _tells_of_time(window: Sequence[str]) -> bool:
    if window[-1] in _ORDINALS:
        return False
    return not _telling().isdisjoint(window) or (
        not months().keys().isdisjoint(window) and any(map(_FULL_YEAR.fullmatch, window))
    )


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words of which one says that it is about time."""
    names = (name for name in months() if len(name) >= SHORTEST or name == "mai")
    days = (word for name in (*weekdays(), *NAMED) for word in fold(name).split())
    return frozenset((*names, *days, *UNITS)) - {"of", "day", "de", "before", "after", "pasado", "feira"}
