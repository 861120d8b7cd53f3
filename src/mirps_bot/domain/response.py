"""What came in in some days, and who was heard from."""

from dataclasses import dataclass
from datetime import date, datetime

from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.need import Match, Need
from mirps_bot.domain.pledge import Pledge, Stage
from mirps_bot.domain.update import Update


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One update; `before` is the stage reported before it."""

    update: Update
    pledge: Pledge
    before: Stage | None

    @property
    def is_change(self) -> bool:
        """Whether the stage is another one than before."""
        return self.update.report.stage not in (None, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """How many pledges an entity confirmed as unchanged."""

    entity: EntityId
    pledges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A need, and the members it was put to or that took it up in these days, as they stood at their end."""

    need: Need
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An entity with open pledges that filed nothing since the cycle began. `heard` None: never."""

    entity: EntityId
    pledges: int
    heard: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """An entity that would be silent, but nobody is there to answer for it before `back`."""

    entity: EntityId
    pledges: int
    back: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Of the entities that are asked; while nothing is due, nobody is absent or silent. `nobody_to_ask`: those not
    heard from for which the roster names nobody to answer; they are never silent.
    """

    heard: tuple[EntityId, ...]
    nobody_to_ask: tuple[EntityId, ...]
    absent: tuple[Absent, ...]
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Which of the entities that are asked now were heard from in a quarter."""

    quarter: Quarter
    heard: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Who of those `asked` (all States and members with open pledges, and others that the roster names somebody for)
    was heard from in a reporting cycle; without a deadline that is the `quarter`. Nobody is absent or silent before
    `due_from`.
    """

    asked: tuple[EntityId, ...]
    response: Response
    rates: tuple[Rate, ...]
    opened: date
    closed: date | None
    """The last day of a cycle that is over, after which nothing counts any more."""
    has_deadline: bool
    quarter: Quarter
    is_due: bool
    due_from: date
