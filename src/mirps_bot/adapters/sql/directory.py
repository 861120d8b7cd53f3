"""Entities, areas and groups."""

from sqlalchemy import Connection, select

from mirps_bot.adapters.sql.tables import areas, entities, working_groups
from mirps_bot.domain.entity import Area, Entity, EntityKind, Group
from mirps_bot.domain.ids import GroupId

_KINDS = list(EntityKind)


class SqlDirectory:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entities(self) -> tuple[Entity, ...]:
        found = [Entity(**row._asdict()) for row in self._connection.execute(select(entities))]
        return tuple(sorted(found, key=lambda entity: (_KINDS.index(entity.kind), entity.id)))

    def areas(self) -> tuple[Area, ...]:
        rows = self._connection.execute(select(areas))
        return tuple(sorted((Area(**row._asdict()) for row in rows), key=lambda area: (area.scheme, area.id)))

    def groups(self) -> tuple[Group, ...]:
        rows = self._connection.execute(select(working_groups).order_by(working_groups.c.id))
        return tuple(Group(**row._asdict()) for row in rows)

    def group(self, group: GroupId) -> Group | None:
        row = self._connection.execute(select(working_groups).where(working_groups.c.id == group)).first()
        return None if row is None else Group(**row._asdict())
