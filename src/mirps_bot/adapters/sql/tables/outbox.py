"""What is owed, and what came in."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.delivery import Reason, State
from mirps_bot.domain.holding import Holding

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("content", JSON, nullable=False),
    # Of reminders only. An event may be gone from the calendar by then, so it is no foreign key.
    Column("programme", Key),
    Column("event", Key),
    Column("entity", Key, ForeignKey("entities.id")),
    # Replicas of an earlier version, which write none, may still run beside this one.
    Column("urgency", SmallInteger, nullable=False, server_default=text("2")),
    Column("due_at", UtcDateTime, nullable=False),
    Column("give_up_at", UtcDateTime, nullable=False),
    Column("state", one_of(State), nullable=False),
    # When somebody may take it: as it falls due, at its retry, or as the lease of its holder ends.
    Column("claimable_at", UtcDateTime, nullable=False),
    Column("is_held", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("in_doubt", Boolean, nullable=False),
    Column("reason", one_of(Reason)),
    Column("person", Integer, ForeignKey("people.id")),
    Column("channel", Key),
    Column("ts", Key),
    Column("settled_at", UtcDateTime),
    Column("shows_buttons", Boolean, nullable=False),
    # In whose message a reminder goes out, its own for the one that brings it: while it is sent, and after that if
    # it brought others.
    Column("leader", Integer),
    Index(None, "channel", "ts"),
    Index(None, "entity", "event"),
    sqlite_autoincrement=True,
    info={"holding": Holding.SENT, "erased": False},
)
# Each is made for one question, and holds no row that can't be an answer: SQLite, which keeps no statistics by
# itself, would take one that holds them all.
_unsettled, _settled = deliveries.c.settled_at.is_(None), deliveries.c.settled_at.is_not(None)
Index(
    "ix_deliveries_claim",
    deliveries.c.urgency,
    deliveries.c.due_at,
    deliveries.c.id,
    sqlite_where=_unsettled,
    postgresql_where=_unsettled,
)
Index(
    "ix_deliveries_next_moment",
    deliveries.c.claimable_at,
    sqlite_where=_unsettled,
    postgresql_where=_unsettled,
)
Index(
    "ix_deliveries_settled",
    deliveries.c.settled_at,
    deliveries.c.id,
    sqlite_where=_settled,
    postgresql_where=_settled,
)
_led = deliveries.c.leader.is_not(None)
Index("ix_deliveries_leader", deliveries.c.leader, sqlite_where=_led, postgresql_where=_led)
IN_LEDGER = text("kind IN ('reminder', 'digest', 'notice')")
"""What the bot sends by itself. Written out, for SQLite to see that the index below has it all."""
Index(
    "ix_deliveries_ledger",
    deliveries.c.due_at,
    deliveries.c.id,
    sqlite_where=IN_LEDGER,
    postgresql_where=IN_LEDGER,
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("entity", Key, ForeignKey("entities.id"), primary_key=True),
    Column("programme", Key, primary_key=True),
    Column("event", Key, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("body", JSON(none_as_null=True)),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("held_until", UtcDateTime),
    # Null where an earlier version wrote the row: it waits for nobody's.
    Column("sender", Key),
)
_open = arrivals.c.body.is_not(None)
Index("ix_arrivals_open", arrivals.c.arrived_at, arrivals.c.id, sqlite_where=_open, postgresql_where=_open)
Index(
    "ix_arrivals_turns",
    arrivals.c.sender,
    arrivals.c.arrived_at,
    arrivals.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)
