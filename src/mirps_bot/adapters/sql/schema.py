"""The shape of the database, brought up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from mirps_bot.adapters.sql.storage import SqlStorage

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 6_477_201
"""Any number, as long as no other program locks the same one in this database."""


def upgrade(storage: SqlStorage) -> None:
    """Bring an empty or an older database to what this version needs, in one transaction.

    Replicas that start together take turns, and the first does the work; raises StorageBusy if no turn comes.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with storage.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Waiting for the first replica is worth more patience than a person has.
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
