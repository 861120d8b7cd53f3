"""The inbox."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, or_, select, tuple_, update

from mirps_bot.adapters.sql.statements import insert
from mirps_bot.adapters.sql.tables import arrivals
from mirps_bot.ports import Arrival
from mirps_bot.ports.arrivals import RECOGNISED

_earlier = arrivals.alias("earlier")
_is_waited_for = exists().where(
    _earlier.c.sender == arrivals.c.sender,
    _earlier.c.body.is_not(None),
    tuple_(_earlier.c.arrived_at, _earlier.c.id) < tuple_(arrivals.c.arrived_at, arrivals.c.id),
)


class SqlArrivals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(self, arrival: Arrival) -> bool:
        statement = insert(self._connection, arrivals).values(
            id=arrival.id, body=dict(arrival.body), arrived_at=arrival.arrived_at, sender=arrival.sender
        )
        added = statement.on_conflict_do_nothing().returning(arrivals.c.id)
        return self._connection.execute(added).first() is not None

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Arrival, ...]:
        open_ = (
            select(arrivals.c.id)
            .where(
                arrivals.c.body.is_not(None),
                or_(arrivals.c.held_until.is_(None), arrivals.c.held_until <= now),
                ~_is_waited_for,
            )
            .order_by(arrivals.c.arrived_at, arrivals.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("open")
        )
        rows = self._connection.execute(
            update(arrivals)
            .where(arrivals.c.id.in_(select(open_.c.id)))
            .values(held_until=now + lease)
            .returning(arrivals.c.id, arrivals.c.body, arrivals.c.arrived_at, arrivals.c.sender)
        )
        taken = [Arrival(**row._asdict()) for row in rows]
        return tuple(sorted(taken, key=lambda arrival: (arrival.arrived_at, arrival.id)))

    def done(self, arrival: str) -> bool:
        is_open = (arrivals.c.id == arrival) & arrivals.c.body.is_not(None)
        worked_on = update(arrivals).where(is_open).values(body=None, sender=None)
        return self._connection.execute(worked_on).rowcount == 1

    def forget(self, now: datetime) -> int:
        """What nobody worked on for so long too, as of a platform that was switched off."""
        old = arrivals.c.arrived_at < now - RECOGNISED
        return self._connection.execute(delete(arrivals).where(old)).rowcount
