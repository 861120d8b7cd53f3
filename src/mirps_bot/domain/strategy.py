"""The strategy of the platform's chair for a year, and what was planned under it."""

from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.ids import AreaId, EntityId, EventId
from mirps_bot.domain.language import Names
from mirps_bot.domain.pledge import ContributionType, PledgeKind
from mirps_bot.domain.record import Record, Statement


class StrategyPart(StrEnum):
    OBJECTIVE = "objective"
    FOCUS_AREA = "focus_area"
    PRINCIPAL_RESULT = "principal_result"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Which pledges and contributions count toward something: any value within a field will do, all fields must hold.

    The strategy itself names none: this is a criterion of the register, and is shown as one.
    """

    areas: tuple[AreaId, ...] = ()
    types: tuple[ContributionType, ...] = ()
    kinds: tuple[PledgeKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Statement):
    year: int
    chair: EntityId
    title: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Record):
    """One item of the strategy. `counts` None: nothing that is recorded counts toward it."""

    number: int
    title: Names | None = None
    text: Names | None = None
    events: tuple[EventId, ...] = ()
    mechanisms: tuple[str, ...] = ()
    counts: Counting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Point):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea(Point):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalResult(Point):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Point):
    """`is_main`: listed under the main activities of the strategy, not in its calendar alone."""

    is_main: bool
