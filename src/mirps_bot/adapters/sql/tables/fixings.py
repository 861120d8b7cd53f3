"""Days that the secretariat put on events."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, Time

from mirps_bot.adapters.sql.columns import Key, UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

fixings = Table(
    "fixings",
    metadata,
    Column("id", Integer, primary_key=True),
    # An event may be gone from the calendar by then, so it is no foreign key.
    Column("event", Key, nullable=False),
    # Null: what was fixed before was taken back.
    Column("day", Date),
    Column("start_time", Time),
    Column("end_time", Time),
    Column("time_zone", String),
    Column("place", Text),
    Column("link", Text),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    # As it was when they fixed it: a mailbox may pass to a successor.
    Column("by_name", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    Index(None, "event", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
