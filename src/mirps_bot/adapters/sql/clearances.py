"""Texts that wait to be cleared, and who clears them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, or_, select, update

from mirps_bot.adapters.sql.statements import Found, add_once
from mirps_bot.adapters.sql.tables import clearances, clearers
from mirps_bot.domain.clearance import ClearanceState
from mirps_bot.domain.ids import ClearanceId, EntityId, PersonId
from mirps_bot.ports import Clearance, NewUpdate


class SqlClearances:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def name(self, entity: EntityId, clearer: PersonId | None, *, by: PersonId, at: datetime) -> None:
        row = {"entity": entity, "clearer": clearer, "named_by": by, "named_at": at}
        self._connection.execute(clearers.insert().values(row))

    def clearer(self, entity: EntityId) -> PersonId | None:
        query = select(clearers.c.clearer).where(clearers.c.entity == entity)
        named: PersonId | None = self._connection.scalar(query.order_by(clearers.c.id.desc()).limit(1))
        return named

    def ask(self, new: NewUpdate, clearer: PersonId) -> tuple[Clearance, bool]:
        row = {
            "submission": new.submission,
            "pledge": new.pledge,
            "new": new,
            "author": new.author,
            "clearer": clearer,
            "state": ClearanceState.WAITING,
        }
        asked, is_new = add_once(self._connection, clearances, row, ("submission", "pledge"))
        return _clearance(asked), is_new

    def find(self, clearance: ClearanceId) -> Clearance | None:
        return next(iter(self._read(select(clearances).where(clearances.c.id == clearance))), None)

    def waiting(self, person: PersonId) -> tuple[Clearance, ...]:
        concerns = or_(clearances.c.author == person, clearances.c.clearer == person)
        query = select(clearances).where(concerns, clearances.c.state == ClearanceState.WAITING)
        return self._read(query.order_by(clearances.c.id))

    def decide(
        self, clearance: ClearanceId, state: ClearanceState, *, at: datetime, comment: str | None = None
    ) -> bool:
        waits = (clearances.c.id == clearance) & (clearances.c.state == ClearanceState.WAITING)
        decided = update(clearances).where(waits).values(state=state, decided_at=at, comment=comment)
        return self._connection.execute(decided).rowcount == 1

    def _read(self, query: Select[Any]) -> tuple[Clearance, ...]:
        return tuple(map(_clearance, self._connection.execute(query)))


def _clearance(row: Found) -> Clearance:
    return Clearance(
        id=row.id,
        new=row.new,
        clearer=row.clearer,
        state=row.state,
        decided_at=row.decided_at,
        comment=row.comment,
    )
