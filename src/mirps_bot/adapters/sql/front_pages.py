"""Visits to the front page."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from mirps_bot.adapters.sql.statements import upsert
from mirps_bot.adapters.sql.tables import front_pages
from mirps_bot.domain.ids import PersonId

VISIT = timedelta(hours=1)
"""Whoever comes back within this time has not left."""


class SqlFrontPages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def news_since(self, person: PersonId, *, now: datetime) -> datetime | None:
        row = self._connection.execute(select(front_pages).where(front_pages.c.person == person)).first()
        if row is None:
            return None
        before: datetime | None = row.before if now - row.opened_at < VISIT else row.opened_at
        return before

    def opened(self, person: PersonId, *, at: datetime) -> None:
        row = {"person": person, "opened_at": at, "before": self.news_since(person, now=at)}
        upsert(self._connection, front_pages, [row])

    def forget(self, person: PersonId) -> bool:
        statement = delete(front_pages).where(front_pages.c.person == person)
        return self._connection.execute(statement).rowcount == 1
