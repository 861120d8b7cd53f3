from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError
from tests.contract.samples import ANA, MEXICO, NOW

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.domain.draft import Heard
from mirps_bot.domain.ids import PersonId, PledgeId
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.ports import Account, NewUpdate, Storage, StorageBusy, UnitOfWork

IMPATIENT = timedelta(milliseconds=100)
RENAMED = replace(ANA, name="Otra")


def name(storage: Storage) -> str:
    with storage.begin(reading=True) as unit:
        ana = unit.people.by_email(ANA.email)
    assert ana is not None
    return ana.name


def test_unit_left_without_commit_changes_nothing(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        unit.people.save([RENAMED])

    assert name(storage) == ANA.name


def test_unit_left_by_an_error_changes_nothing(storage: SqlStorage) -> None:
    def rename_and_fail() -> None:
        with storage.begin() as unit:
            unit.people.save([RENAMED])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rename_and_fail()

    assert name(storage) == ANA.name


def test_committed_unit_is_seen_by_the_next(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        unit.people.save([RENAMED])
        unit.commit()

    assert name(storage) == RENAMED.name


def test_reading_unit_may_not_write_and_the_next_one_may(storage: SqlStorage) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), storage.begin(reading=True) as unit:
        unit.people.save([RENAMED])

    with storage.begin() as unit:
        unit.people.save([RENAMED])
        unit.commit()
    assert name(storage) == RENAMED.name


def test_reader_does_not_wait_for_a_writer(storage: SqlStorage) -> None:
    with storage.begin() as writer:
        writer.people.save([RENAMED])

        assert name(storage) == ANA.name


def test_writer_does_not_wait_for_a_reader(storage: SqlStorage) -> None:
    with storage.begin(reading=True) as reader:
        reader.people.all()
        with storage.begin() as writer:
            writer.people.save([RENAMED])
            writer.commit()

    assert name(storage) == RENAMED.name


def test_reader_sees_what_was_when_it_first_looked(storage: SqlStorage) -> None:
    with storage.begin(reading=True) as unit:
        before = unit.people.all()
        with storage.begin() as other:
            other.people.save([RENAMED])
            other.commit()

        assert unit.people.all() == before


def test_writer_that_waits_too_long_for_another_is_told_it_is_busy(storage: SqlStorage, url: str) -> None:
    other = SqlStorage(url, patience=IMPATIENT)
    with storage.begin() as first:
        first.people.save([RENAMED])

        with pytest.raises(StorageBusy), other.begin() as second:
            second.people.save([RENAMED])
    other.close()


def test_unit_that_waits_too_long_for_a_connection_is_told_it_is_busy(url: str) -> None:
    storage = SqlStorage(url, patience=IMPATIENT)
    with ThreadPoolExecutor(1) as pool:
        held = [storage.engine.connect() for _ in range(15)]
        with pytest.raises(StorageBusy):
            pool.submit(lambda: storage.begin(reading=True).__enter__()).result()
        for each in held:
            each.close()
    storage.close()


@pytest.mark.parametrize(
    "place", ["sqlite:////nowhere/at/all/bot.sqlite", "postgresql://nobody@127.0.0.1:1/none"]
)
def test_database_out_of_reach_is_busy(place: str) -> None:
    storage = SqlStorage(place, patience=IMPATIENT)

    with pytest.raises(StorageBusy), storage.begin(reading=True) as unit:
        unit.people.all()
    storage.close()


def test_database_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="'mysql' is not a database this can use"):
        SqlStorage("mysql://bot@db/bot")


def test_wrong_statement_is_not_taken_for_a_busy_database(unit: SqlUnitOfWork) -> None:
    with pytest.raises(DBAPIError, match="nowhere"):
        unit.connection.execute(text("SELECT 1 FROM nowhere"))


@pytest.mark.postgres
def test_connection_that_the_server_closed_is_replaced(postgres_url: str) -> None:
    storage, other = SqlStorage(postgres_url), SqlStorage(postgres_url)
    with storage.begin(reading=True) as unit:
        lent = unit.connection.scalar(text("SELECT pg_backend_pid()"))
    with other.begin() as unit:
        assert unit.connection.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": lent}) is True

    with storage.begin(reading=True) as unit:
        assert unit.connection.scalar(text("SELECT pg_backend_pid()")) != lent
    storage.close()
    other.close()


def test_memory_is_shared_by_threads_that_take_turns() -> None:
    storage = SqlStorage("sqlite://")
    upgrade(storage)

    def remember(number: int) -> None:
        with storage.begin() as unit:
            unit.people.introduce(Account(user=f"U{number}", email=None, language=None, time_zone=None))
            unit.commit()

    with ThreadPoolExecutor(8) as pool:
        for each in [pool.submit(remember, number) for number in range(40)]:
            each.result()

    with storage.begin(reading=True) as unit:
        assert all(unit.people.actor(f"U{number}") for number in range(40))
    storage.close()


def test_moment_without_a_zone_is_refused(unit: UnitOfWork, ana: PersonId) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001

    with pytest.raises(StatementError, match="has no time zone"):
        unit.drafts.keep(author=ana, entity=MEXICO, pledge=None, text="x", heard=Heard(), said_at=naive)


def test_moment_of_any_zone_comes_back_as_utc(unit: UnitOfWork, ana: PersonId) -> None:
    local = datetime(2026, 1, 1, 20, 0, 0, 7, tzinfo=timezone(timedelta(hours=-6)))

    draft = unit.drafts.keep(author=ana, entity=MEXICO, pledge=None, text="x", heard=Heard(), said_at=local)

    assert (draft.said_at, draft.said_at.tzinfo) == (local, UTC)


@pytest.fixture
def tell(unit: UnitOfWork, ana: PersonId) -> Callable[[Decimal], Decimal | None]:
    """File an amount and say how it is read."""

    def tell(amount: Decimal) -> Decimal | None:
        filed, _ = unit.updates.file(
            NewUpdate(
                pledge=PledgeId("fund"),
                kind=UpdateKind.UPDATE,
                report=Report(amount=amount, currency="USD"),
                entity=MEXICO,
                author=ana,
                on_behalf=False,
                surface=Surface.FORM,
                filed_at=NOW,
                submission="one",
            )
        )
        return filed.report.amount

    return tell


@pytest.mark.parametrize("written", ["0", "0.0001", "1500", "1.5E+3", "922337203685477.5807", "-3.10"])
def test_amount_is_kept_exactly(tell: Callable[[Decimal], Decimal | None], written: str) -> None:
    assert tell(Decimal(written)) == Decimal(written)


@pytest.mark.parametrize("written", ["0.00001", "922337203685477.5808", "1E+40"])
def test_amount_that_could_not_be_kept_exactly_is_refused(
    tell: Callable[[Decimal], Decimal | None], written: str
) -> None:
    with pytest.raises(StatementError, match="too long a number"):
        tell(Decimal(written))
