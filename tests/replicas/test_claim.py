"""Several replicas at one outbox: each delivery goes to one of them, and none is lost with a process."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.replicas.conftest import Start
from tests.replicas.replica import LEASE, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.delivery import Owed, Prepared, Spot

AT_ONCE = 4


@pytest.fixture
def outbox(url: str) -> Iterator[SqlStorage]:
    """Five hundred deliveries that are due."""
    storage = SqlStorage(url)
    with storage.begin() as unit:
        unit.deliveries.owe(
            [
                Owed(
                    key=f"{number:03}",
                    content=Prepared(to=Spot(channel="C1"), view="{}"),
                    due_at=NOW - timedelta(minutes=number % 7),
                    give_up_at=NOW + timedelta(days=1),
                )
                for number in range(500)
            ]
        )
        unit.commit()
    yield storage
    storage.close()


def claim(storage: SqlStorage, after: timedelta, limit: int = 500) -> list[tuple[int, bool, int]]:
    with storage.begin() as unit:
        taken = unit.deliveries.claim(NOW + after, limit=limit, lease=LEASE)
        unit.commit()
    return [(each.id, each.in_doubt, each.attempts) for each in taken]


def test_each_delivery_is_claimed_by_one_of_the_replicas_that_race_for_it(
    outbox: SqlStorage, start: Start
) -> None:
    replicas = start("drain", AT_ONCE)
    for each in replicas:
        each.go()

    claimed = sorted(delivery for each in replicas for delivery in each.result())

    assert claimed == list(range(1, 501))
    assert claim(outbox, timedelta(0)) == []


def test_what_a_killed_replica_held_is_claimed_in_doubt_once_its_lease_ends(
    outbox: SqlStorage, start: Start
) -> None:
    [holder] = start("hold", 1)
    holder.go()
    held = holder.result()
    holder.kill()

    before = claim(outbox, LEASE - timedelta(microseconds=1))
    after = claim(outbox, LEASE)

    assert len(held) == 5
    assert sorted(delivery for delivery, _, _ in before) == sorted({*range(1, 501)} - {*held})
    assert sorted(after) == [(delivery, True, 2) for delivery in sorted(held)]


def test_what_a_killed_replica_had_not_committed_is_free_at_once(outbox: SqlStorage, start: Start) -> None:
    [hesitant] = start("hesitate", 1)
    hesitant.go()
    touched = hesitant.result()
    hesitant.kill()

    taken: list[tuple[int, bool, int]] = []
    deadline = time.monotonic() + 20
    while len(taken) < 500 and time.monotonic() < deadline:
        taken += claim(outbox, timedelta(0))  # PostgreSQL takes a moment to notice that the process is gone

    assert len(touched) == 5
    assert sorted(taken) == [(delivery, False, 1) for delivery in range(1, 501)]
