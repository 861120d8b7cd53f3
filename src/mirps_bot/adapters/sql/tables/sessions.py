"""Forms that are being filled in."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime
from mirps_bot.adapters.sql.tables.base import TEXTS, metadata
from mirps_bot.domain.holding import Holding

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("form", String, nullable=False),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("context", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("at", String),
    Column("passed", TEXTS, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("unfinished", String, nullable=False, server_default=text("''")),
    Column("is_active", Boolean, nullable=False),
    Column("is_leaving", Boolean, nullable=False),
    Column("channel", Key, nullable=False),
    Column("thread", Key),
    Column("touched_at", UtcDateTime, nullable=False, index=True),
    Index(None, "person", "touched_at"),
    sqlite_autoincrement=True,  # an old button must never meet a newer session under its number
    info={"holding": Holding.DRAFTS, "erased": True},
)
