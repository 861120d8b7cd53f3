"""Who is away."""

from datetime import date

from sqlalchemy import Connection, Select, delete, select

from mirps_bot.adapters.sql.statements import Found, add_once, row_of, values_of
from mirps_bot.adapters.sql.tables import absences
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.ids import AbsenceId
from mirps_bot.ports import NewAbsence


class SqlAbsences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, new: NewAbsence) -> tuple[Absence, bool]:
        row, is_new = add_once(self._connection, absences, row_of(new))
        return _absence(row), is_new

    def find(self, absence: AbsenceId) -> Absence | None:
        return next(iter(self._read(select(absences).where(absences.c.id == absence))), None)

    def touching(self, since: date, until: date) -> tuple[Absence, ...]:
        query = select(absences).where(absences.c.until >= since, absences.c.since <= until)
        return self._read(query.order_by(absences.c.since, absences.c.id))

    def remove(self, absence: AbsenceId) -> bool:
        return self._connection.execute(delete(absences).where(absences.c.id == absence)).rowcount == 1

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[Absence, ...]:
        return tuple(_absence(row) for row in self._connection.execute(query))


def _absence(row: Found) -> Absence:
    return Absence(**values_of(row, without={"submission"}))
