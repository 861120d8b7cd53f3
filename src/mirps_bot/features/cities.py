"""Cities of Solidarity, as far as public pages name them."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.platform import City, Initiative
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    entity: EntityId
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityList:
    """`entities` and `rest`: what was asked for, and words that named neither a country nor a city."""

    initiative: Initiative | None
    total: int
    countries: tuple[Country, ...]
    entities: tuple[EntityId, ...]
    rest: tuple[str, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    known = tuple(sorted(visit.unit.records.all(City), key=lambda each: each.name))
    initiative = next(iter(visit.unit.records.all(Initiative)), None)
    its_name = fold(" ".join(initiative.names.all())).split() if initiative else ()
    words_left = [each for each in asked.rest if each not in its_name]
    named = find_named(words_left, known, lambda each: (each.name,))
    cities = named.things or known
    if asked.entities:
        cities = tuple(each for each in known if each.country in asked.entities)
    return Show(
        template="cities/list",
        data=CityList(
            initiative=initiative,
            total=len(cities),
            countries=tuple(
                Country(entity=key, cities=tuple(each for each in cities if each.country == key))
                for key in sorted({each.country for each in cities})
            ),
            entities=asked.entities,
            rest=() if asked.entities else named.rest,
            as_of=visit.now,
        ),
        choices={
            "look": (
                *((Choice.asking("cities"),) if asked.entities else ()),
                Choice.asking("groups wg-local", "ask_local_governance"),
            )
        },
        shareable=f"cities {words}".strip(),
    )
