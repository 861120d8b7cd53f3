"""How people want to be reached."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

preferences = Table(
    "preferences",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("by_mail", Boolean, nullable=False),
    Column("mutes_digests", Boolean, nullable=False),
    info={"holding": Holding.CHOICES, "erased": True},
)
