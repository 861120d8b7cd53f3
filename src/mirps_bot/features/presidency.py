"""Who presides: over the MIRPS pro tempore, over its Support Platform; and the annual meetings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId, GroupId
from mirps_bot.domain.platform import AnnualMeeting, Chair, Office, Presidency, PresidencyRule
from mirps_bot.features.events import upcoming
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit

TROIKA = GroupId("troika")

T = TypeVar("T", Presidency, Chair)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """Everything that a presidency may mean, in one year. `chairs` are several where it was handed over within it.

    A year without a presidency or a chair has none on record. `meetings` are those of the troika, still to come.
    """

    year: int
    is_this_year: bool
    presidency: Presidency | None
    chairs: tuple[Chair, ...]
    troika: Group | None
    meetings: tuple[Event, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolders:
    """By year, of the offices that were asked for, by the entities that were asked for, if any. `year` is this one.
    `before` and `after`, of entities asked for: who held the office around each of these terms, by the term's id; a
    term without an entry is the first or the last on record.
    """

    year: int
    offices: tuple[Office, ...]
    entities: tuple[EntityId, ...]
    presidencies: tuple[Presidency, ...]
    chairs: tuple[Chair, ...]
    rules: tuple[PresidencyRule, ...]
    before: Mapping[str, EntityId | None] = field(default_factory=dict)
    after: Mapping[str, EntityId | None] = field(default_factory=dict)
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Annual meetings, the latest first, of the entities or years that were asked for, if any."""

    meetings: tuple[AnnualMeeting, ...]
    entities: tuple[EntityId, ...]
    years: tuple[int, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """A presidency alone can mean either: both are told, and each can be asked for."""
    asked = read(visit.lexicon, words)
    offices = tuple(Office(each) for _, each in visit.labels["office"].read(words).terms)
    listed = tuple(each for each in offices if each is not Office.TROIKA)
    if asked.entities or (listed and not asked.years):
        return _holders(visit, words, listed or (Office.PRESIDENCY, Office.CHAIR), asked.entities)
    return _in_year(visit, words, asked.years[0] if asked.years else visit.today.year)


def _in_year(visit: Visit, words: str, year: int) -> Show:
    records = visit.unit.records
    return Show(
        template="chair/year",
        data=Offices(
            year=year,
            is_this_year=year == visit.today.year,
            presidency=next((each for each in records.all(Presidency) if each.year == year), None),
            chairs=tuple(each for each in records.all(Chair) if each.presides_in(year)),
            troika=visit.unit.directory.group(TROIKA),
            meetings=tuple(each for each in upcoming(visit) if TROIKA in (each.group, each.series)),
            as_of=visit.now,
        ),
        choices={
            "look": (
                *(
                    Choice.asking(f"chair {each.value}", f"ask_{each.value}")
                    for each in (Office.PRESIDENCY, Office.CHAIR)
                ),
                Choice.asking("annual"),
            )
        },
        shareable=f"chair {words}".strip(),
    )


def _holders(visit: Visit, words: str, offices: tuple[Office, ...], entities: tuple[EntityId, ...]) -> Show:
    records = visit.unit.records
    presidencies = sorted(records.all(Presidency), key=lambda each: each.year)
    chairs = sorted(records.all(Chair), key=lambda each: each.start)
    handovers: tuple[tuple[Presidency | Chair, Presidency | Chair], ...] = ()
    if entities:
        handovers = (*pairwise(presidencies), *pairwise(chairs))
    return Show(
        template="chair/list",
        data=OfficeHolders(
            year=visit.today.year,
            offices=offices,
            entities=entities,
            presidencies=tuple(_held_by(entities, reversed(presidencies))),
            chairs=tuple(_held_by(entities, reversed(chairs))),
            rules=records.all(PresidencyRule),
            before={later.id: earlier.entity for earlier, later in handovers},
            after={earlier.id: later.entity for earlier, later in handovers},
            as_of=visit.now,
        ),
        choices={
            "look": (
                Choice.asking("chair", "ask_chair_now"),
                Choice.asking("annual"),
            )
        },
        shareable=f"chair {words}".strip(),
    )


def _held_by(entities: tuple[EntityId, ...], terms: Iterable[T]) -> Iterator[T]:
    return (each for each in terms if not entities or each.entity in entities)


def annual_meetings(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    found = [
        each
        for each in visit.unit.records.all(AnnualMeeting)
        if (not asked.entities or each.host in asked.entities)
        and (not asked.years or (each.date and each.date.year in asked.years))
    ]
    return Show(
        template="annual/list",
        data=Meetings(
            meetings=tuple(sorted(found, key=lambda each: -each.number)),
            entities=asked.entities,
            years=asked.years,
            as_of=visit.now,
        ),
        choices={
            "look": (
                Choice.asking("chair presidency", "ask_presidency"),
                Choice.asking("calendar"),
            )
        },
        shareable=f"annual {words}".strip(),
    )
