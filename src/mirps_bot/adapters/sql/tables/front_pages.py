"""Visits to the front page."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.columns import UtcDateTime, Value
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.calendar import Sighting
from mirps_bot.domain.holding import Holding

front_pages = Table(
    "front_pages",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("opened_at", UtcDateTime, nullable=False),
    # The end of the visit before this one.
    Column("before", UtcDateTime),
    # The events ahead, as they stood at each; null where an earlier version wrote the row.
    Column("seen", Value(tuple[Sighting, ...])),
    Column("seen_before", Value(tuple[Sighting, ...])),
    info={"holding": Holding.VISITS, "erased": True},
)
