"""Days as people write and say them: `15/3/2026`, `fin de marzo`, `el viernes`, `in two weeks`, `demain`."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.calendar_words import (
    Viewpoint,
    day_of,
    full_year,
    month_named,
    month_pattern,
    weekdays,
    with_figures,
)
from mirps_bot.parsing.quotation import quoted

LONGEST = 80
"""No day takes more characters to say."""

NAMED = {
    **dict.fromkeys(("hoy", "today", "hoje", "aujourd'hui", "aujourd’hui"), 0),
    **dict.fromkeys(("manana", "tomorrow", "amanha", "demain"), 1),
    **dict.fromkeys(
        ("pasado manana", "day after tomorrow", "depois de amanha", "apres demain", "apres-demain"), 2
    ),
    **dict.fromkeys(("ayer", "yesterday", "ontem", "hier"), -1),
    **dict.fromkeys(
        ("anteayer", "antier", "day before yesterday", "anteontem", "avant-hier", "avant hier"), -2
    ),
}
_LEADING = re.compile(
    r"(?:(?:el|la|los|para|de|del|dia|the|on|by|of|o|a|ao|na|no|em|en|le|pour|au|du|hasta|until|ate|jusqu'au)\s)+"
)
_OF = r"(?:\s(?:de|del|of|do|da|du)\s|\sd['’]|[,.]?\s|[./-]|\b)"
_ORDINAL = r"(?:st|nd|rd|th|er|o|\.?[ºª°])?"
_YEAR = rf"(?:{_OF}(?P<year>[0-9]{{4}}|[0-9]{{2}}))?"
_THIS = r"(?:este |esta |this |ce |cette |el |the |la |l['’])?"
_SOON = r"(?:este|esta|this|ce|cette|proximo|proxima|next|coming|prochain)"
_SOON_AFTER = r"(?:q(?:ue)? viene|q(?:ue)? vem|proximo|proxima|prochain)"
_PAST = r"(?:pasado|pasada|ultimo|ultima|last|passado|passada|dernier|derniere)"
_DAYS_OF = {
    **dict.fromkeys(("dia", "dias", "day", "days", "jour", "jours"), 1),
    **dict.fromkeys(("semana", "semanas", "week", "weeks", "semaine", "semaines"), 7),
}
_MONTHS = ("mes", "meses", "month", "months", "mois")
_COUNT = rf"(?P<count>[0-9]{{1,3}}|una?|uma?|une|an?)\s(?P<unit>{'|'.join((*_DAYS_OF, *_MONTHS))})"
_ONES = ("primero", "first", "premier", "primeiro")


def read_day(text: str, language: Language, today: date, *, ahead: bool = True) -> date | Problem:
    """One day; without a year the next such day from today on, else (`ahead` False) the last one up to today.

    The day comes before the month; in English, where both orders are written, a day that could be two is asked.
    """
    typed = quoted(text)
    if len(text) > LONGEST:
        return Problem(phrase="not_a_day", values=typed)
    words = with_figures(text, language)
    leading = _LEADING.match(words)
    plain = words[leading.end() :] if leading else words
    view = Viewpoint(language=language, today=today, ahead=ahead)
    if plain in NAMED:
        return today + timedelta(days=NAMED[plain])
    for pattern, read in _readers():
        if found := pattern.fullmatch(plain) or pattern.fullmatch(words):  # en 3 días
            days = read(view, found)
            if len(days) == 1:
                return days[0]
            offers = tuple(map(str, days))
            return Problem(phrase="which_day" if days else "no_such_day", values=typed, offers=offers)
    return Problem(phrase="not_a_day", values=typed)


_Days = tuple[date, ...]
"""What may be meant: one, several to choose from, or none that there is."""


@lru_cache(maxsize=1)
def _readers() -> tuple[tuple[re.Pattern[str], Callable[[Viewpoint, re.Match[str]], _Days]], ...]:
    month = rf"(?P<month>{month_pattern()})"
    weekday = rf"(?P<weekday>{'|'.join(weekdays())})"
    end = r"(?:fin|fines|final|finales|end|fim|fins)"
    sources = (
        (r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})", _written),
        (r"(?P<day>[0-9]{1,2})([-/.])(?P<month>[0-9]{1,2})(?:\2(?P<year>[0-9]{4}|[0-9]{2}))?", _in_figures),
        (rf"(?P<day>[0-9]{{1,2}}|{'|'.join(_ONES)}){_ORDINAL}{_OF}{month}{_YEAR}", _written),
        (rf"{month}{_OF}(?P<day>[0-9]{{1,2}}){_ORDINAL}(?:{_OF}(?P<year>[0-9]{{4}}))?", _written),
        (rf"{end}{_OF}{_THIS}{month}{_YEAR}", _end_of_month),
        (rf"{end}{_OF}{_THIS}(?:mes|month|mois)", _end_of_this_month),
        (rf"{end}{_OF}{_THIS}(?:ano|year|an|annee)", _end_of_this_year),
        (rf"(?:(?P<soon>{_SOON})\s)?{weekday}(?:\s(?P<after>{_SOON_AFTER}))?", _coming),
        (rf"{_PAST}\s{weekday}|{weekday.replace('weekday', 'last')}\s{_PAST}", _gone),
        (rf"(?:dentro de|en|in|em|daqui a|dans|d['’]ici)\s{_COUNT}", _after),
        (rf"(?:hace|ha|il y a)\s{_COUNT}", _ago),
        (rf"{_COUNT}\s(?:from now|despues|depois)", _after),
        (rf"{_COUNT}\s(?:ago|atras)", _ago),
    )
    return tuple((re.compile(source), read) for source, read in sources)


def _written(view: Viewpoint, found: re.Match[str]) -> _Days:
    day = 1 if found["day"] in _ONES else int(found["day"])
    month = int(found["month"]) if found["month"].isdigit() else month_named(found["month"])
    return _in_year(view, found["year"], month, day)


def _in_figures(view: Viewpoint, found: re.Match[str]) -> _Days:
    """The day first; in English either may be."""
    day, month = int(found["day"]), int(found["month"])
    days = _in_year(view, found["year"], month, day)
    if view.language is Language.EN and day != month:
        days += _in_year(view, found["year"], day, month)
    return days


def _end_of_month(view: Viewpoint, found: re.Match[str]) -> _Days:
    month = month_named(found["month"])
    if found["year"]:
        return _last_of(full_year(found["year"]), month)
    return _nearest(view, *(last for year in _years(view) for last in _last_of(year, month)))


def _end_of_this_month(view: Viewpoint, _: re.Match[str]) -> _Days:
    return _last_of(view.today.year, view.today.month)


def _end_of_this_year(view: Viewpoint, _: re.Match[str]) -> _Days:
    return _last_of(view.today.year, 12)


def _coming(view: Viewpoint, found: re.Match[str]) -> _Days:
    """The coming one, unless the past is meant; in English `next Friday` may be this week's or next week's."""
    ahead = weekdays()[found["weekday"]] - view.today.weekday()
    if not (view.ahead or found["soon"] or found["after"]):
        return (view.today - timedelta(days=-ahead % 7),)
    coming = view.today + timedelta(days=(ahead - 1) % 7 + 1)
    is_this_week = coming.isocalendar()[:2] == view.today.isocalendar()[:2]
    return (coming, coming + timedelta(days=7)) if found["soon"] == "next" and is_this_week else (coming,)


def _gone(view: Viewpoint, found: re.Match[str]) -> _Days:
    weekday = weekdays()[found["weekday"] or found["last"]]
    return (view.today - timedelta(days=(view.today.weekday() - weekday - 1) % 7 + 1),)


def _after(view: Viewpoint, found: re.Match[str]) -> _Days:
    return _away(view.today, found, 1)


def _ago(view: Viewpoint, found: re.Match[str]) -> _Days:
    return _away(view.today, found, -1)


def _away(today: date, found: re.Match[str], sign: int) -> _Days:
    count = (int(found["count"]) if found["count"].isdigit() else 1) * sign
    if found["unit"] in _DAYS_OF:
        return (today + timedelta(days=count * _DAYS_OF[found["unit"]]),)
    month = today.year * 12 + today.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return _last_of(year, month) if today.day > monthrange(year, month)[1] else _exact(year, month, today.day)


def _in_year(view: Viewpoint, typed: str | None, month: int, day: int) -> _Days:
    if typed:
        return _exact(full_year(typed), month, day)
    return _nearest(view, *(found for year in _years(view) for found in _exact(year, month, day)))


def _years(view: Viewpoint) -> range:
    """Far enough for the 29th of February."""
    return range(view.today.year - 8, view.today.year + 9)


def _nearest(view: Viewpoint, *days: date) -> _Days:
    if view.ahead:
        return tuple(each for each in days if each >= view.today)[:1]
    return tuple(each for each in days if each <= view.today)[-1:]


def _exact(year: int, month: int, day: int) -> _Days:
    found = day_of(year, month, day)
    return (found,) if found else ()


def _last_of(year: int, month: int) -> _Days:
    return _exact(year, month, monthrange(year, month)[1])
