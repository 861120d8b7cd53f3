from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select
from tests.contract.samples import NOW

from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.sql.tables import arrivals
from mirps_bot.ports import Arrival, UnitOfWork
from mirps_bot.ports.arrivals import RECOGNISED

LEASE = timedelta(minutes=1)
BODY = {"event": {"text": "¡hola! \ud83d \x00", "blocks": [{"n": 1.5}, None, True]}}


def arrival(id_: str, seconds: int = 0, sender: str | None = None) -> Arrival:
    return Arrival(id=id_, body=BODY, arrived_at=NOW + timedelta(seconds=seconds), sender=sender)


def test_arrival_is_new_once(unit: UnitOfWork) -> None:
    assert unit.arrivals.receive(arrival("Ev1")) is True
    assert unit.arrivals.receive(arrival("Ev1", seconds=9)) is False


def test_arrivals_are_claimed_oldest_first_and_read_as_they_came(unit: UnitOfWork) -> None:
    for each in (arrival("Ev1", 2), arrival("Ev2", 1), arrival("Ev3", 3)):
        unit.arrivals.receive(each)

    claimed = unit.arrivals.claim(NOW + LEASE, limit=2, lease=LEASE)

    assert claimed == (arrival("Ev2", 1), arrival("Ev1", 2))
    assert unit.arrivals.claim(NOW + LEASE, limit=2, lease=LEASE) == (arrival("Ev3", 3),)


def test_arrival_is_handed_out_again_once_its_lease_ends(unit: UnitOfWork) -> None:
    unit.arrivals.receive(arrival("Ev1"))
    unit.arrivals.claim(NOW, limit=5, lease=LEASE)

    assert unit.arrivals.claim(NOW + LEASE - timedelta(microseconds=1), limit=5, lease=LEASE) == ()
    assert unit.arrivals.claim(NOW + LEASE, limit=5, lease=LEASE) == (arrival("Ev1"),)


def test_arrival_that_is_done_is_never_handed_out_and_never_new(unit: UnitOfWork) -> None:
    unit.arrivals.receive(arrival("Ev1"))

    assert unit.arrivals.done("Ev1") is True
    assert unit.arrivals.done("Ev1") is False
    assert unit.arrivals.done("Ev2") is False
    assert unit.arrivals.claim(NOW + LEASE, limit=5, lease=LEASE) == ()
    assert unit.arrivals.receive(arrival("Ev1")) is False


def test_what_came_in_is_recognised_for_a_week_and_then_forgotten_though_nobody_worked_on_it(
    unit: UnitOfWork,
) -> None:
    for each in (arrival("Ev1"), arrival("Ev2", 1), arrival("open"), arrival("later", 1)):
        unit.arrivals.receive(each)
    for done in ("Ev1", "Ev2"):
        unit.arrivals.done(done)

    assert unit.arrivals.forget(NOW + RECOGNISED) == 0
    assert unit.arrivals.forget(NOW + RECOGNISED + timedelta(seconds=1)) == 2
    known = ("Ev1", "Ev2", "open", "later")
    assert [unit.arrivals.receive(arrival(each)) for each in known] == [True, False, True, False]


def test_of_what_was_worked_on_no_sender_is_kept(unit: SqlUnitOfWork) -> None:
    unit.arrivals.receive(arrival("Ev1", sender="U1"))
    unit.arrivals.done("Ev1")

    assert unit.connection.execute(select(arrivals.c.id, arrivals.c.sender)).all() == [("Ev1", None)]


def test_what_one_sender_said_later_waits_until_what_was_said_before_is_done(unit: UnitOfWork) -> None:
    first, second, other = arrival("Ev9", 1, "U1"), arrival("Ev1", 2, "U1"), arrival("Ev5", 3, "U2")
    for each in (second, other, first):
        unit.arrivals.receive(each)

    assert unit.arrivals.claim(NOW, limit=5, lease=LEASE) == (first, other)
    assert unit.arrivals.claim(NOW, limit=5, lease=LEASE) == ()
    assert unit.arrivals.claim(NOW + LEASE, limit=5, lease=LEASE) == (first, other)

    unit.arrivals.done("Ev9")
    assert unit.arrivals.claim(NOW, limit=5, lease=LEASE) == (second,)


def test_two_replicas_never_hold_two_arrivals_of_one_sender(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        for each in (arrival("Ev1", 1, "U1"), arrival("Ev2", 2, "U1")):
            unit.arrivals.receive(each)
        unit.commit()

    def claims() -> tuple[Arrival, ...]:
        ready.wait()
        with storage.begin() as unit:
            taken = unit.arrivals.claim(NOW, limit=5, lease=LEASE)
            unit.commit()
        return taken

    ready = Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        found = [each.result() for each in [threads.submit(claims) for _ in range(4)]]
    assert [each.id for taken in found for each in taken] == ["Ev1"]
