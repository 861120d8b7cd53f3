"""Years, months and days in a question, each as one word."""

import re
from collections.abc import Iterator, Sequence

from mirps_bot.domain.dates import PartialDate, Period
from mirps_bot.search.vocabulary import Stretches

MOST_YEARS = 50
"""From one year to another; the later ones are left out."""
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WHEN = re.compile(rf"{_YEAR.pattern}(?:-\d\d)?")
_YEARS = re.compile(r"((?:19|20)\d{2})(?:\.\.|-|–)((?:19|20)\d{2})")
_FROM = re.compile(r"(\d{4}-\d\d-\d\d)\.\.")
_DATE = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/\d{1,2}/\d{4}")
_UP_TO = frozenset({"a", "al", "hasta", "to", "until", "till", "through", "ao", "ate", "au", "jusqu"})
_NEEDED = frozenset({"para", "pra", "for", "pour"})
_BETWEEN = frozenset({"entre", "between"})


def is_date(text: str) -> bool:
    """Whether it is written as a date."""
    return _DATE.fullmatch(text) is not None


def is_year(word: str) -> bool:
    return _YEAR.fullmatch(word) is not None


def is_time(word: str) -> bool:
    """A year, a month of one, or several years."""
    return bool(_WHEN.fullmatch(word) or _YEARS.fullmatch(word))


def is_some_time(word: str) -> bool:
    """The same, or from a day on."""
    return is_time(word) or from_day(word) is not None


def from_day(word: str) -> str | None:
    """The day from which on, of a word that tells one."""
    found = _FROM.fullmatch(word)
    return found[1] if found else None


def years_in(text: str) -> Sequence[str]:
    """Each year from one to another; none if it is something else."""
    found = _YEARS.fullmatch(text)
    return [str(year) for year in range(int(found[1]), int(found[2]) + 1)][: MOST_YEARS + 1] if found else ()


def with_times(words: Sequence[str], stretches: Stretches, *, has_end: bool = False) -> Iterator[str]:
    """Each stretch of time as one word: enero de 2025 is 2025-01, el mes pasado is 2026-10-01.., with no end unless it
    is to have one.
    """
    at = 0
    for period, start, end in stretches(words):
        yield from words[at:start]
        at = end
        if words[start] in _NEEDED and period.first == period.last:
            continue  # para hoy: by when the answer is needed
        yield from _as_words(period, has_end=has_end or any(map(is_year, words[start:end])))
    yield from words[at:]


def with_spans(words: Sequence[str]) -> Iterator[str]:
    """Years from one to another as one: de 2019 a 2021, between 2019 and 2021."""
    at, is_between = 0, False
    while at < len(words):
        is_between = is_between or words[at] in _BETWEEN
        first, joined, last = (*words[at : at + 3], "", "")[:3]
        if is_year(first) and is_year(last) and (is_between or joined in _UP_TO):
            yield f"{first}..{last}"
            at += 3
        else:
            yield from () if first in _BETWEEN else (first,)
            at += 1


def day_of(text: str) -> PartialDate | None:
    """A date as far as it is said: 2024, 2024-01, 2024-1-31, 31/1/2024."""
    if "/" in text:
        text = "-".join(reversed(text.split("/")))
    parts = text.split("-")
    try:
        return PartialDate.parse("-".join([parts[0], *(each.zfill(2) for each in parts[1:])]))
    except ValueError:
        return None


def _as_words(period: Period, *, has_end: bool) -> Iterator[str]:
    """What is told with its year is when something was announced; else it is since when it changed."""
    if (whole := period.partial) and not whole.month:
        yield str(whole)
    elif has_end and period.months:
        yield from map(str, period.months)
    else:
        yield f"{period.first}.."
