"""The private addresses of calendars. A secret is kept as its hash: whoever reads the database can't fetch with it."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from mirps_bot.adapters.sql.statements import upsert
from mirps_bot.adapters.sql.tables import feeds
from mirps_bot.domain.ids import PersonId

BYTES = 32
"""Of randomness: as many as no number of attempts gets through, so that a plain hash is enough."""


class SqlFeeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, person: PersonId, *, at: datetime) -> str:
        secret = secrets.token_urlsafe(BYTES)
        upsert(self._connection, feeds, [{"person": person, "secret_hash": _hashed(secret), "opened_at": at}])
        return secret

    def close(self, person: PersonId) -> bool:
        return self._connection.execute(delete(feeds).where(feeds.c.person == person)).rowcount == 1

    def opened_at(self, person: PersonId) -> datetime | None:
        return self._connection.scalar(select(feeds.c.opened_at).where(feeds.c.person == person))

    def holder(self, secret: str) -> PersonId | None:
        return self._connection.scalar(select(feeds.c.person).where(feeds.c.secret_hash == _hashed(secret)))


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
