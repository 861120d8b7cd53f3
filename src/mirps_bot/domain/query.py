"""What a question about pledges asks for, as read."""

from dataclasses import dataclass

from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.pledge import ContributionType, Pledge, PledgeKind, Stage
from mirps_bot.domain.update import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFilter:
    """Within one field any value will do; across fields all must hold. Empty fields ask nothing.

    `entities` matches who made a pledge or whom it is for, `owners` only who made it. `stages` compares the stage last
    reported, else the one stated publicly; `never_reported` asks for pledges nobody ever reported on. `words` (folded)
    must all stand in its names, description or number.
    """

    entities: tuple[EntityId, ...] = ()
    owners: tuple[EntityId, ...] = ()
    areas: tuple[AreaId, ...] = ()
    stages: tuple[Stage, ...] = ()
    types: tuple[ContributionType, ...] = ()
    kinds: tuple[PledgeKind, ...] = ()
    years: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    never_reported: bool = False
    is_open: bool = False
    """Leave out the ones reported fulfilled, withdrawn or superseded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A pledge and where it stands."""

    pledge: Pledge
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Part of a list in stable order; `total` counts all of it, `offset` what came before."""

    items: tuple[Tracked, ...]
    total: int
    offset: int
