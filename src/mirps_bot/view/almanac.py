"""The calendar as programs for calendars show it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Certainty(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`start` and `end` (which is no longer part of it) are days, or moments in the host's zone; no end: not known.

    `uid` stays the same for good, `revision` is higher after every change.
    """

    uid: str
    revision: int
    title: str
    text: str
    start: date | datetime
    end: date | datetime | None
    place: str | None
    link: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """`language` is a code: es, en, pt, fr. `file` is what it is called as a file."""

    name: str
    language: str
    entries: tuple[Entry, ...]
    file: str = "mirps.ics"
