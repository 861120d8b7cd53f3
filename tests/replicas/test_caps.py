"""Two replicas at the reminders of one entity: together they keep to the caps that each of them counts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import pytest
from tests.core import CHECKOUT
from tests.unit.desk import DEADLINE, LUCIA, MX, Desk, StandingClock

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, read_content
from mirps_bot.bot import Bot
from mirps_bot.content.roster import read_roster
from mirps_bot.domain.delivery import Delivery, Owed, Reason, Reminder, Sent
from mirps_bot.parcels import Parcel, compose
from mirps_bot.ports import Delivered, UnitOfWork
from mirps_bot.sayings import Wait

NOW = datetime.fromisoformat("2026-11-26T15:00Z")
STEPS = ("+28d", "+14d", "+7d", "+2d")
SENT = 2
"""As many as leave room for one more this week."""


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """Four reminders of the deadline were owed to Mexico, and two have been sent."""
    storage, content, clock = SqlStorage(url), read_content(CHECKOUT), StandingClock(NOW)
    prepare(storage, content, (DEADLINE,))
    desk = Desk(storage, Bot(storage, content, clock), clock)
    people, _ = read_roster(CHECKOUT / "src/mirps_bot/demo/people.csv", list(desk.bot.knowledge.entities))
    with storage.begin() as unit:
        unit.people.save(people)
        unit.deliveries.owe([_owed(step) for step in STEPS])
        unit.commit()
    lucia = desk.person(LUCIA).id
    with storage.begin() as unit:
        for each in unit.deliveries.claim(NOW, limit=SENT, lease=timedelta(minutes=1)):
            stands = Sent(channel="D1", ts=f"{each.id}.0")
            unit.deliveries.sent([Delivered(delivery=each.id, sent=stands, person=lucia, at=NOW)])
        unit.commit()
    yield desk
    storage.close()


def _owed(step: str) -> Owed:
    content = Reminder(
        programme="reporting_deadline", event=DEADLINE.id, day=DEADLINE.first_day, step=step, entity=MX
    )
    return Owed(key=step, content=content, due_at=NOW, give_up_at=NOW + timedelta(days=1))


def test_two_replicas_that_count_at_the_same_moment_send_what_the_cap_leaves(desk: Desk) -> None:
    def composed(unit: UnitOfWork, delivery: Delivery) -> Parcel | Wait | Reason | None:
        return compose(unit, desk.bot.knowledge, delivery, now=NOW)

    def compose_alone(delivery: Delivery) -> Parcel | Wait | Reason | None:
        with desk.storage.begin() as unit:
            what = composed(unit, delivery)
            unit.commit()
        return what

    with desk.storage.begin() as unit:
        one, other = unit.deliveries.claim(NOW, limit=9, lease=timedelta(minutes=1))
        unit.commit()
    with ThreadPoolExecutor(1) as replica:
        with desk.storage.begin() as unit:
            first = composed(unit, one)
            meanwhile = replica.submit(compose_alone, other)
            wait([meanwhile], timeout=0.5)  # SQLite's only writer is the first
            unit.commit()
        second = meanwhile.result()

    assert isinstance(first, Parcel)
    assert second in (None, Reason.CAPPED)
    assert compose_alone(other) is Reason.CAPPED
