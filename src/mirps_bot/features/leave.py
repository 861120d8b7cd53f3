"""Who is away, and who answers meanwhile."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mirps_bot.domain.absence import Away, away_at
from mirps_bot.domain.duty import NOBODY_AWAY, holders, present
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

A_DAY = timedelta(days=1)
"""By how much the day somewhere can differ from the day in UTC."""


def read_away(unit: UnitOfWork, people: Iterable[Person], now: datetime) -> Away:
    """Who is away now, each by the day it is where they are."""
    absences = unit.absences.touching((now - A_DAY).date(), (now + A_DAY).date())
    return away_at(people, absences, now) if absences else NOBODY_AWAY


def answers_for(visit: Visit, entity: EntityId) -> Person | None:
    """Who answers for an entity now, whoever is away being stood in for; None: nobody does."""
    people = present(visit.unit.people.all())
    return next(iter(holders(people, entity, read_away(visit.unit, people, visit.now))), None)
