"""Who takes part in which event."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, func, select

from mirps_bot.adapters.sql.statements import Found, insert, row_of
from mirps_bot.adapters.sql.tables import attendances, people
from mirps_bot.domain.attendance import Reply
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.ports import NewReply

# Asked before every reminder, so it is built once.
_last = select(func.max(attendances.c.id)).where(attendances.c.event == bindparam("its"))
_STANDING = (
    select(attendances)
    .where(attendances.c.id.in_(_last.group_by(attendances.c.entity)))
    .order_by(attendances.c.entity)
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

    def of(self, event: EventId) -> Mapping[EntityId, Reply]:
        return {row.entity: _reply(row) for row in self._connection.execute(_STANDING, {"its": event})}


def _reply(row: Found) -> Reply:
    values = row._asdict()
    values.pop("submission")
    return Reply(**values)
