"""What is asked and said of every delivery on its way, built once."""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
    update,
)

from mirps_bot.adapters.sql.statements import Values
from mirps_bot.adapters.sql.tables import deliveries
from mirps_bot.domain.delivery import Delivery, Reason, State
from mirps_bot.domain.ids import DeliveryId

UNSETTLED = deliveries.c.settled_at.is_(None)
ORDER = (deliveries.c.urgency, deliveries.c.due_at, deliveries.c.id)

ALONE: Values = {"leader": None, "person": None}
"""Of a reminder that is in no message."""


def companions_of(
    leader: DeliveryId | ColumnElement[Any], table: FromClause = deliveries
) -> ColumnElement[bool]:
    return and_(table.c.leader == leader, table.c.id != leader, table.c.settled_at.is_(None))


def held_as(claimed: Delivery) -> ColumnElement[bool]:
    """Each claim counts as an attempt, so the number tells whose it is now."""
    return and_(deliveries.c.id == claimed.id, deliveries.c.attempts == claimed.attempts)


_WANTED = bindparam("wanted", type_=Integer)
_others = deliveries.alias("others")
OF_KEYS = select(deliveries).where(deliveries.c.key.in_(bindparam("keys", expanding=True)))

# Nobody waits for a row while holding another, so that replicas can't deadlock.
IN_NO_OTHER = (
    select(deliveries.c.id, deliveries.c.attempts)
    .add_columns(exists().where(companions_of(deliveries.c.id, _others)).label("leads_others"))
    .where(
        deliveries.c.id.in_(bindparam("wanted", expanding=True)),
        UNSETTLED,
        or_(deliveries.c.leader.is_(None), deliveries.c.leader == deliveries.c.id),
    )
    .with_for_update(skip_locked=True, of=deliveries)
)
LEAD = (
    update(deliveries)
    .where(deliveries.c.id == _WANTED)
    .values(leader=deliveries.c.id, person=bindparam("whose"))
)
TAKE = (
    update(deliveries)
    .where(
        deliveries.c.id.in_(
            select(deliveries.c.id)
            .where(
                deliveries.c.id.in_(bindparam("wanted", expanding=True)),
                UNSETTLED,
                deliveries.c.leader.is_(None),
                deliveries.c.in_doubt.is_(False),
            )
            .with_for_update(skip_locked=True)
        )
    )
    .values(
        leader=bindparam("by"),
        person=bindparam("whose"),
        is_held=False,
        attempts=deliveries.c.attempts + 1,  # whoever holds it is too late
        claimable_at=bindparam("free_again"),
    )
    .returning(deliveries.c.id)
)
_AS_SENT = {
    "state": State.SENT,
    "is_held": False,
    "channel": bindparam("its_channel"),
    "ts": bindparam("its_ts"),
    "person": bindparam("whose"),
    "settled_at": bindparam("moment"),
    "shows_buttons": deliveries.c.programme.is_not(None) & bindparam("stands", type_=Boolean),
}
SENT = (
    update(deliveries)
    .where(deliveries.c.id == _WANTED, UNSETTLED)
    .values(**_AS_SENT, leader=case((exists().where(companions_of(_WANTED, _others)), _WANTED)))
)
"""It leads no more if it went out alone."""
LEADING = select(deliveries.c.leader).where(
    deliveries.c.leader.in_(bindparam("wanted", expanding=True)),
    deliveries.c.id != deliveries.c.leader,
    UNSETTLED,
)
SENT_ALONG = update(deliveries).where(companions_of(_WANTED)).values(**_AS_SENT, reason=Reason.BUNDLED)
