"""A copy of a database that lives in memory and is gone with it, whichever engine the original stands on."""

from sqlalchemy import insert, select

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import metadata

LEFT_OUT = frozenset({"arrivals", "deliveries", "delivery_marks", "questions", "snoozes"})
"""What was sent and what came in: a copy begins with empty boxes."""


def copy_in_memory(storage: SqlStorage) -> SqlStorage:
    copy = SqlStorage("sqlite://")
    upgrade(copy)
    with storage.begin(reading=True) as source, copy.begin() as target:
        for table in metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            rows = [row._asdict() for row in source.connection.execute(select(table))]
            if rows:
                target.connection.execute(insert(table), rows)
        target.commit()
    return copy
