"""What States need, what members offer, and what became of it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from mirps_bot.adapters.sql.columns import Key, QuarterText, UtcDateTime, Value, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.language import Language
from mirps_bot.domain.matching import Proposal
from mirps_bot.domain.need import MatchState, Reply
from mirps_bot.domain.pledge import ContributionType

needs = Table(
    "needs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False, index=True),
    Column("area", Key, ForeignKey("areas.id"), nullable=False),
    Column("type", one_of(ContributionType), nullable=False),
    Column("what", Text, nullable=False),
    Column("by", QuarterText),
    Column("contact", Text),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    Column("author_name", Text, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    Column("closed_at", UtcDateTime),
    # That it is written in; null: nobody knows.
    Column("language", one_of(Language)),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)

offers = Table(
    "offers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False, index=True),
    Column("area", Key, ForeignKey("areas.id"), nullable=False),
    Column("type", one_of(ContributionType), nullable=False),
    Column("country", Key, ForeignKey("entities.id")),
    Column("what", Text, nullable=False),
    Column("until", QuarterText),
    Column("contact", Text),
    Column("author", Integer, ForeignKey("people.id"), nullable=False),
    Column("author_name", Text, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    Column("closed_at", UtcDateTime),
    Column("language", one_of(Language)),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)

matches = Table(
    "matches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("need", Integer, ForeignKey("needs.id"), nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False, index=True),
    Column("proposal", Value(Proposal), nullable=False),
    UniqueConstraint("need", "entity"),
    sqlite_autoincrement=True,
)

match_steps = Table(
    "match_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("match", Integer, ForeignKey("matches.id"), nullable=False),
    Column("state", one_of(MatchState), nullable=False),
    Column("reply", one_of(Reply)),
    Column("author", Integer, ForeignKey("people.id")),
    # As it was when they answered.
    Column("author_name", Text),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "match", "id"),
    sqlite_autoincrement=True,
    info={"holding": Holding.REPORTED, "erased": False},
)
