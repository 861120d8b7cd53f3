"""How the MIRPS and its Support Platform are run, and what stands beside them."""

from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Names
from mirps_bot.domain.record import NamedRecord, Numbered, Record, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A national institution that deals with the MIRPS."""

    acronym: str | None = None
    name: str
    role: str
    source: str


class Region(StrEnum):
    """Of the world, as the United Nations' M49 has it."""

    CENTRAL_AMERICA = "central_america"
    NORTH_AMERICA = "north_america"
    SOUTH_AMERICA = "south_america"
    EUROPE = "europe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Record):
    """What is known of an entity beside what the bot computes with."""

    entity: EntityId
    seat: Names | None = None
    iso2: str | None = None
    iso3: str | None = None
    region: Region | None = None
    is_un: bool = False
    """Of the United Nations; its financial institutions are not meant by that."""
    institutions: tuple[Institution, ...] = ()


class Office(StrEnum):
    """What may be meant by a presidency."""

    PRESIDENCY = "presidency"
    """Pro tempore, of the MIRPS."""
    CHAIR = "chair"
    """Of its Support Platform."""
    TROIKA = "troika"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair(Record):
    """Who presides over the Support Platform, from when to when."""

    entity: EntityId | None = None
    start: PartialDate
    end: PartialDate | None = None

    def presides_in(self, year: int) -> bool:
        """In a part of that year, as far as known: one without an end is known for the year it begins."""
        return self.start.year <= year <= (self.end or self.start).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Presidency(Record):
    """Who holds the presidency pro tempore of the MIRPS in a year: not the chair of its platform."""

    year: int
    entity: EntityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresidencyRule(Statement):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualMeeting(Record):
    """Keyed by number: two were held in one year."""

    number: int
    roman: str
    place: Names | None = None
    date: PartialDate | None = None
    host: EntityId | None = None
    declaration: Names | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism(NamedRecord):
    """Another forum of the region with which the platform coordinates."""

    text: Names | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund(NamedRecord):
    administrator: EntityId
    approved: PartialDate
    resolution: str
    first_call: PartialDate
    text: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(NamedRecord):
    text: Names


class CityLevel(StrEnum):
    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class City(Record):
    name: str
    level: CityLevel
    country: EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOfSupport(Numbered):
    pass
