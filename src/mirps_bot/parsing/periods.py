"""Stretches of time as people say them: `T3 2025`, `tercer trimestre`, `first half of 2025`, `enero a marzo`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mirps_bot.domain.dates import PartialDate, Period, Quarter
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.calendar_words import (
    YEARS,
    day_of,
    full_year,
    month_named,
    month_pattern,
    with_figures,
)
from mirps_bot.parsing.days import read_day
from mirps_bot.parsing.quotation import quoted

LONGEST = 80

_ORDINALS = {
    **dict.fromkeys(("primer", "primero", "first", "premier", "primeiro"), 1),
    **dict.fromkeys(("segundo", "second", "deuxieme", "second"), 2),
    **dict.fromkeys(("tercer", "tercero", "third", "troisieme", "terceiro"), 3),
    **dict.fromkeys(("cuarto", "fourth", "quatrieme", "quarto"), 4),
}
_NUMBER = rf"(?P<n>[1-4]|{'|'.join(_ORDINALS)})(?:st|nd|rd|th|er|eme|e|do|\.?[ºo°ª])?"
_QUARTER = r"(?:trimestre|quarter|trim\.?)"
_HALF = r"(?:semestre|half|half[ -]year|sem\.?)"
_OF_YEAR = r"(?:,?\s|-|/|)(?:de |del |of |do |da |el |l['’]|the )?(?:ano |year |annee )?"
_YEAR = rf"(?:{_OF_YEAR}(?P<year>[0-9]{{4}}|[0-9]{{2}}))?"
_LEADING = re.compile(
    r"(?:(?:el|la|en|in|durante|during|the|le|no|o|em|du|de|del|pendant|para|for|todo|all|tout)\s)+"
)
_THIS = r"(?:este|this|ce|cette|neste|current|actual)"
_LAST = r"(?:pasado|anterior|ultimo|last|previous|passado|dernier|precedent)"
_TO = r"(?:\s?[-–/]\s?|\s(?:al?|ao?|to|through|hasta|until|ate|au|a la|y|e|and|et)\s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    language: Language
    today: date
    ahead: bool


def read_period(text: str, language: Language, today: date, *, ahead: bool = False) -> Period | Problem:
    """One stretch of time; without a year the last that has begun, else (`ahead`) the next that isn't over."""
    typed = quoted(text)
    words = with_figures(text, language) if len(text) <= LONGEST else ""
    if leading := _LEADING.match(words):
        words = words[leading.end() :]
    asked = _Asked(language=language, today=today, ahead=ahead)
    for pattern, read in _readers():
        if found := pattern.fullmatch(words):
            return read(asked, found) or Problem(phrase="not_a_period", values=typed)
    return _as_written(words) or _between_days(words, asked) or Problem(phrase="not_a_period", values=typed)


def _as_written(words: str) -> Period | None:
    try:
        period = Period.parse(words.upper())
    except ValueError:
        return None
    return period if period.first.year in YEARS and period.last.year in YEARS else None


@lru_cache(maxsize=1)
def _readers() -> tuple[tuple[re.Pattern[str], Callable[[_Asked, re.Match[str]], Period | None]], ...]:
    first, last = (rf"(?P<{name}>{month_pattern()})" for name in ("first", "last"))
    first_year = r"(?:\s(?:de |del |of )?(?P<first_year>[0-9]{4}))?"
    sources = (
        (rf"[tq]\.?\s?(?P<n>[1-4]){_YEAR}", _quarter),
        (rf"(?P<n>[1-4])\s?[tq]{_YEAR}", _quarter),
        (r"(?P<year>[0-9]{4})[\s/-]?[tq](?P<n>[1-4])", _quarter),
        (rf"{_NUMBER}\s{_QUARTER}{_YEAR}", _quarter),
        (rf"{_QUARTER}\s(?P<n>[1-4]){_YEAR}", _quarter),
        (rf"[sh]\.?\s?(?P<n>[12]){_YEAR}", _half),
        (rf"(?P<n>[12])\s?[sh]{_YEAR}", _half),
        (r"(?P<year>[0-9]{4})[\s/-]?[sh](?P<n>[12])", _half),
        (rf"{_NUMBER}\s{_HALF}{_YEAR}", _half),
        (rf"{_THIS}\s(?P<unit>{_QUARTER}|{_HALF})", _this),
        (rf"(?P<unit>{_QUARTER}|{_HALF})\s{_THIS}", _this),
        (rf"{_LAST}\s(?P<unit>{_QUARTER}|{_HALF})", _previous),
        (rf"(?P<unit>{_QUARTER}|{_HALF})\s{_LAST}", _previous),
        (rf"(?:de\s|from\s)?{first}{first_year}{_TO}{last}{_YEAR}", _months),
        (rf"(?:mes de |month of |mois de )?{first}{_YEAR}", _month),
        (r"(?:ano|year|annee)?\s?(?P<year>[0-9]{4})", _year),
        (rf"(?:{_THIS})\s(?:ano|year|annee)", _this_year),
    )
    return tuple((re.compile(source), read) for source, read in sources)


def _quarter(asked: _Asked, found: re.Match[str]) -> Period | None:
    number = _number(found["n"])
    return _in_year(asked, found["year"], lambda year: Period.of(Quarter(year=year, number=number)))


def _half(asked: _Asked, found: re.Match[str]) -> Period | None:
    number = _number(found["n"])
    return _in_year(asked, found["year"], lambda year: Period.half(year, number)) if number < 3 else None


def _this(asked: _Asked, found: re.Match[str]) -> Period:
    return _unit_of(found["unit"], asked.today)


def _previous(asked: _Asked, found: re.Match[str]) -> Period:
    this = _unit_of(found["unit"], asked.today)
    return _unit_of(found["unit"], this.first - timedelta(days=1))


def _unit_of(unit: str, day: date) -> Period:
    if re.fullmatch(_QUARTER, unit):
        return Period.of(Quarter.of(day))
    return Period.half(day.year, 1 if day.month < 7 else 2)


def _months(asked: _Asked, found: re.Match[str]) -> Period | None:
    first, last = month_named(found["first"]), month_named(found["last"])
    if found["first_year"] and not found["year"]:
        return None
    before = int(found["first_year"]) - full_year(found["year"]) if found["first_year"] else -(first > last)
    if before > 0 or (before == 0 and first > last):
        return None
    return _in_year(asked, found["year"], lambda year: _from_to(year + before, first, year, last))


def _month(asked: _Asked, found: re.Match[str]) -> Period | None:
    month = month_named(found["first"])
    return _in_year(asked, found["year"], lambda year: _from_to(year, month, year, month))


def _year(_: _Asked, found: re.Match[str]) -> Period | None:
    year = int(found["year"])
    return _from_to(year, 1, year, 12) if year in YEARS else None


def _this_year(asked: _Asked, _: re.Match[str]) -> Period:
    return _from_to(asked.today.year, 1, asked.today.year, 12)


def _number(typed: str) -> int:
    return int(typed) if typed.isdigit() else _ORDINALS[typed]


def _from_to(year: int, month: int, last_year: int, last_month: int) -> Period:
    return Period(first=date(year, month, 1), last=PartialDate(year=last_year, month=last_month).last_day)


def _in_year(asked: _Asked, typed: str | None, of: Callable[[int], Period]) -> Period | None:
    if typed:
        return of(full_year(typed)) if full_year(typed) in YEARS else None
    nearest = [of(asked.today.year + away) for away in (-1, 0, 1)]
    if asked.ahead:
        return next(each for each in nearest if each.last >= asked.today)
    return next(each for each in reversed(nearest) if each.first <= asked.today)


def _between_days(words: str, asked: _Asked) -> Period | None:
    """`del 3 al 15 de marzo`: what the first day lacks is said with the last."""
    for found in re.finditer(_TO, words):
        first, last = words[: found.start()], words[found.end() :]
        end = read_day(last, asked.language, asked.today, ahead=asked.ahead)
        if isinstance(end, Problem):
            continue
        start = _start(first, end, asked)
        if start and start <= end:
            return Period(first=start, last=end)
    return None


def _start(words: str, end: date, asked: _Asked) -> date | None:
    if re.fullmatch(r"[0-9]{1,2}", words):
        return day_of(end.year, end.month, int(words))
    readings = (read_day(each, asked.language, asked.today) for each in (f"{words} {end.year}", words))
    return next((each for each in readings if isinstance(each, date)), None)
