"""What a bell costs while nothing is due, with few and with very many occurrences ahead."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.figures import milliseconds, percentile, ratio, show
from tests.bench.reminders import fill, meeting
from tests.replicas.processes import ROOT

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.domain.delivery import LEASE, Owed, Prepared, Reason, Spot
from mirps_bot.dues import enlist
from mirps_bot.knowledge import Knowledge

FEW, MANY, TICKS = 10, 100_000, 100


def measure(folder: Path) -> None:
    few, many = taken([look_ahead(folder, count) for count in (FEW, MANY)])
    show(
        "A bell while nothing is due: enlist and claim, SQLite",
        ("ahead", "p50", "p99", "p50 ratio"),
        [
            (f"{FEW} events and {FEW} deliveries", *map(milliseconds, few), "1.00"),
            (f"{MANY:,} events and {MANY:,} deliveries", *map(milliseconds, many), ratio(many[0], few[0])),
        ],
        f"{TICKS} bells each, in turns.",
    )


def taken(storages: Sequence[SqlStorage]) -> list[tuple[float, float]]:
    """The p50 and the p99 of each."""
    content = read_content(ROOT)
    knowing = [
        (storage, Bot(storage, content, SystemClock()).knowledge, list[float]()) for storage in storages
    ]
    for storage, knowledge, _ in knowing:
        tick(storage, knowledge)
    for _ in range(TICKS):
        for storage, knowledge, seconds in knowing:
            began = time.perf_counter()
            tick(storage, knowledge)
            seconds.append(time.perf_counter() - began)
    for storage in storages:
        storage.close()
    return [(percentile(seconds, 50), percentile(seconds, 99)) for _, _, seconds in knowing]


def tick(storage: SqlStorage, knowledge: Knowledge) -> None:
    """What falls due in earnest, a digest on its day, is let go at the first bell."""
    now = datetime.now(UTC)
    enlist(storage, knowledge, now)
    with storage.begin() as unit:
        for each in unit.deliveries.claim(now, limit=20, lease=LEASE):
            unit.deliveries.give_up(each, Reason.NOTHING_TO_SAY, at=now)
        unit.commit()


def look_ahead(folder: Path, count: int) -> SqlStorage:
    """Events and deliveries from half a year on, ten a day."""
    storage = SqlStorage(f"sqlite:///{folder / f'ticks-{count}.sqlite'}")
    fill(storage)
    beginning = datetime.now(UTC) + timedelta(days=180)
    moments = [beginning + timedelta(days=number // 10) for number in range(count)]
    with storage.begin() as unit:
        unit.events.save(meeting(1_000 + number, moment.date()) for number, moment in enumerate(moments))
        unit.deliveries.owe(
            [
                Owed(
                    key=f"{number}",
                    content=Prepared(to=Spot(channel="C1"), view="{}"),
                    due_at=moment,
                    give_up_at=moment + timedelta(days=1),
                )
                for number, moment in enumerate(moments)
            ]
        )
        unit.commit()
    return storage
