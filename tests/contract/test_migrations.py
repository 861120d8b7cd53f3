from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from tests.contract.conftest import fill

from mirps_bot.adapters.sql.schema import MIGRATIONS, newest_migration, upgrade
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import metadata


def test_migrations_make_the_tables_that_the_code_expects(empty: SqlStorage) -> None:
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})

        assert compare_metadata(context, metadata) == []


def test_migrations_make_no_other_tables(empty: SqlStorage) -> None:
    assert {*inspect(empty.engine).get_table_names()} == {*metadata.tables, "alembic_version"}


def test_upgrading_again_keeps_what_is_there(empty: SqlStorage) -> None:
    fill(empty)
    with empty.begin(reading=True) as unit:
        before = unit.people.all()

    upgrade(empty)

    with empty.begin(reading=True) as unit:
        assert unit.people.all() == before


def test_newest_migration_is_the_one_that_nothing_follows() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_migration()]
