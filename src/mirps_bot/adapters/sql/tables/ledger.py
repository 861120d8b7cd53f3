"""What people did with what was sent to them."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from mirps_bot.adapters.sql.columns import UtcDateTime, one_of
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding
from mirps_bot.domain.ledger import Mark

delivery_marks = Table(
    "delivery_marks",
    metadata,
    Column("delivery", Integer, ForeignKey("deliveries.id"), primary_key=True),
    Column("mark", one_of(Mark), primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    info={"holding": Holding.SENT, "erased": False},
)
