"""Who follows what."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from mirps_bot.adapters.sql.statements import insert
from mirps_bot.adapters.sql.tables import follows
from mirps_bot.domain.follow import Topic
from mirps_bot.domain.ids import PersonId


class SqlFollows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def follow(self, person: PersonId, topic: Topic, *, since: datetime) -> None:
        row = {"person": person, "kind": topic.kind, "topic": topic.id, "since": since}
        self._connection.execute(insert(self._connection, follows).values(row).on_conflict_do_nothing())

    def unfollow(self, person: PersonId, topic: Topic) -> bool:
        return self._connection.execute(delete(follows).where(_is(person, topic))).rowcount == 1

    def of(self, person: PersonId) -> Mapping[Topic, datetime]:
        query = select(follows).where(follows.c.person == person)
        rows = self._connection.execute(
            query.order_by(follows.c.since.desc(), follows.c.kind, follows.c.topic)
        )
        return {Topic(kind=row.kind, id=row.topic): row.since for row in rows}

    def followers(self) -> tuple[PersonId, ...]:
        query = select(follows.c.person).distinct().order_by(follows.c.person)
        return tuple(self._connection.scalars(query))


def _is(person: PersonId, topic: Topic) -> ColumnElement[bool]:
    return and_(follows.c.person == person, follows.c.kind == topic.kind, follows.c.topic == topic.id)
