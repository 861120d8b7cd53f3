from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tests.contract.conftest import fill
from typer.testing import CliRunner

from mirps_bot.adapters.sql.schema import MIGRATIONS, newest_migration, upgrade
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import metadata
from mirps_bot.cli import app


def test_migrations_make_the_tables_that_the_code_expects(empty: SqlStorage) -> None:
    with empty.engine.connect() as connection:
        options = {"compare_server_default": True, "include_name": is_kept_by_us}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, metadata) == []


def test_migrations_make_no_other_tables(empty: SqlStorage) -> None:
    tables = {each for each in inspect(empty.engine).get_table_names() if is_kept_by_us(each, "table", {})}
    assert tables == {*metadata.tables, "alembic_version"}


def test_upgrading_again_keeps_what_is_there(empty: SqlStorage) -> None:
    fill(empty)
    with empty.begin(reading=True) as unit:
        before = unit.people.all()

    upgrade(empty)

    with empty.begin(reading=True) as unit:
        assert unit.people.all() == before


def test_database_of_a_newer_version_is_refused_with_what_to_do(empty: SqlStorage) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    url = empty.engine.url.set(drivername=empty.engine.url.get_backend_name())

    done = CliRunner().invoke(
        app, ["db", "upgrade"], env={"DATABASE_URL": url.render_as_string(hide_password=False)}
    )

    assert done.exit_code == 1
    assert "it is at 9999" in done.stderr
    assert "Install that version again, or restore the copy" in done.stderr


def test_newest_migration_is_the_one_that_nothing_follows() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_migration()]


def is_kept_by_us(name: str | None, kind: str, _parents: object) -> bool:
    """Not the index of texts, which each engine keeps in its own way."""
    return kind != "table" or not (name or "").startswith("pledge_texts")
