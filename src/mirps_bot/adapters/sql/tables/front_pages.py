"""Visits to the front page."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.columns import UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata

front_pages = Table(
    "front_pages",
    metadata,
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("opened_at", UtcDateTime, nullable=False),
    # The end of the visit before this one.
    Column("before", UtcDateTime),
)
