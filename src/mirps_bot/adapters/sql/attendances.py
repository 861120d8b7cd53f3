"""Who takes part in which event."""

from sqlalchemy import Connection, bindparam, func, select

from mirps_bot.adapters.sql.statements import Found, insert, row_of
from mirps_bot.adapters.sql.tables import attendances, people
from mirps_bot.domain.attendance import Reply
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.ports import NewReply

# Asked before every reminder, so it is built once.
_LAST = (
    select(attendances)
    .where(attendances.c.event == bindparam("its"), attendances.c.entity == bindparam("whose"))
    .order_by(attendances.c.id.desc())
    .limit(1)
)


class SqlAttendances:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, new: NewReply) -> tuple[Reply, bool]:
        by_name = select(people.c.name).where(people.c.id == new.by).scalar_subquery()
        added = self._connection.execute(
            insert(self._connection, attendances)
            .values(row_of(new) | {"by_name": by_name})
            .on_conflict_do_nothing(index_elements=["submission"])
            .returning(attendances)
        ).first()
        if added is not None:
            return _reply(added), True
        known = select(attendances).where(attendances.c.submission == new.submission)
        return _reply(self._connection.execute(known).one()), False

    def of(self, event: EventId, entity: EntityId) -> Reply | None:
        row = self._connection.execute(_LAST, {"its": event, "whose": entity}).first()
        return None if row is None else _reply(row)

    def of_event(self, event: EventId) -> tuple[Reply, ...]:
        last = (
            select(func.max(attendances.c.id))
            .where(attendances.c.event == event)
            .group_by(attendances.c.entity)
        )
        query = select(attendances).where(attendances.c.id.in_(last))
        return tuple(_reply(row) for row in self._connection.execute(query.order_by(attendances.c.entity)))


def _reply(row: Found) -> Reply:
    values = row._asdict()
    values.pop("submission")
    return Reply(**values)
