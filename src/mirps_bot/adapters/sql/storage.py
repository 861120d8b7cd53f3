"""A database and its transactions."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from mirps_bot import ports
from mirps_bot.adapters.sql.absences import SqlAbsences
from mirps_bot.adapters.sql.arrivals import SqlArrivals
from mirps_bot.adapters.sql.assurances import SqlAssurances
from mirps_bot.adapters.sql.attendances import SqlAttendances
from mirps_bot.adapters.sql.clearances import SqlClearances
from mirps_bot.adapters.sql.contributions import SqlContributions
from mirps_bot.adapters.sql.conversations import SqlConversations
from mirps_bot.adapters.sql.deliveries import SqlDeliveries
from mirps_bot.adapters.sql.directory import SqlDirectory
from mirps_bot.adapters.sql.drafts import SqlDrafts
from mirps_bot.adapters.sql.events import SqlEvents
from mirps_bot.adapters.sql.feeds import SqlFeeds
from mirps_bot.adapters.sql.files import SqlFiles
from mirps_bot.adapters.sql.follows import SqlFollows
from mirps_bot.adapters.sql.front_pages import SqlFrontPages
from mirps_bot.adapters.sql.ledger import SqlLedger
from mirps_bot.adapters.sql.needs import SqlMatches, SqlNeeds, SqlOffers
from mirps_bot.adapters.sql.papers import SqlPapers
from mirps_bot.adapters.sql.people import SqlPeople
from mirps_bot.adapters.sql.personal import SqlPersonalData
from mirps_bot.adapters.sql.pledges import SqlPledges
from mirps_bot.adapters.sql.preferences import SqlPreferences
from mirps_bot.adapters.sql.questions import SqlQuestions
from mirps_bot.adapters.sql.records import SqlRecords
from mirps_bot.adapters.sql.sessions import SqlSessions
from mirps_bot.adapters.sql.snoozes import SqlSnoozes
from mirps_bot.adapters.sql.tenures import SqlTenures
from mirps_bot.adapters.sql.updates import SqlUpdates
from mirps_bot.ports import StorageBusy

PATIENCE = timedelta(seconds=2)
"""How long to wait for a lock or a connection: a chat platform gives up on its user after three seconds."""


_FOR_A_CHAT = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
}
"""For PostgreSQL, that asks of a connection what it would of a report over the whole database: here are many short
questions at once, over data that lies in memory. To compile one or to start helpers for it takes longer than to answer.
"""


_UNUSABLE = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
)


class SqlUnitOfWork:
    """One transaction on one connection; see `ports.UnitOfWork`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.directory: ports.Directory = SqlDirectory(connection)
        self.records: ports.Records = SqlRecords(connection)
        self.pledges: ports.Pledges = SqlPledges(connection)
        self.updates: ports.Updates = SqlUpdates(connection)
        self.files: ports.Files = SqlFiles(connection)
        self.events: ports.Events = SqlEvents(connection)
        self.people: ports.People = SqlPeople(connection)
        self.drafts: ports.Drafts = SqlDrafts(connection)
        self.feeds: ports.Feeds = SqlFeeds(connection)
        self.contributions: ports.Contributions = SqlContributions(connection)
        self.sessions: ports.Sessions = SqlSessions(connection)
        self.follows: ports.Follows = SqlFollows(connection)
        self.papers: ports.Papers = SqlPapers(connection)
        self.tenures: ports.Tenures = SqlTenures(connection)
        self.assurances: ports.Assurances = SqlAssurances(connection)
        self.clearances: ports.Clearances = SqlClearances(connection)
        self.personal: ports.PersonalData = SqlPersonalData(connection)
        self.front_pages: ports.FrontPages = SqlFrontPages(connection)
        self.needs: ports.Needs = SqlNeeds(connection)
        self.offers: ports.Offers = SqlOffers(connection)
        self.matches: ports.Matches = SqlMatches(connection)
        self.deliveries: ports.Deliveries = SqlDeliveries(connection)
        self.snoozes: ports.Snoozes = SqlSnoozes(connection)
        self.preferences: ports.Preferences = SqlPreferences(connection)
        self.ledger: ports.Ledger = SqlLedger(connection)
        self.arrivals: ports.Arrivals = SqlArrivals(connection)
        self.conversations: ports.Conversations = SqlConversations(connection)
        self.absences: ports.Absences = SqlAbsences(connection)
        self.attendances: ports.Attendances = SqlAttendances(connection)
        self.questions: ports.Questions = SqlQuestions(connection)

    def commit(self) -> None:
        self.connection.commit()


class SqlStorage:
    """Storage at a URL: `sqlite:///path`, `sqlite://` (in memory, gone with it) or `postgresql://...`.

    May be used from several threads, a unit of work from one at a time. Connects when first used.
    """

    def __init__(self, url: str, *, patience: timedelta = PATIENCE) -> None:
        self.engine = open_engine(make_url(url), patience)
        self._patience = patience
        self._writing = threading.Lock()

    @contextmanager
    def begin(self, *, reading: bool = False) -> Iterator[SqlUnitOfWork]:
        with self._turn(reading=reading):
            connection = self._connect()
            with connection.execution_options(**self._options(reading=reading)):
                yield SqlUnitOfWork(connection)

    def _options(self, *, reading: bool) -> Mapping[str, Any]:
        """Who reads sees one state of all there is, whatever others write meanwhile: SQLite knows no other way."""
        if not reading or self.engine.dialect.name == "sqlite":
            return {"reading": reading}
        return {"reading": True, "postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}

    @contextmanager
    def _turn(self, *, reading: bool) -> Iterator[None]:
        """Those of this process who would write to SQLite queue here: by itself it only looks now and then whose turn
        it is.
        """
        if reading or self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._writing.acquire(timeout=self._patience.total_seconds()):
            raise StorageBusy("others are writing")
        try:
            yield
        finally:
            self._writing.release()

    def close(self) -> None:
        self.engine.dispose()

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except exc.TimeoutError as error:
            raise StorageBusy(str(error)) from error


def open_engine(url: URL, patience: timedelta) -> Engine:
    """Connections that wait no longer than `patience`, and tell of it with StorageBusy.

    Raises ValueError for a URL of neither SQLite nor PostgreSQL.
    """
    match url.get_backend_name():
        case "sqlite":
            engine = _open_sqlite(url, patience)
        case "postgresql":
            engine = _open_postgresql(url, patience)
        case other:
            raise ValueError(
                f"'{other}' is not a database this can use: write sqlite:///path or postgresql://..."
            )
    event.listen(engine, "handle_error", _tell_busy)
    return engine


def _open_sqlite(url: URL, patience: timedelta) -> Engine:
    # What is in memory is one connection's alone: it is lent to one unit of work at a time.
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        hide_parameters=True,  # they are what people wrote, and errors are logged
        poolclass=QueuePool,
        pool_size=1 if in_memory else 5,
        max_overflow=0 if in_memory else 10,
        pool_timeout=patience.total_seconds(),
        connect_args={"check_same_thread": False},
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = (
            None  # transactions begin where `begin` says, not where the driver guesses
        )
        connection.execute(f"PRAGMA busy_timeout = {round(patience.total_seconds() * 1000)}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    def begin(connection: Connection) -> None:
        # One that read first and wrote later could not wait for another writer: SQLite would fail it at once.
        reading = connection.get_execution_options().get("reading", False)
        # Said again, it would undo every prepared statement.
        if connection.info.get("is_reading") is not reading:
            connection.exec_driver_sql(f"PRAGMA query_only = {int(reading)}")
            connection.info["is_reading"] = reading
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _open_postgresql(url: URL, patience: timedelta) -> Engine:
    options = {"lock_timeout": f"{patience.total_seconds() * 1000:.0f}", "timezone": "UTC"} | _FOR_A_CHAT
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=5,
        max_overflow=10,
        pool_pre_ping=True,
        pool_timeout=patience.total_seconds(),
        connect_args={
            "connect_timeout": max(2, round(patience.total_seconds())),
            "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        },
    )


def _tell_busy(context: ExceptionContext) -> StorageBusy | None:
    # A connection found dead before it is lent is replaced, and nobody need know.
    is_busy = not context.is_pre_ping and _is_busy(context)
    return StorageBusy(str(context.original_exception)) if is_busy else None


def _is_busy(context: ExceptionContext) -> bool:
    """Locked, full or out of reach; on SQLite, OperationalError is also what a wrong statement raises."""
    error = context.original_exception
    if isinstance(error, sqlite3.OperationalError):
        primary_code = error.sqlite_errorcode & 0xFF
        return primary_code in _UNUSABLE
    return isinstance(context.sqlalchemy_exception, exc.OperationalError)
