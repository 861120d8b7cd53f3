"""What people follow."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.follow import TopicKind
from mirps_bot.domain.holding import Holding

follows = Table(
    "follows",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    # A pledge or a group may be gone from the facts by then, so the topic is no foreign key.
    Column("kind", one_of(TopicKind), primary_key=True),
    Column("topic", Key, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    info={"holding": Holding.FOLLOWS, "erased": True},
)
