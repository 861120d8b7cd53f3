"""One replica of the bot, as a process of its own: `python -m tests.replicas.replica <what> <url>`.

It says `ready`, waits for a line, does one thing, and writes what came of it as one line of JSON.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

from tests.contract.samples import EVENTS, FACTS

from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.delivery import Sent
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import Delivered

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
LEASE = timedelta(minutes=1)
MARIA = PersonId(1)


def say(result: object) -> None:
    print(json.dumps(result), flush=True)


def start(storage: SqlStorage) -> None:
    """Bring the database up to date and load the files, as every replica does when it starts."""
    upgrade(storage)
    say(seed(storage, FACTS, EVENTS))


def drain(storage: SqlStorage) -> None:
    """Claim a few at a time until nothing is left."""
    claimed: list[int] = []
    while True:
        with storage.begin() as unit:
            taken = unit.deliveries.claim(NOW, limit=7, lease=LEASE)
            unit.commit()
        if not taken:
            break
        claimed += [each.id for each in taken]
    say(claimed)


def bundle(storage: SqlStorage) -> None:
    """Take a few at a time, each with all the others that are still free, and send what it leads."""
    said: list[list[int]] = []
    while True:
        with storage.begin() as unit:
            taken = unit.deliveries.claim(NOW, limit=3, lease=LEASE)
            unit.commit()
        if not taken:
            break
        for each in taken:
            with storage.begin() as unit:
                found = unit.deliveries.companions_due(each, NOW, entities=None, limit=4)
                others = unit.deliveries.lead(each, [one.id for one in found], person=MARIA, at=NOW)
                unit.commit()
            if others is None:
                continue
            said.append([each.id, *others])
            with storage.begin() as unit:
                stands = Sent(channel="D1", ts=str(each.id))
                unit.deliveries.sent([Delivered(delivery=each.id, sent=stands, person=MARIA, at=NOW)])
                unit.commit()
    say(said)


def leading(storage: SqlStorage) -> None:
    """Record who goes with whom, and die before anything is sent."""
    with storage.begin() as unit:
        first, *_ = unit.deliveries.claim(NOW, limit=5, lease=LEASE)
        found = unit.deliveries.companions_due(first, NOW, entities=None, limit=4)
        others = unit.deliveries.lead(first, [one.id for one in found], person=MARIA, at=NOW)
        unit.commit()
    say([first.id, sorted(others or ())])
    sys.stdin.read()


def hold(storage: SqlStorage) -> None:
    """Claim, and never come back."""
    with storage.begin() as unit:
        taken = unit.deliveries.claim(NOW, limit=5, lease=LEASE)
        unit.commit()
    say([each.id for each in taken])
    sys.stdin.read()


def hesitate(storage: SqlStorage) -> None:
    """Claim without committing, and never come back."""
    with storage.begin() as unit:
        say([each.id for each in unit.deliveries.claim(NOW, limit=5, lease=LEASE)])
        sys.stdin.read()


if __name__ == "__main__":
    say("ready")
    sys.stdin.readline()
    deeds = (start, drain, bundle, leading, hold, hesitate)
    what = {each.__name__: each for each in deeds}[sys.argv[1]]
    what(SqlStorage(sys.argv[2], patience=timedelta(seconds=30)))
