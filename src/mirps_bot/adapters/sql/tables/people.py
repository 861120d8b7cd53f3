"""People, and the workspace users they are."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, Time

from mirps_bot.adapters.sql.columns import Key, UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Chat, Role

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Key, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("entity", Key, ForeignKey("entities.id"), nullable=False),
    Column("role", one_of(Role), nullable=False),
    Column("language", one_of(Language), nullable=False),
    Column("time_zone", String, nullable=False),
    # What they chose themselves; null: what the roster says.
    Column("own_language", one_of(Language)),
    Column("own_time_zone", String),
    Column("works_from", Time, nullable=False, server_default="08:00:00.000000"),
    Column("works_until", Time, nullable=False, server_default="18:00:00.000000"),
    # Since when their account is deactivated; roster and preferences say nothing of it.
    Column("left_at", UtcDateTime),
    sqlite_autoincrement=True,
    info={"holding": Holding.ROSTER, "erased": False},
)

accounts = Table(
    "accounts",
    metadata,
    Column("user", Key, primary_key=True),
    Column("email", Key, index=True),
    Column("language", one_of(Language)),
    Column("time_zone", String),
    Column("own_language", one_of(Language)),
    Column("own_time_zone", String),
    Column("chat", one_of(Chat), nullable=False, server_default=Chat.SLACK.value),
    info={"holding": Holding.ACCOUNT, "erased": True},
)

direct_channels = Table(
    "direct_channels",
    metadata,
    Column("user", Key, primary_key=True),
    Column("channel", Key, nullable=False),
    info={"holding": Holding.ACCOUNT, "erased": True},
)
