"""Who held an office, from when until when."""

from datetime import date

from sqlalchemy import Connection, and_, insert, select, update

from mirps_bot.adapters.sql.tables import tenures
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.tenure import Tenure


class SqlTenures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, person: Person, *, since: date) -> None:
        self._connection.execute(insert(tenures).values(**_office(person), since=since))

    def end(self, person: Person, *, until: date) -> None:
        is_open = and_(
            tenures.c.person == person.id,
            tenures.c.entity == person.entity,
            tenures.c.role == person.role,
            tenures.c.until.is_(None),
        )
        if self._connection.execute(update(tenures).where(is_open).values(until=until)).rowcount == 0:
            self._connection.execute(insert(tenures).values(**_office(person), until=until))

    def of(self, entity: EntityId) -> tuple[Tenure, ...]:
        query = select(tenures).where(tenures.c.entity == entity)
        rows = self._connection.execute(
            query.order_by(tenures.c.since.desc().nulls_last(), tenures.c.id.desc())
        )
        return tuple(
            Tenure(
                person=row.person,
                person_name=row.person_name,
                entity=row.entity,
                role=row.role,
                since=row.since,
                until=row.until,
            )
            for row in rows
        )


def _office(person: Person) -> dict[str, object]:
    return {"person": person.id, "person_name": person.name, "entity": person.entity, "role": person.role}
