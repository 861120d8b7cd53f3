"""Files that belong to updates; their contents are not in the database."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from mirps_bot.adapters.sql.columns import UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.attachment import FileState
from mirps_bot.domain.holding import Holding

files = Table(
    "files",
    metadata,
    Column("update", Integer, ForeignKey("updates.id"), primary_key=True, autoincrement=False),
    # The platform's own id of it, by which it is fetched.
    Column("source", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    Column("attached_at", UtcDateTime, nullable=False),
    Column("state", one_of(FileState), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("held_until", UtcDateTime),
    Column("media_type", String),
    Column("size", Integer),
    Column("sha256", String),
    Column("settled_at", UtcDateTime),
    info={"holding": Holding.REPORTED, "erased": False},
)
_is_coming = files.c.state == FileState.COMING.value
Index("ix_files_coming", files.c.update, sqlite_where=_is_coming, postgresql_where=_is_coming)
