"""What was put off."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from mirps_bot.adapters.sql.statements import upsert
from mirps_bot.adapters.sql.tables import snoozes
from mirps_bot.domain.ids import EntityId, EventId

_OF = select(snoozes.c.entity, snoozes.c.until).where(
    snoozes.c.programme == bindparam("of"), snoozes.c.event == bindparam("its")
)


class SqlSnoozes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, entity: EntityId, programme: str, event: EventId, *, until: datetime) -> None:
        row = {"entity": entity, "programme": programme, "event": event, "until": until}
        upsert(self._connection, snoozes, [row])

    def of(self, programme: str, event: EventId) -> Mapping[EntityId, datetime]:
        found = self._connection.execute(_OF, {"of": programme, "its": event})
        return {row.entity: row.until for row in found}
