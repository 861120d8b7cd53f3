"""What entities say they bring to pledges."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from mirps_bot.adapters.sql.columns import ExactNumber, Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.contribution import SupportKind
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.update import Surface

contributions = Table(
    "contributions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pledge", Key, ForeignKey("pledges.id"), nullable=False),
    Column("kind", one_of(SupportKind), nullable=False),
    Column("description", Text, nullable=False),
    Column("beneficiary", Key, ForeignKey("entities.id")),
    Column("partner", Text),
    Column("amount", ExactNumber),
    Column("currency", String),
    Column("quantity", ExactNumber),
    Column("unit", Text),
    Column("pathway", one_of(Pathway)),
    Column("period", Text),
    Column("evidence", Text),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    # As it was when they wrote: a mailbox may pass to a successor.
    Column("author_name", Text, nullable=False),
    # Nobody brings anything in another's name. It goes once no version runs that writes it.
    Column("on_behalf", Boolean, nullable=False, default=False),
    Column("surface", one_of(Surface), nullable=False),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    Index(None, "pledge", "filed_at", "id"),
    Index(None, "filed_at", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
