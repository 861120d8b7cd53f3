"""What an entity is asked to report on."""

from collections.abc import Collection, Iterable
from datetime import datetime

from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.query import Open, Tracked
from mirps_bot.ports import UnitOfWork


def open_pledges(unit: UnitOfWork, entity: EntityId, *, is_joint: bool = False) -> tuple[Tracked, ...]:
    """All that this entity made, or made with others, and has not reported as ended, the least heard of first."""
    return unit.pledges.longest_silent(entity, is_joint=is_joint).items


def owed_since(unit: UnitOfWork, entity: EntityId, opens: datetime) -> tuple[Open, ...]:
    """Open pledges of which nothing was heard since the cycle opened (UTC), and of which this entity gave no part."""
    given = _given(unit, entity, opens)
    own = unit.pledges.open_of((entity,))[entity]
    return tuple(each for each in own if _was_silent(each.heard_at, opens) and each.id not in given)


def unanswered(
    unit: UnitOfWork, entity: EntityId, asked: Iterable[Tracked], opens: datetime
) -> tuple[Tracked, ...]:
    """Those of these, in their order."""
    given = _given(unit, entity, opens)
    return tuple(
        each for each in asked if _was_silent(each.standing.heard_at, opens) and each.pledge.id not in given
    )


def _given(unit: UnitOfWork, entity: EntityId, opens: datetime) -> Collection[PledgeId]:
    return unit.updates.parts_since((entity,), opens).get(entity, ())


def _was_silent(heard_at: datetime | None, opens: datetime) -> bool:
    return heard_at is None or heard_at < opens
