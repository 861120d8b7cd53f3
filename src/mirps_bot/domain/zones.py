"""Time zones as people name them: by a city, an abbreviation or the distance to UTC; many words mean several."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.lexicon import fold

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneReading:
    """`exact` is the one zone that these words can mean; `possible` are those to ask about."""

    exact: str | None = None
    possible: tuple[str, ...] = ()


def named_zone(words: str, known: Iterable[str], now: datetime) -> ZoneReading:
    """What these words mean, among the `known` zones unless they are a zone's full name.

    "CST" is Chicago's as well as San José's, of which only one changes its clocks: it is never taken for either.
    """
    words = words.strip()
    if "/" in words and (zone := _full_name(words)):
        return ZoneReading(exact=zone)
    known = tuple(dict.fromkeys(known))
    cities = tuple(zone for zone in known if f" {fold(city_of(zone))} " in f" {fold(words)} ")
    if len(cities) == 1:
        return ZoneReading(exact=cities[0])
    return ZoneReading(possible=cities or tuple(zone for zone in known if _is_called(zone, words, now)))


def city_of(zone: str) -> str:
    """The place that a zone is named for, as the time zone database writes it."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _full_name(words: str) -> str | None:
    typed = words.replace(" ", "_")
    usual = "/".join(
        "_".join(word.capitalize() for word in part.split("_")) for part in typed.lower().split("/")
    )
    return next((each for each in (typed, usual) if is_time_zone(each)), None)


def _is_called(zone: str, words: str, now: datetime) -> bool:
    if offset := _OFFSET.fullmatch(words):
        distance = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return now.astimezone(ZoneInfo(zone)).utcoffset() == (distance if offset[1] == "+" else -distance)
    seasons = (datetime(now.year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)) for month in (1, 7))
    return words.upper() in {each.tzname() for each in seasons}
