"""Stretches of time in the middle of a sentence: `¿hay algo en diciembre?`, `what changed since Monday`."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.parsing.calendar_words import months, weekdays
from mirps_bot.parsing.days import NAMED, read_day
from mirps_bot.parsing.periods import LEADING, UNITS, read_period

MOST_WORDS = 8
"""No stretch takes more words to say."""
OTHER_WORDS_TOO = frozenset(("ago", "mar", "may", "out", "set"))
"""Names of months that don't stand for one without its year."""

_FEIRA = re.compile(r"\b(segunda|terca|quarta|quinta|sexta) feira\b")
_FULL_YEAR = re.compile(r"[12][0-9]{3}")
_QUARTER = re.compile(r"(?:[12][0-9]{3})?[qt][1-4]|[1-4][qt]")
_DAY = r"[0-9]{4}\ [0-9]{2}\ [0-9]{2}"
_IN_FIGURES = re.compile(
    rf"""
    \b(?:(?P<first>{_DAY})(?:\ (?:a|to|ate|au|hasta))?\ (?P<last>{_DAY})
    | (?P<day>{_DAY})
    | (?P<month>[0-9]{{4}}\ [0-9]{{2}})
    | (?P<year>(?:19|20)[0-9]{{2}}))\b
    """,
    re.VERBOSE,
)
"""On folded words."""
_WRITTEN = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}", re.ASCII)
_LONG_DASH = re.compile(r"\s?[–—]\s?")
_TO_IN_WORDS = dict.fromkeys("-–", "to")
"""20 Dec - 6 Jan."""
_MARKS = '¿?¡!.,;:()«»"“”'
_ORDINALS = frozenset(("segunda", "terca", "quarta", "quinta", "sexta"))
"""Portuguese weekdays whose short names count things, but after this:"""
_UNTIL = "ate"

_NUMBER = r"(?:[12]?[1-9]|10|20|30|31)"
_BEFORE_NUMBER = r"(?:del?|el|al|the|le|du|au|no|do|d[ií]a|jour|day)"
_DAYS_ALONE = re.compile(
    rf"\b(?:{_BEFORE_NUMBER}\s(?P<day>{_NUMBER})|(?P<ordinal>{_NUMBER})(?:st|nd|rd|th))"
    rf"(?:\s(?:al?|ao?|to|au|until|hasta|até)\s(?:(?:el|the|le|o)\s)?(?P<last>{_NUMBER})(?:st|nd|rd|th)?)?"
    r"\b(?!\s*(?:%|[-/:.h]))",
    re.IGNORECASE,
)
"""Days of which the month goes without saying: del 14, on the 14th, del 3 al 14."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """`start` is the place of its first word, `end` that after its last."""

    period: Period
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time that a line tells of: the words for it, and those before and after them, as typed."""

    period: Period
    before: tuple[str, ...]
    said: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def rest(self) -> str:
        """The other words."""
        return " ".join((*self.before, *self.after))

    @property
    def lead(self) -> tuple[str, ...]:
        """The articles and prepositions that it begins with."""
        return tuple(takewhile(lambda word: LEADING.fullmatch(f"{fold(word)} "), self.said[:-1]))


def told_stretch(
    words: str, language: Language, today: date, *, ahead: bool, since: Collection[str]
) -> Told | None:
    """The first time that is told, in words, else in figures (`2026-03-01 2026-03-31`, `2026`). What comes after one
    of the folded words `since` lasts until today.
    """
    typed = _LONG_DASH.sub(" – ", words).split()
    places = [
        (at, each) for at, word in enumerate(typed) for each in fold(_TO_IN_WORDS.get(word, word)).split()
    ]
    folded = [each for _, each in places]
    found = next(find_stretches(folded, language, today, ahead=ahead), None) or _in_figures(folded)
    if found is None:
        return None
    start, period = found.start, _in_its_year(found, folded, language, today) or found.period
    if start and folded[start - 1] in since:
        start, period = start - 1, replace(period, last=max(period.last, today))
    first, last = places[start][0], places[found.end - 1][0]
    return Told(
        period=period,
        before=tuple(typed[:first]),
        said=tuple(typed[first : last + 1]),
        after=tuple(typed[last + 1 :]),
    )


def take_days_alone(words: str, today: date) -> tuple[Period | None, str]:
    """The next days that are told by their number in the month, and the other words."""
    told = _DAYS_ALONE.search(words)
    if told is None:
        return None, words
    first = _next_such_day(today, int(told["day"] or told["ordinal"]))
    last = _next_such_day(first, int(told["last"])) if told["last"] else first
    return Period(first=first, last=last), f"{words[: told.start()]} {words[told.end() :]}".strip()


def _next_such_day(today: date, number: int) -> date:
    """The next that has this number in its month."""
    return next(day for day in (today + timedelta(days=each) for each in range(62)) if day.day == number)


def no_such_day(words: str, language: Language, today: date) -> str | None:
    """The first day, as typed, that is in no calendar: el 31 de febrero."""
    if not any(map(str.isdigit, words)):
        return None
    typed = [word for each in words.split() if (word := each.strip(_MARKS))]
    for length in range(1, min(len(typed), MOST_WORDS) + 1):
        for start in range(len(typed) - length + 1):
            text = " ".join(typed[start : start + length])
            if not _WRITTEN.fullmatch(text) and not _tells_of_time(fold(text).split()):
                continue
            day = read_day(text, language, today)
            if isinstance(day, Problem) and day.phrase == "no_such_day":
                return text
    return None


def _in_its_year(found: Stretch, words: Sequence[str], language: Language, today: date) -> Period | None:
    """In the one year that is named, wherever it stands: `2025, primer trimestre`, `Q1 y Q2 de 2025`."""
    years = set(filter(_FULL_YEAR.fullmatch, words))
    text = " ".join((*words[found.start : found.end], *years))
    return _read(text, language, today, ahead=False) if len(years) == 1 else None


def _in_figures(words: Sequence[str]) -> Stretch | None:
    """None too for days that don't exist."""
    text = " ".join(words)
    found = _IN_FIGURES.search(text)
    if not found:
        return None
    start = text[: found.start()].count(" ")
    try:
        period = _written(found)
    except ValueError:
        return None
    return Stretch(period=period, start=start, end=start + found[0].count(" ") + 1)


def _written(found: re.Match[str]) -> Period:
    if found["first"]:
        return Period.parse("/".join(sorted((found["first"], found["last"]))).replace(" ", "-"))
    return Period.parse(found[0].replace(" ", "-"))


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
    day = read_day(text, language, today, ahead=ahead)
    if not isinstance(day, Problem):  # November 16 is no month
        return Period(first=day, last=day)
    period = read_period(text, language, today, ahead=ahead)
    return None if isinstance(period, Problem) else period


def _tells_of_time(window: Sequence[str]) -> bool:
    if not window or (window[-1] in _ORDINALS and window[0] != _UNTIL):
        return False
    return (
        not _telling().isdisjoint(window)
        or any(map(_QUARTER.fullmatch, window))
        or (not months().keys().isdisjoint(window) and any(map(_FULL_YEAR.fullmatch, window)))
    )


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words of which one says that it is about time."""
    names = (name for name in months() if name not in OTHER_WORDS_TOO)
    days = (word for name in (*weekdays(), *NAMED) for word in fold(name).split())
    return frozenset((*names, *days, *UNITS)) - {"of", "day", "de", "before", "after", "pasado", "feira"}
