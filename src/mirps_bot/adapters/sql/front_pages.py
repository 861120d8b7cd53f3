"""Visits to the front page."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from mirps_bot.adapters.sql.statements import upsert
from mirps_bot.adapters.sql.tables import front_pages
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import Look

VISIT = timedelta(hours=1)
"""Whoever comes back within this time has not left."""


class SqlFrontPages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_look(self, person: PersonId, *, now: datetime) -> Look | None:
        row = self._connection.execute(select(front_pages).where(front_pages.c.person == person)).first()
        if row is None:
            return None
        if now - row.opened_at >= VISIT:
            return Look(at=row.opened_at, events=row.seen or ())
        return Look(at=row.before, events=row.seen_before or ()) if row.before else None

    def opened(self, person: PersonId, look: Look) -> None:
        before = self.last_look(person, now=look.at)
        row = {
            "person": person,
            "opened_at": look.at,
            "seen": look.events,
            "before": before and before.at,
            "seen_before": before and before.events,
        }
        upsert(self._connection, front_pages, [row])
