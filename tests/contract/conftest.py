"""Every port over both engines, on a database that holds the samples."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests.contract.samples import ANA, EVENTS, FACTS, LUIS, SARA
from tests.databases import ENGINES, migrated

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.domain.ids import PersonId


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
    with migrated(request, tmp_path_factory.mktemp("shared")) as url, open_storage(url) as storage:
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
    storage = SqlStorage(url, patience=timedelta(seconds=30))  # many threads may wait for a slow disk
    upgrade(storage)
    yield storage
    storage.close()


def fill(storage: SqlStorage) -> None:
    seed(storage, FACTS, EVENTS)
    with storage.begin() as unit:
        unit.people.save([ANA, LUIS, SARA])
        unit.commit()
