"""Who clears for whom, and what waits to be cleared."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, Value, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.clearance import ClearanceState
from mirps_bot.domain.holding import Holding
from mirps_bot.ports import NewUpdate

clearers = Table(
    "clearers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    # Null: nobody from then on.
    Column("clearer", Integer, ForeignKey("people.id")),
    Column("named_by", Integer, ForeignKey("people.id"), nullable=False),
    Column("named_at", UtcDateTime, nullable=False),
    Index(None, "entity", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.OTHER, "erased": False},
)

clearances = Table(
    "clearances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", Key, nullable=False),
    Column("pledge", Key, ForeignKey("pledges.id"), nullable=False),
    Column("new", Value(NewUpdate), nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("clearer", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("state", one_of(ClearanceState), nullable=False),
    Column("decided_at", UtcDateTime),
    Column("comment", Text),
    UniqueConstraint("submission", "pledge"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
