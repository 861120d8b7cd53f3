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

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
LEASE = timedelta(minutes=1)


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
    what = {"start": start, "drain": drain, "hold": hold, "hesitate": hesitate}[sys.argv[1]]
    what(SqlStorage(sys.argv[2], patience=timedelta(seconds=30)))
