"""Public holidays: on which days an entity's people do not work. Read from the library's tables, without a network."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal

_SUBDIVISIONS = {"Europe/Zurich": "GE"}
"""Duty stations whose canton or state has holidays of its own."""

LONGEST_BREAK = timedelta(days=14)
"""Within which everybody works again."""


def holiday(day: date, entity: str, zone: str) -> str | None:
    """The name of the public holiday it is for an entity's people: of the State that the entity is, else of the country
    whose zone they live in.
    """
    country = entity.upper()
    if country in _countries():
        return _holidays(country, None, day.year).get(day)
    station = _stations().get(zone)
    return _holidays(station, _SUBDIVISIONS.get(zone), day.year).get(day) if station else None


def is_working_day(day: date, entity: str, zone: str) -> bool:
    return day.weekday() < 5 and holiday(day, entity, zone) is None


def nearest_working_day(day: date, entity: str, zone: str, direction: Literal[-1, 1]) -> date:
    """This day or the nearest working day before (-1) or after (1) it."""
    days = (day + timedelta(days=number * direction) for number in range(LONGEST_BREAK.days))
    return next((each for each in days if is_working_day(each, entity, zone)), day)


@lru_cache(maxsize=512)
def _holidays(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    import holidays

    try:
        return dict(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:  # a country that the library does not know
        return {}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(row[0] for row in _table("iso3166.tab"))


@lru_cache(maxsize=1)
def _stations() -> dict[str, str]:
    """The country of each zone."""
    return {row[2]: row[0] for row in _table("zone.tab")}


def _table(name: str) -> Iterator[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
