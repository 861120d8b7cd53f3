"""Whole post offices that race, are killed and meet with trouble: each reminder arrives, and arrives once."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from typing import Any

import psutil
import pytest
from sqlalchemy import text
from tests.replicas.processes import Platform, start
from tests.replicas.workspace import email

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.content.facts import Facts
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Reason, State
from mirps_bot.domain.entity import Entity, EntityKind
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow

REMINDERS = 100
NOW = datetime(2026, 11, 29, 14, 10, tzinfo=UTC)
"""Ten past nine in Panama, the day before the meeting: the reminders of nine o'clock have just fallen due."""
OFFSET = NOW - datetime.now(UTC)
LEASE = 4.0
PATIENCE = 30.0
"""Seconds after which whatever is waited for counts as lost."""

MEETING = Event(
    id=EventId("meeting"),
    title=Names(es="Reunión trimestral"),
    kind=EventKind.MEETING,
    status=EventStatus.CONFIRMED,
    series="focal_points",
    start=PartialDate(year=2026, month=11, day=30),
    start_time=hour(10),
    end_time=hour(12),
    time_zone="America/Panama",
    source="x",
)


class Offices:
    """Replicas over one database and one workspace; one that was killed comes back."""

    def __init__(self, url: str, platform: Platform, count: int) -> None:
        self._arguments = (
            *(url, platform.address["url"], platform.address["bot"]),
            *(OFFSET.total_seconds(), LEASE),
        )
        self._processes = [start("tests.replicas.office", *self._arguments) for _ in range(count)]
        self._starting = [*self._processes]
        self._wait()

    def __len__(self) -> int:
        return len(self._processes)

    def kill(self, number: int) -> None:
        """As kill -9 does, and start anew."""
        self._processes[number].kill()
        self._processes[number].communicate()
        self._processes[number] = start("tests.replicas.office", *self._arguments)
        self._starting.append(self._processes[number])

    def who_called_from(self, port: int) -> int:
        for number, each in enumerate(self._processes):
            if port in {one.laddr[1] for one in psutil.Process(each.pid).net_connections("tcp")}:
                return number
        raise LookupError(f"nobody is at port {port}")

    def stop(self) -> list[int]:
        """Told to stop: the exit codes."""
        self._wait()
        for each in self._processes:
            each.send_signal(signal.SIGTERM)
        codes = [each.wait(PATIENCE) for each in self._processes]
        self.end()
        return codes

    def end(self) -> None:
        for each in self._processes:
            each.kill()
            each.communicate()

    def _wait(self) -> None:
        while self._starting:
            each = self._starting.pop()
            assert each.stdout
            if each in self._processes:
                assert each.stdout.readline() == "ready\n"


@pytest.fixture
def outbox(url: str) -> Iterator[SqlStorage]:
    """A hundred entities with a focal point each, and a meeting tomorrow."""
    entities = [
        Entity(
            id=EntityId(f"e{number}"),
            kind=EntityKind.PLATFORM_MEMBER,
            names=Names(es=f"Entidad {number}"),
            time_zones=("America/Panama",),
            source="x",
        )
        for number in range(REMINDERS)
    ]
    people = [
        RosterRow(
            email=email(number),
            name=f"P{number}",
            entity=entity.id,
            role=Role.FOCAL_POINT,
            language=Language.ES,
            time_zone="America/Panama",
        )
        for number, entity in enumerate(entities)
    ]
    storage = SqlStorage(url)
    upgrade(storage)
    seed(storage, Facts(entities=tuple(entities), areas=(), groups=(), pledges=(), records=()), [MEETING])
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()
    yield storage
    storage.close()


@pytest.fixture
def platform() -> Iterator[Platform]:
    made = Platform(people=REMINDERS, clock_offset=OFFSET)
    yield made
    made.end()


@pytest.fixture
def offices(outbox: SqlStorage, platform: Platform, url: str) -> Iterator[Offices]:
    made = Offices(url, platform, 2 if url.startswith("postgresql") else 1)
    yield made
    made.end()


@pytest.mark.slow
def test_each_reminder_arrives_once_through_kills_lost_answers_pauses_and_locks(
    outbox: SqlStorage, platform: Platform, offices: Offices
) -> None:
    chance = random.Random(7)
    platform.ask({"coming": ["busy"] * 5 + ["fine"] * 10 + ["lost"]})

    offices.kill(offices.who_called_from(platform.ask("lost")))
    for least in (15, 40):
        wait_for(outbox, chance.randint(least, least + 20))
        offices.kill(chance.randrange(len(offices)))
    wait_for(outbox, 70)
    with locked(outbox):
        time.sleep(3)  # longer than the storage's patience
    wait_for(outbox, REMINDERS)

    arrived = platform.ask("deliveries")
    assert offices.stop() == [0] * len(offices)
    assert sorted(arrived) == sorted(recorded(outbox, State.SENT))
    assert len(arrived) == REMINDERS
    assert platform.ask("refused") == 5
    # Those of two weeks and of one week before fell due while nobody was there.
    assert [reason for _, reason, _ in recorded(outbox, State.GIVEN_UP)] == [Reason.TOO_LATE] * 2 * REMINDERS


def wait_for(storage: SqlStorage, sent: int) -> None:
    """Until at least so many are recorded as sent."""
    deadline = time.monotonic() + PATIENCE
    while len(recorded(storage, State.SENT)) < sent:
        assert time.monotonic() < deadline, f"only {len(recorded(storage, State.SENT))} of {sent} were sent"
        time.sleep(0.02)


def recorded(storage: SqlStorage, state: State) -> list[list[Any]]:
    """The id, the channel or the reason, and the ts."""
    with storage.begin(reading=True) as unit:
        settled = unit.deliveries.settled_between(NOW - timedelta(days=1), NOW + timedelta(days=1))
    return [
        [each.id, each.sent.channel, each.sent.ts] if each.sent else [each.id, each.reason, None]
        for each in settled
        if each.state is state
    ]


@contextmanager
def locked(storage: SqlStorage) -> Iterator[None]:
    """Nobody can write."""
    with storage.begin() as unit:
        if unit.connection.dialect.name == "postgresql":
            unit.connection.execute(text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
        yield
