"""What people reported, and what they have not confirmed yet."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from mirps_bot.adapters.sql.columns import ExactNumber, Key, UtcDateTime, Value, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.draft import Heard
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.pledge import Pathway, Stage
from mirps_bot.domain.update import Surface, UpdateKind

updates = Table(
    "updates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pledge", Key, ForeignKey("pledges.id"), nullable=False),
    Column("kind", one_of(UpdateKind), nullable=False),
    Column("stage", one_of(Stage)),
    Column("narrative", Text),
    Column("amount", ExactNumber),
    Column("currency", String),
    Column("quantity", ExactNumber),
    Column("unit", Text),
    Column("period", Text),
    Column("evidence", Text),
    Column("pathway", one_of(Pathway)),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    # As it was when they wrote: a mailbox may pass to a successor.
    Column("author_name", Text, nullable=False),
    Column("on_behalf", Boolean, nullable=False),
    Column("surface", one_of(Surface), nullable=False),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False),
    Column("corrects", Integer, ForeignKey("updates.id")),
    Column("reason", Text),
    # Of a correction: when its first version was filed, since when it counts.
    Column("first_filed_at", UtcDateTime),
    UniqueConstraint("submission", "pledge"),
    Index(None, "pledge", "filed_at", "id"),
    Index(None, "filed_at", "id"),
    Index(None, "entity", "filed_at"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
_is_correction = updates.c.corrects.is_not(None)
Index(
    "ix_updates_corrects",
    updates.c.corrects,
    unique=True,
    sqlite_where=_is_correction,
    postgresql_where=_is_correction,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("author", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("pledge", Key, ForeignKey("pledges.id")),
    Column("text", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Column("heard", Value(Heard)),
    Column("shown_at", UtcDateTime),
    sqlite_autoincrement=True,  # an old button must never meet a newer draft under its number
    info={"holding": Holding.DRAFTS, "erased": True},
)
