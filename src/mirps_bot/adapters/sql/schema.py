"""The shape of the database, brought up to date."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import inspect, text

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.ports import StorageBusy

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 6_477_201
"""Any number, as long as no other program locks the same one in this database."""
_TRIES = 15
"""How often a replica waits for its turn, each time with all the storage's patience."""


class NewerDatabase(ValueError):
    """Of a version of the bot that is newer than this one; says what to do."""


class OlderDatabase(ValueError):
    """Of an older version than this one; says what to do."""


def is_new(storage: SqlStorage) -> bool:
    """Whether no version has used it yet. Raises OlderDatabase and NewerDatabase for what another one has."""
    with storage.engine.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return True
    if not _is_up_to_date(storage):
        raise OlderDatabase(
            "An older version of the bot has used this database: run mirps-bot db upgrade first."
        )
    return False


def upgrade(storage: SqlStorage) -> None:
    """Bring an empty or an older database to what this version needs, in one transaction.

    Replicas that start together take turns, and the first does the work; raises StorageBusy if no turn comes, and
    NewerDatabase.
    """
    for _ in range(_TRIES - 1):
        with suppress(StorageBusy):
            _upgrade(storage)
            return
    _upgrade(storage)


def newest_migration() -> str:
    """The revision of the latest file: they are numbered in their order."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("*.py")).partition("_")[0]


def _upgrade(storage: SqlStorage) -> None:
    if not _is_up_to_date(storage):
        _migrate(storage)


def _is_up_to_date(storage: SqlStorage) -> bool:
    """Asked without Alembic, which takes longer to import than a usual start has time for."""
    with storage.engine.connect().execution_options(reading=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        revision = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if revision > newest_migration():
        raise NewerDatabase(
            f"A newer version of the bot has used this database (it is at {revision}, this version ends at "
            f"{newest_migration()}). Install that version again, or restore the copy from before the upgrade."
        )
    return revision == newest_migration()


def _migrate(storage: SqlStorage) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with storage.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
