"""Stretches of time as people say them: `T3 2025`, `first half of 2025`, `enero a marzo`, `la semaine dernière`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from mirps_bot.domain.dates import PartialDate, Period, Quarter, months_later
from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.calendar_words import (
    YEARS,
    Viewpoint,
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
    **dict.fromkeys(("primer", "primero", "first", "premier", "primeiro", "i"), 1),
    **dict.fromkeys(("segundo", "second", "deuxieme", "ii"), 2),
    **dict.fromkeys(("tercer", "tercero", "third", "troisieme", "terceiro", "iii"), 3),
    **dict.fromkeys(("cuarto", "fourth", "quatrieme", "quarto", "iv"), 4),
}
_NUMBER = rf"(?P<n>[1-4]|{'|'.join(_ORDINALS)})(?:st|nd|rd|th|er|eme|e|do|to|\.?[ºo°ª])?"
_QUARTER = r"(?:trimestre|quarter|trim\.?)"
_HALF = r"(?:semestre|half|half[ -]year|sem\.?)"
_OF_YEAR = r"(?:,?\s|-|/|)(?:de |del |of |do |da |el |l['’]|the )?(?:ano |year |annee )?"
_YEAR = rf"(?:{_OF_YEAR}(?P<year>[0-9]{{4}}|[0-9]{{2}}))?"
_YEARLONG = r"(?:ano|year|annee|an)"
_MONTHLONG = r"(?:mes|month|mois)"
_WEEKLONG = r"(?:semana|week|semaine)"
_UNIT = rf"(?P<unit>{_QUARTER}|{_HALF}|{_YEARLONG}|{_MONTHLONG}|{_WEEKLONG})"
_LENGTHS = {
    **dict.fromkeys(("dias", "days", "jours"), (1, 0, 14)),
    **dict.fromkeys(("semanas", "weeks", "semaines"), (7, 0, 4)),
    **dict.fromkeys(("meses", "months", "mois"), (0, 1, 3)),
    **dict.fromkeys(("anos", "years", "annees", "ans"), (0, 12, 2)),
}
"""Days and months of each, and how many are a few."""
_COUNT = r"(?P<n>[0-9]{1,3})"
_UNITS = rf"(?P<units>{'|'.join(_LENGTHS)})"
UNITS = frozenset(
    {
        "trimestre", "quarter", "trim", "semestre", "half", "ano", "year", "annee", "an",
        "mes", "month", "mois", "semana", "week", "semaine", *_LENGTHS,
    }
)  # fmt: skip
"""The words for lengths of time."""
LEADING = re.compile(
    r"(?:(?:el|la|los|las|en|in|durante|during|over|within|the|le|les|l|no|na|nos|nas|o|a|os|as|em|du|de|del|do|da"
    r"|dos|das|au cours|pendant|para|for|pour|todo|toda|all|tout|toute)\s|l['’])+"
)
"""Articles and prepositions before a time."""
_THE = re.compile(r"(?:.*\s)?(?:d?el|the|d?o|le|du|la|da|l['’])\s?")
_CURRENT = re.compile(rf"{_QUARTER}|{_HALF}|{_MONTHLONG}|{_YEARLONG}")
"""The quarter is the one that is going on; of the week, the last seven days are as likely meant."""
_THIS = (
    r"(?:este|esta|this|ce|cette|neste|nesta|deste|desta|current|actual|presente|en curso|en cours|em curso)"
)
_LAST = (
    r"(?:pasado|pasada|anterior|ultimo|ultima|last|previous|past|passado|passada|dernier|derniere|precedent"
    r"|precedente)"
)
_NEXT = (
    r"(?:proximo|proxima|next|coming|siguiente|q(?:ue)? viene|entrante|seguinte|q(?:ue)? vem|prochain|prochaine|suivant"
    r"|suivante)"
)
_LASTS = r"(?:ultimos|ultimas|last|past|derniers|dernieres)"
_NEXTS = r"(?:proximos|proximas|next|coming|prochains|prochaines)"
_PART = (
    r"(?:a |por )?(?:fin|fines|final|finales|mediados|inicios|principios|comienzos|end|late|middle|mid|early|beginning"
    r"|fim|finais|meados|inicio|comeco|fins|mi|milieu|debut)"
)
"""Of a month: a report on its end is one on that month."""
_OF = r"[\s-](?:d[eo]\s|of\s|d['’])?"
_TO = r"(?:\s?[-–/]\s?|\s(?:al?|ao?|to|through|hasta|until|ate|au|a la|y|e|and|et)\s)"


def read_period(text: str, language: Language, today: date, *, ahead: bool = False) -> Period | Problem:
    """One stretch of time; without a year the last that has begun, else (`ahead`) the next that isn't over."""
    typed = quoted(text)
    words = with_figures(text, language) if len(text) <= LONGEST else ""
    leading = LEADING.match(words)
    if leading:
        words = words[leading.end() :]
        if _THE.fullmatch(leading[0]) and _CURRENT.fullmatch(words):
            return _unit_of(words, today)
    view = Viewpoint(language=language, today=today, ahead=ahead)
    for pattern, read in _readers():
        if found := pattern.fullmatch(words):
            return read(view, found) or Problem(phrase="not_a_period", values=typed)
    return _as_written(words) or _between_days(words, view) or Problem(phrase="not_a_period", values=typed)


def _as_written(words: str) -> Period | None:
    try:
        period = Period.parse(words.upper())
    except ValueError:
        return None
    return period if period.first.year in YEARS and period.last.year in YEARS else None


@lru_cache(maxsize=1)
def _readers() -> tuple[tuple[re.Pattern[str], Callable[[Viewpoint, re.Match[str]], Period | None]], ...]:
    first, last = (rf"(?P<{name}>{month_pattern()})" for name in ("first", "last"))
    first_year = r"(?:\s(?:de |del |of )?(?P<first_year>[0-9]{4}))?"
    sources = (
        (rf"[tq]\.?\s?(?P<n>[1-4]){_YEAR}", _quarter),
        (rf"(?P<n>[1-4])\s?[tq]{_YEAR}", _quarter),
        (r"(?P<year>[0-9]{4})[\s/-]?[tq](?P<n>[1-4])", _quarter),
        (rf"{_NUMBER}\s{_QUARTER}{_YEAR}", _quarter),
        (rf"{_QUARTER}\s(?P<n>[1-4]){_YEAR}", _quarter),
        (rf"(?:ultimo|last|dernier)\s(?P<unit>{_QUARTER}){_YEAR}", _last_quarter),
        (rf"[sh]\.?\s?(?P<n>[12]){_YEAR}", _half),
        (rf"(?P<n>[12])\s?[sh]{_YEAR}", _half),
        (r"(?P<year>[0-9]{4})[\s/-]?[sh](?P<n>[12])", _half),
        (rf"{_NUMBER}\s{_HALF}{_YEAR}", _half),
        *(
            (either, read)
            for adjective, read in ((_THIS, _this), (_LAST, _previous), (_NEXT, _next))
            for either in (rf"{adjective}\s{_UNIT}", rf"{_UNIT}\s{adjective}")
        ),
        *(
            (either, read)
            for adjective, read in ((_LASTS, _lately), (_NEXTS, _soon))
            for either in (rf"{adjective}\s(?:{_COUNT}\s)?{_UNITS}", rf"{_COUNT}\s{adjective}\s{_UNITS}")
        ),
        (
            rf"(?:de\s|from\s)?(?:{_PART}{_OF})?{first}{first_year}{_TO}(?:{_PART}{_OF})?{last}{_YEAR}",
            _months,
        ),
        (
            rf"(?:lo que va|so far|(?:o )?que vai|ate agora)\s(?:del?|do|da|este|this|neste)\s(?:{_THIS}\s)?{_UNIT}",
            _so_far,
        ),
        (rf"{_UNIT} to date|depuis le debut (?:de |du |de l['’]){_UNIT.replace('unit', 'begun')}", _so_far),
        (rf"(?:(?:mes de |month of |mois de )|{_PART}{_OF})?{first}{_YEAR}", _month),
        (r"(?:(?:ano|year|annee)\s?(?:de |of )?)?(?P<year>[0-9]{4})", _year),
    )
    return tuple((re.compile(source), read) for source, read in sources)


def _quarter(view: Viewpoint, found: re.Match[str]) -> Period | None:
    number = _number(found["n"])
    return _in_year(view, found["year"], lambda year: Period.of(Quarter(year=year, number=number)))


def _last_quarter(view: Viewpoint, found: re.Match[str]) -> Period | None:
    """Of a year, or of what is left of this one; looking back, the one before this."""
    if not (found["year"] or view.ahead):
        return _previous(view, found)
    return _in_year(view, found["year"], lambda year: Period.of(Quarter(year=year, number=4)))


def _half(view: Viewpoint, found: re.Match[str]) -> Period | None:
    number = _number(found["n"])
    return _in_year(view, found["year"], lambda year: Period.half(year, number)) if number < 3 else None


def _this(view: Viewpoint, found: re.Match[str]) -> Period:
    return _unit_of(found["unit"], view.today)


def _previous(view: Viewpoint, found: re.Match[str]) -> Period:
    this = _unit_of(found["unit"], view.today)
    return _unit_of(found["unit"], this.first - timedelta(days=1))


def _next(view: Viewpoint, found: re.Match[str]) -> Period:
    this = _unit_of(found["unit"], view.today)
    return _unit_of(found["unit"], this.last + timedelta(days=1))


def _unit_of(unit: str, day: date) -> Period:
    if re.fullmatch(_QUARTER, unit):
        return Period.of(Quarter.of(day))
    if re.fullmatch(_HALF, unit):
        return Period.half(day.year, 1 if day.month < 7 else 2)
    if re.fullmatch(_YEARLONG, unit):
        return _from_to(day.year, 1, day.year, 12)
    if re.fullmatch(_MONTHLONG, unit):
        return _from_to(day.year, day.month, day.year, day.month)
    monday = day - timedelta(days=day.weekday())
    return Period(first=monday, last=monday + timedelta(days=6))


def _lately(view: Viewpoint, found: re.Match[str]) -> Period:
    return Period(first=_away(view.today, found, -1), last=view.today)


def _soon(view: Viewpoint, found: re.Match[str]) -> Period:
    return Period(first=view.today, last=_away(view.today, found, +1))


def _away(today: date, found: re.Match[str], sign: int) -> date:
    """So many units from today; without a number, as many as people mean by a few."""
    days, months, few = _LENGTHS[found["units"]]
    count = sign * int(found["n"] or few)
    moment = datetime.combine(today, time())
    return months_later(moment, count * months).date() + timedelta(days=count * days)


def _months(view: Viewpoint, found: re.Match[str]) -> Period | None:
    first, last = month_named(found["first"]), month_named(found["last"])
    if found["first_year"] and not found["year"]:
        return None
    before = int(found["first_year"]) - full_year(found["year"]) if found["first_year"] else -(first > last)
    if before > 0 or (before == 0 and first > last):
        return None
    return _in_year(view, found["year"], lambda year: _from_to(year + before, first, year, last))


def _so_far(view: Viewpoint, found: re.Match[str]) -> Period:
    unit = next(each for each in found.groupdict().values() if each)
    return replace(_unit_of(unit, view.today), last=view.today)


def _month(view: Viewpoint, found: re.Match[str]) -> Period | None:
    month = month_named(found["first"])
    return _in_year(view, found["year"], lambda year: _from_to(year, month, year, month))


def _year(_: Viewpoint, found: re.Match[str]) -> Period | None:
    year = int(found["year"])
    return _from_to(year, 1, year, 12) if year in YEARS else None


def _number(typed: str) -> int:
    return int(typed) if typed.isdigit() else _ORDINALS[typed]


def _from_to(year: int, month: int, last_year: int, last_month: int) -> Period:
    return Period(first=date(year, month, 1), last=PartialDate(year=last_year, month=last_month).last_day)


def _in_year(view: Viewpoint, typed: str | None, of: Callable[[int], Period]) -> Period | None:
    if typed:
        return of(full_year(typed)) if full_year(typed) in YEARS else None
    nearest = [of(view.today.year + away) for away in (-1, 0, 1)]
    if view.ahead:
        return next(each for each in nearest if each.last >= view.today)
    return next(each for each in reversed(nearest) if each.first <= view.today)


def _between_days(words: str, view: Viewpoint) -> Period | None:
    """`del 3 al 15 de marzo`: what the first day lacks is said with the last; `20 Dec to 6 Jan`, of the year before."""
    for found in re.finditer(_TO, words):
        first, last = words[: found.start()], words[found.end() :]
        end = read_day(last, view.language, view.today, ahead=view.ahead)
        if isinstance(end, Problem):
            continue
        years = (end.year,) if re.search(r"\b[0-9]{4}\b", last) else (end.year, end.year - 1)
        start = _start(first, end, years, view)
        if start:
            return Period(first=start, last=end)
    return None


def _start(words: str, end: date, years: Sequence[int], view: Viewpoint) -> date | None:
    if re.fullmatch(r"[0-9]{1,2}", words):
        same_month = day_of(end.year, end.month, int(words))
        return same_month if same_month and same_month <= end else None
    told = (*(f"{words} {year}" for year in years), words)
    readings = (read_day(each, view.language, view.today) for each in told)
    return next((each for each in readings if isinstance(each, date) and each <= end), None)
