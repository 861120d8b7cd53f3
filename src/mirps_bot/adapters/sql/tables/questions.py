"""What people asked last."""

from sqlalchemy import Column, Table, Text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

questions = Table(
    "questions",
    metadata,
    Column("user", Key, primary_key=True),
    Column("channel", Key, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    info={"holding": Holding.QUESTION, "erased": True},
)
