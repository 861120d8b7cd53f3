"""Names of months and weekdays in four languages, as CLDR has them, and days and years written in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from mirps_bot.domain.language import Language
from mirps_bot.domain.money import plain
from mirps_bot.parsing.numbers import in_nearest_language
from mirps_bot.parsing.tokens import bare, composed

_MORE_MONTHS = {"setiembre": 9, "set": 9, "sept": 9}
YEARS = range(1990, 2100)
"""Any other is a slip of the thumb."""


SEVERAL = range(2, 21)
"""So many of something may be asked for at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """What times are read against. `ahead`: what no year or week is told of is the next that fits, else the last."""

    language: Language
    today: date
    ahead: bool


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Every name and abbreviation of a month, bare, and its number."""
    names = {
        bare(name).rstrip("."): number
        for language in Language
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=Locale.parse(language.value)).items()
    }
    return names | _MORE_MONTHS


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, int]:
    """Every name of a weekday, bare, Monday being 0; Portuguese ones without `-feira` too."""
    names = {
        bare(name): number
        for language in Language
        for number, name in get_day_names("wide", locale=Locale.parse(language.value)).items()
    }
    return names | {name.removesuffix("-feira"): number for name, number in names.items()}


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """What matches the name of a month, and a full stop after its abbreviation."""
    names = sorted(map(re.escape, months()), key=len, reverse=True)
    return rf"(?:{'|'.join(names)})\b\.?"


def month_named(name: str) -> int:
    return months()[name.rstrip(".")]


def with_figures(text: str, language: Language) -> str:
    """A short text, bare, its whole numbers in words written as figures: `quince de marzo` is `15 de marzo`."""
    text = " ".join(composed(text).split())
    written, at = "", 0
    for number in in_nearest_language(text, language):
        words = bare(text[number.start : number.end])
        has_figures = re.search(r"[0-9]", text[max(number.start - 1, 0) : number.end])  # 1o is no 10
        if number.value is not None and words not in months() and not has_figures:
            written += text[at : number.start] + plain(number.value)
            at = number.end
    return bare(written + text[at:]).strip(" .,;!?¡¿\"'«»“”")


def take_number(words: Sequence[str], language: Language) -> tuple[int | None, tuple[str, ...]]:
    """The first of these words that says how many of something are wanted, in figures or in words, and the others."""
    for at, word in enumerate(words):
        figure = with_figures(word, language)
        if re.fullmatch(r"[0-9]{1,2}", figure) and int(figure) in SEVERAL:
            return int(figure), (*words[:at], *words[at + 1 :])
    return None, tuple(words)


def full_year(typed: str) -> int:
    """`26` is 2026."""
    return int(typed) + (2000 if len(typed) == 2 else 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """None: there is no such day, or nobody means that year."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
