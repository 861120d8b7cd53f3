"""Conversations that can only be spoken to by what the platform told of them."""

from sqlalchemy import Connection, delete, select

from mirps_bot.adapters.sql.statements import row_of, upsert
from mirps_bot.adapters.sql.tables import conversations, direct_channels
from mirps_bot.ports import Conversation


class SqlConversations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, channel: str) -> Conversation | None:
        row = self._connection.execute(
            select(conversations).where(conversations.c.channel == channel)
        ).first()
        return None if row is None else Conversation(**row._asdict())

    def direct(self, user: str) -> Conversation | None:
        channel = select(direct_channels.c.channel).where(direct_channels.c.user == user)
        found = self._connection.scalar(channel)
        return self.find(found) if found else None

    def teams(self) -> tuple[Conversation, ...]:
        query = select(conversations).where(conversations.c.is_team.is_(True))
        rows = self._connection.execute(query.order_by(conversations.c.channel))
        return tuple(Conversation(**row._asdict()) for row in rows)

    def remember(self, conversation: Conversation) -> None:
        upsert(self._connection, conversations, [row_of(conversation)])

    def forget(self, channel: str) -> None:
        self._connection.execute(delete(direct_channels).where(direct_channels.c.channel == channel))
        self._connection.execute(delete(conversations).where(conversations.c.channel == channel))
