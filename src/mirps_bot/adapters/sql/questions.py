"""What people asked last."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from mirps_bot.adapters.sql.statements import upsert
from mirps_bot.adapters.sql.tables import questions
from mirps_bot.ports.questions import FRESH


class SqlQuestions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, user: str, channel: str, words: str, *, at: datetime) -> None:
        row = {"user": user, "channel": channel, "words": words, "asked_at": at}
        upsert(self._connection, questions, [row])

    def last(self, user: str, channel: str, *, now: datetime) -> str | None:
        asked = (questions.c.user == user) & (questions.c.channel == channel)
        is_fresh = questions.c.asked_at >= now - FRESH
        words: str | None = self._connection.execute(
            select(questions.c.words).where(asked, is_fresh)
        ).scalar_one_or_none()
        return words

    def forget(self, now: datetime) -> int:
        old = delete(questions).where(questions.c.asked_at < now - FRESH)
        return self._connection.execute(old).rowcount
