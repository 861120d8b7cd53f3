"""Who takes part in which event."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.holding import Holding

attendances = Table(
    "attendances",
    metadata,
    Column("id", Integer, primary_key=True),
    # An event may be gone from the calendar by then, so it is no foreign key.
    Column("event", Key, nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("attendance", one_of(Attendance), nullable=False),
    Column("by", Integer, ForeignKey("people.id"), nullable=False),
    # As it was when they said it: a mailbox may pass to a successor.
    Column("by_name", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    # The event's at that time; null where an earlier version wrote the row.
    Column("day", Date),
    Column("words", Text),
    Column("submission", Key, nullable=False, unique=True),
    Index(None, "event", "entity", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
