"""The private addresses of calendars."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from mirps_bot.adapters.sql.columns import UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

feeds = Table(
    "feeds",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("opened_at", UtcDateTime, nullable=False),
    info={"holding": Holding.FEED, "erased": True},
)
