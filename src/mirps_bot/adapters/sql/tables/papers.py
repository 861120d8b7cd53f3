"""What was handed in to the secretariat, and who held an office when."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.paper import PaperKind, PaperState
from mirps_bot.domain.person import Role

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", one_of(PaperKind), nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    Column("author_name", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("handed_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    Column("again", Integer, ForeignKey("papers.id")),
    Column("state", one_of(PaperState), nullable=False),
    Column("decided_by", Integer, ForeignKey("people.id")),
    Column("decided_name", Text),
    Column("decided_at", UtcDateTime),
    Column("reason", Text),
    Index(None, "kind", "state", "id"),
    Index(None, "entity", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)

tenures = Table(
    "tenures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("person_name", Text, nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False, index=True),
    Column("role", one_of(Role), nullable=False),
    # Null: since before anybody wrote it down.
    Column("since", Date),
    Column("until", Date),
    sqlite_autoincrement=True,
    info={"holding": Holding.ROSTER, "erased": False},
)
