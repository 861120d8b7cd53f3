"""The strategy of the platform's chair for a year, and what was planned under it."""

from dataclasses import dataclass

from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Names
from mirps_bot.domain.record import Numbered, Record, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Statement):
    year: int
    chair: EntityId
    title: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Numbered):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea(Numbered):
    mechanisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalResult(Numbered):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """`is_main`: listed under the main activities of the strategy, not in its calendar alone."""

    number: int
    title: Names
    text: Names | None = None
    events: tuple[EventId, ...] = ()
    is_main: bool
