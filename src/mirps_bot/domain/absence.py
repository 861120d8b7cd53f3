"""Absences: who is away when, and who stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mirps_bot.domain.dates import local_day
from mirps_bot.domain.ids import AbsenceId, PersonId
from mirps_bot.domain.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`since` and `until` are days where the person is, both included. `cover` None: nobody was named to stand in."""

    id: AbsenceId
    person: PersonId
    since: date
    until: date
    cover: PersonId | None = None
    reason: str | None = None
    recorded_by: PersonId
    recorded_at: datetime


Away = Mapping[PersonId, Absence]
"""Who is away at some moment, and by which absence."""


def away_at(people: Iterable[Person], absences: Iterable[Absence], moment: datetime) -> Away:
    """Of two absences on one day, the one recorded later counts."""
    zones = {each.id: each.time_zone for each in people}
    return {
        each.person: each
        for each in sorted(absences, key=lambda each: each.id)
        if each.person in zones and each.since <= local_day(moment, zones[each.person]) <= each.until
    }
