"""What people said is nobody's own."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.columns import Key, UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

assurances = Table(
    "assurances",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("digest", Key, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("assured_at", UtcDateTime),
    info={"holding": Holding.REPORTED, "erased": False},
)
