"""Who takes part in which event."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, func, select

from mirps_bot.adapters.sql.statements import Found, add_once, name_of, row_of, values_of
from mirps_bot.adapters.sql.tables import attendances
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
        said = row_of(new) | {"by_name": name_of(new.by)}
        row, is_new = add_once(self._connection, attendances, said)
        return _reply(row), is_new

    def of(self, event: EventId) -> Mapping[EntityId, Reply]:
        return {row.entity: _reply(row) for row in self._connection.execute(_STANDING, {"its": event})}


def _reply(row: Found) -> Reply:
    return Reply(**values_of(row, without={"submission"}))
