"""How dates, numbers and lists are written in each language, as CLDR has it but for what it lacks."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from mirps_bot.domain.language import Language
from mirps_bot.domain.zones import city_of

_FIRST_OF_MONTH = {Language.PT: "1º", Language.FR: "1er"}
"""How a date names the first day; CLDR's patterns have plain numbers only."""


@lru_cache
def locale_of(language: Language) -> Locale:
    return Locale.parse(language.value)


@lru_cache
def _number_locale(language: Language) -> Locale:
    """Spanish groups digits by points in some member States and by commas in others: a space misleads nobody."""
    return Locale.parse("es_CR") if language is Language.ES else locale_of(language)


# Many read of the same days and numbers: to put one into words takes longer than to remember it.


@lru_cache(maxsize=1_024)
def number(value: int | Decimal, language: Language) -> str:
    return format_decimal(value, locale=_number_locale(language))


@lru_cache(maxsize=1_024)
def money(amount: Decimal, language: Language) -> str:
    """With two decimals, or without any where there is nothing behind the point."""
    form = "#,##0" if amount == int(amount) else "#,##0.00"
    return format_decimal(amount, form, locale=_number_locale(language))


@lru_cache(maxsize=1_024)
def day(day: date, language: Language, *, length: Literal["long", "full"] = "long") -> str:
    """In words; `full`: with its weekday."""
    text = format_date(day, length, locale=locale_of(language))
    return re.sub(r"\b1\b", _first_of_month(language), text, count=1) if day.day == 1 else text


@lru_cache(maxsize=1_024)
def clock(hour: int, minute: int, language: Language) -> str:
    return format_time(time(hour, minute), "HH:mm", locale=locale_of(language))


def size(octets: int, language: Language) -> str:
    """Of a file, in thousands or millions of bytes."""
    unit, value = ("megabyte", octets / 1e6) if octets >= 1e6 else ("kilobyte", octets / 1e3)
    rounded = Decimal(f"{value:.1f}") if value < 10 else Decimal(f"{value:.0f}")
    return format_unit(rounded, f"digital-{unit}", length="short", locale=_number_locale(language))


def listing(words: Iterable[str], language: Language) -> str:
    """One, two and three; in Spanish `e` before the sound of an `i`, which CLDR leaves to us."""
    text = format_list(list(words), locale=locale_of(language))
    return _Y_BEFORE_I.sub(r" e \1", text) if language is Language.ES else text


_Y_BEFORE_I = re.compile(r" y (h?[ií](?![aeou])[^,]*)\Z", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def plural_form(number: int, language: Language) -> str:
    """Which of the forms that CLDR names a number takes: one, other, many."""
    return locale_of(language).plural_form(number)


def month(year: int, month: int, language: Language) -> str:
    return str(format_skeleton("yMMMM", datetime(year, month, 1, tzinfo=UTC), locale=locale_of(language)))


def days(first: date, last: date, language: Language) -> str:
    """From one day to another, naming their month once if they share it."""
    end = day(last, language)
    if first == last:
        return end
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first, language)} – {end}"
    start = _first_of_month(language) if first.day == 1 else str(first.day)
    return re.sub(rf"\b{last.day}\b", f"{start}–{last.day}", end, count=1)


def weekday(day: date, language: Language) -> str:
    """Without its date: Monday."""
    return str(locale_of(language).days["format"]["wide"][day.weekday()])


def months(language: Language) -> tuple[str, ...]:
    """The twelve, short, as they stand alone."""
    names = locale_of(language).months["stand-alone"]["abbreviated"]
    return tuple(names[each] for each in range(1, 13))


def weekdays(language: Language) -> tuple[str, ...]:
    """The seven, short, from Monday on."""
    names = locale_of(language).days["stand-alone"]["abbreviated"]
    return tuple(names[each] for each in range(7))


def language_name(code: str, language: Language) -> str:
    """Of a language, by its ISO code; the code where it has none."""
    return str(locale_of(language).languages.get(code, code))


@lru_cache(maxsize=1_024)
def city(zone: str, language: Language) -> str:
    """The place that a zone is named for, in the language where CLDR knows it."""
    known = locale_of(language).time_zones.get(zone, {}).get("city")
    return str(known or city_of(zone))


def _first_of_month(language: Language) -> str:
    return _FIRST_OF_MONTH.get(language, "1")
