"""Who is away."""

from datetime import date

from sqlalchemy import Connection, Select, delete, select

from mirps_bot.adapters.sql.statements import Found, insert, row_of
from mirps_bot.adapters.sql.tables import absences
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.ids import AbsenceId, PersonId
from mirps_bot.ports import NewAbsence


class SqlAbsences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, new: NewAbsence) -> tuple[Absence, bool]:
        added = self._connection.execute(
            insert(self._connection, absences)
            .values(row_of(new))
            .on_conflict_do_nothing(index_elements=["submission"])
            .returning(absences)
        ).first()
        if added is not None:
            return _absence(added), True
        known = select(absences).where(absences.c.submission == new.submission)
        return _absence(self._connection.execute(known).one()), False

    def find(self, absence: AbsenceId) -> Absence | None:
        return next(iter(self._read(select(absences).where(absences.c.id == absence))), None)

    def touching(self, since: date, until: date) -> tuple[Absence, ...]:
        query = select(absences).where(absences.c.until >= since, absences.c.since <= until)
        return self._read(query.order_by(absences.c.since, absences.c.id))

    def remove(self, absence: AbsenceId) -> bool:
        return self._connection.execute(delete(absences).where(absences.c.id == absence)).rowcount == 1

    def forget(self, person: PersonId) -> int:
        return self._connection.execute(delete(absences).where(absences.c.person == person)).rowcount

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[Absence, ...]:
        return tuple(_absence(row) for row in self._connection.execute(query))


def _absence(row: Found) -> Absence:
    values = row._asdict()
    values.pop("submission")
    return Absence(**values)
