"""Who is away."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text

from mirps_bot.adapters.sql.columns import Key, UtcDateTime
from mirps_bot.adapters.sql.tables.base import metadata
from mirps_bot.domain.holding import Holding

absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False, index=True),
    Column("cover", Integer, ForeignKey("people.id")),
    Column("reason", Text),
    Column("recorded_by", Integer, ForeignKey("people.id"), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("submission", Key, nullable=False, unique=True),
    sqlite_autoincrement=True,  # an old button must never meet a later absence under its number
    info={"holding": Holding.ABSENCES, "erased": False},
)
