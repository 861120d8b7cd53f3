"""What people were asked to look at once more, and what they said."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from mirps_bot.adapters.sql.statements import insert
from mirps_bot.adapters.sql.tables import assurances
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports.assurances import ANSWERED_WITHIN


class SqlAssurances:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, person: PersonId, digest: str, *, at: datetime) -> datetime:
        row = {"person": person, "digest": digest, "asked_at": at}
        self._connection.execute(insert(self._connection, assurances).values(row).on_conflict_do_nothing())
        asked: datetime = self._connection.execute(
            select(assurances.c.asked_at).where(_is(person, digest))
        ).scalar_one()
        return asked

    def assure(self, person: PersonId, digest: str, *, at: datetime) -> None:
        first = and_(_is(person, digest), assurances.c.assured_at.is_(None))
        self._connection.execute(update(assurances).where(first).values(assured_at=at))

    def forget(self, now: datetime) -> int:
        unanswered = assurances.c.assured_at.is_(None)
        old = and_(unanswered, assurances.c.asked_at < now - ANSWERED_WITHIN)
        return self._connection.execute(delete(assurances).where(old)).rowcount


def _is(person: PersonId, digest: str) -> ColumnElement[bool]:
    return and_(assurances.c.person == person, assurances.c.digest == digest)
