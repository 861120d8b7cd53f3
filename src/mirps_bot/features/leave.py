"""Who is away."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mirps_bot.domain.absence import Away, away_at
from mirps_bot.domain.person import Person
from mirps_bot.ports import UnitOfWork

A_DAY = timedelta(days=1)
"""By how much the day somewhere can differ from the day in UTC."""


def read_away(unit: UnitOfWork, people: Iterable[Person], now: datetime) -> Away:
    """Who is away now, each by the day it is where they are."""
    absences = unit.absences.touching((now - A_DAY).date(), (now + A_DAY).date())
    return away_at(people, absences, now)
