"""Dates as far as they are known: a year, a month, a day or a quarter."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; a missing part is unknown, not the first."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2025`, `2025-11` or `2025-11-25`. Raises ValueError for anything else, 31 February included."""
        found = _PARTIAL.fullmatch(text)
        if not found:
            raise ValueError(f"'{text}' is not a date: write 2025, 2025-11 or 2025-11-25")
        year, month, day = (int(part) if part else 0 for part in found.groups())
        date(year, month or 1, day or 1)
        return cls(year=year, month=month, day=day)

    @property
    def exact(self) -> date | None:
        """The day, if the day is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first_day(self) -> date:
        """The earliest day it can be; for order, never for show."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can be."""
        if self.exact:
            return self.exact
        if not self.month:
            return date(self.year, 12, 31)
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(year=day.year, number=(day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-Q4`. Raises ValueError for anything else."""
        found = re.fullmatch(r"(\d{4})-Q([1-4])", text)
        if not found:
            raise ValueError(f"'{text}' is not a quarter: write 2026-Q4")
        return cls(year=int(found[1]), number=int(found[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number * 3, 31 if self.number in (1, 4) else 30)

    def later(self, quarters: int) -> "Quarter":
        """So many quarters on; back, if fewer than none."""
        year, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year=year, number=number + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months on, or the last day of a month that has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    last = PartialDate(year=moment.year + years, month=month + 1).last_day.day
    return moment.replace(year=moment.year + years, month=month + 1, day=min(moment.day, last))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period can't end on {self.last}, before it begins on {self.first}")

    @classmethod
    def of(cls, quarter: Quarter) -> Self:
        return cls(first=quarter.first_day, last=quarter.last_day)

    @classmethod
    def half(cls, year: int, number: int) -> Self:
        """A half of a calendar year, 1 or 2."""
        return cls(first=date(year, number * 6 - 5, 1), last=Quarter(year=year, number=number * 2).last_day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-Q4`, `2026-H2`, `2026`, `2026-11`, `2026-11-25` or two of the last three, joined by a slash.

        Raises ValueError for anything else.
        """
        if found := re.fullmatch(r"(\d{4})-H([12])", text):
            return cls.half(int(found[1]), int(found[2]))
        if re.fullmatch(r"\d{4}-Q\d", text):
            return cls.of(Quarter.parse(text))
        first, slash, last = text.partition("/")
        ends = PartialDate.parse(last if slash else first)
        return cls(first=PartialDate.parse(first).first_day, last=ends.last_day)

    def is_around(self, other: "Period") -> bool:
        """Whether the other one is a part of it, and not all of it."""
        return self != other and self.first <= other.first and other.last <= self.last

    @property
    def quarter(self) -> Quarter | None:
        """The quarter it is, if it is one."""
        quarter = Quarter.of(self.first)
        return quarter if Period.of(quarter) == self else None

    @property
    def half_year(self) -> int | None:
        """1 or 2, if it is a half of its year."""
        return next((n for n in (1, 2) if Period.half(self.first.year, n) == self), None)

    @property
    def partial(self) -> PartialDate | None:
        """The year, month or day it is, if it is one."""
        day = self.first
        for each in (
            PartialDate(year=day.year),
            PartialDate(year=day.year, month=day.month),
            PartialDate(year=day.year, month=day.month, day=day.day),
        ):
            if (each.first_day, each.last_day) == (self.first, self.last):
                return each
        return None

    @property
    def months(self) -> tuple[PartialDate, ...]:
        """The months it is made of; none if it does not begin and end with one."""
        if self.first.day > 1 or (self.last + timedelta(days=1)).day > 1:
            return ()
        ends = self.last.year * 12 + self.last.month
        return tuple(
            PartialDate(year=(each - 1) // 12, month=(each - 1) % 12 + 1)
            for each in range(self.first.year * 12 + self.first.month, ends + 1)
        )

    def __str__(self) -> str:
        if self.quarter:
            return str(self.quarter)
        if self.half_year:
            return f"{self.first.year}-H{self.half_year}"
        return str(self.partial) if self.partial else f"{self.first}/{self.last}"


def is_time_zone(name: str) -> bool:
    """Whether the time zone database knows this name; asking for one is much cheaper than listing all."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day that a moment falls on in a zone (IANA name)."""
    return moment.astimezone(ZoneInfo(zone)).date()


def skips(day: date, at: time, zone: str) -> bool:
    """Whether clocks there jump over this hour on this day."""
    there = datetime.combine(day, at, ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != at


def midnight(day: date, zone: str) -> datetime:
    """The first moment of a day in a zone (IANA name), as UTC."""
    return local_moment(day, time(0), ZoneInfo(zone))


def moments(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """From the first moment of a day to the first after another, in a zone (IANA name), as UTC."""
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That hour of that day, as UTC.

    An hour that daylight saving skips is taken as if the clock had not yet jumped; of one that occurs twice, the first.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)
