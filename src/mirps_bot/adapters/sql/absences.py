"""Who is away."""

from datetime import date

from sqlalchemy import Connection, bindparam, delete, select

from mirps_bot.adapters.sql.statements import Found, add_once, row_of, values_of
from mirps_bot.adapters.sql.tables import absences
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.ids import AbsenceId
from mirps_bot.ports import NewAbsence

_TOUCHING = (
    select(absences)
    .where(absences.c.until >= bindparam("first"), absences.c.since <= bindparam("last"))
    .order_by(absences.c.since, absences.c.id)
)


class SqlAbsences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, new: NewAbsence) -> tuple[Absence, bool]:
        row, is_new = add_once(self._connection, absences, row_of(new))
        return _absence(row), is_new

    def find(self, absence: AbsenceId) -> Absence | None:
        found = self._connection.execute(select(absences).where(absences.c.id == absence)).first()
        return _absence(found) if found else None

    def touching(self, since: date, until: date) -> tuple[Absence, ...]:
        found = self._connection.execute(_TOUCHING, {"first": since, "last": until})
        return tuple(map(_absence, found))

    def remove(self, absence: AbsenceId) -> bool:
        return self._connection.execute(delete(absences).where(absences.c.id == absence)).rowcount == 1


def _absence(row: Found) -> Absence:
    return Absence(**values_of(row, without={"submission"}))
