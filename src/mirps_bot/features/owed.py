"""What an entity is asked to report on."""

from collections.abc import Iterable
from datetime import UTC, datetime

from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.query import Tracked
from mirps_bot.ports import UnitOfWork


def open_pledges(unit: UnitOfWork, entity: EntityId, *, is_joint: bool = False) -> tuple[Tracked, ...]:
    """All that this entity made, or made with others, and has not reported as ended, the least heard of first."""
    return unit.pledges.open_of((entity,), is_joint=is_joint)[entity]


def owed_since(unit: UnitOfWork, entity: EntityId, opens: datetime) -> tuple[Tracked, ...]:
    """Open pledges of which nothing was heard since the cycle opened (UTC), and of which this entity gave no part."""
    return unanswered(unit, entity, open_pledges(unit, entity), opens)


def unanswered(
    unit: UnitOfWork, entity: EntityId, asked: Iterable[Tracked], opens: datetime
) -> tuple[Tracked, ...]:
    """Those of these, in their order."""
    given = unit.updates.parts_since((entity,), opens).get(entity, ())
    return tuple(each for each in asked if _heard(each) < opens and each.pledge.id not in given)


def _heard(tracked: Tracked) -> datetime:
    return tracked.standing.heard_at or datetime.min.replace(tzinfo=UTC)
