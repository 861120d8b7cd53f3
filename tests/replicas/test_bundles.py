"""Several replicas that put reminders together: each is said in one message, and none is lost with a process."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.contract.samples import FACTS, MEXICO, row
from tests.replicas.campaign import DUE, ZONES, Field, dies_in_doubt
from tests.replicas.conftest import Start
from tests.replicas.offices import LEASE as SHORT
from tests.replicas.replica import LEASE, NOW

from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.delivery import Owed, Reason, Reminder, State
from mirps_bot.domain.ids import DeliveryId, EventId

MANY = 60

PEOPLE, MEETINGS = 12, 3


@pytest.fixture
def outbox(url: str) -> Iterator[SqlStorage]:
    """Sixty reminders that are due to one entity."""
    storage = SqlStorage(url)
    seed(storage, FACTS, [])
    with storage.begin() as unit:
        unit.people.save([row("maria@gob.example", "María", MEXICO)])
        unit.deliveries.owe([_owed(number) for number in range(MANY)])
        unit.commit()
    yield storage
    storage.close()


def _owed(number: int) -> Owed:
    content = Reminder(
        programme="x", event=EventId(f"e{number}"), day=date(2026, 12, 1), step="+7d", entity=MEXICO
    )
    return Owed(key=f"{number:03}", content=content, due_at=NOW, give_up_at=NOW + timedelta(days=1))


def test_each_is_said_in_one_message_by_the_replicas_that_race_for_it(
    outbox: SqlStorage, start: Start
) -> None:
    replicas = start("bundle", 3)
    for each in replicas:
        each.go()
    messages = [message for each in replicas for message in each.result()]

    said = Counter(number for message in messages for number in message)
    leaders = {number: message[0] for message in messages for number in message}
    assert said == dict.fromkeys(range(1, MANY + 1), 1)
    with outbox.begin(reading=True) as unit:
        found = [unit.deliveries.find(DeliveryId(number)) for number in said]
    assert {each.state for each in found if each} == {State.SENT}
    assert {each.id: int(each.sent.ts) for each in found if each and each.sent} == leaders


def test_what_a_killed_replica_had_put_together_waits_for_who_looks_it_up(
    outbox: SqlStorage, start: Start
) -> None:
    [replica] = start("leading", 1)
    replica.go()
    leader, others = replica.result()
    replica.kill()

    with outbox.begin() as unit:
        taken = {each.id: each for each in unit.deliveries.claim(NOW + LEASE, limit=MANY, lease=LEASE)}
        unit.commit()
    assert taken[leader].in_doubt
    assert not taken.keys() & set(others)
    with outbox.begin() as unit:
        unit.deliveries.give_up(taken[leader], Reason.TOO_LATE, at=NOW)
        unit.commit()
    with outbox.begin(reading=True) as unit:
        reasons = {found.reason for each in others if (found := unit.deliveries.find(each))}
    assert reasons == {Reason.TOO_LATE}


@pytest.fixture
def field(url: str) -> Iterator[Field]:
    """Everybody is due a reminder of each of the meetings, and a process of the bot is about to send them."""
    field = Field(
        url,
        people=PEOPLE,
        replicas=1,
        now=DUE + timedelta(minutes=10),
        day=date(2026, 12, 2),
        zones=ZONES,
        lease=SHORT,
        meetings=MEETINGS,
    )
    yield field
    field.close()


@pytest.mark.slow
def test_bundles_that_a_process_had_sent_and_not_recorded_when_it_was_killed_are_told_once(
    field: Field,
) -> None:
    dies_in_doubt(field)
    in_doubt = len(field.standing()) - len(field.settled())
    field.wait_until_settled(PEOPLE * MEETINGS)

    assert in_doubt >= MEETINGS
    standing = field.standing()
    assert Counter((entity, meeting) for entity, meeting, _, _ in standing) == {
        (f"e{number}", each.id): 1 for number in range(PEOPLE) for each in field.meetings
    }
    assert field.settled() == standing
    assert len({(channel, ts) for _, _, channel, ts in standing}) == PEOPLE
