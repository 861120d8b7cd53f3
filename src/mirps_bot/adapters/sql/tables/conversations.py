"""Where conversations are spoken to, on platforms where an id alone does not tell."""

from sqlalchemy import Boolean, Column, Table, Text

from mirps_bot.adapters.sql.columns import Key
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

conversations = Table(
    "conversations",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("service_url", Text, nullable=False),
    Column("is_team", Boolean, nullable=False),
    info={"holding": Holding.ACCOUNT, "erased": True},
)
