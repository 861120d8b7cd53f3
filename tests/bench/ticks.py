"""What a bell costs while nothing is due: with few and very many occurrences ahead, without and with a year behind."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import String, cast, update
from tests.bench.figures import milliseconds, percentile, ratio, show
from tests.bench.questions import copy_rows, numbers, report_on_all
from tests.bench.reminders import fill, meeting
from tests.replicas.processes import ROOT

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.storage import SqlStorage, SqlUnitOfWork
from mirps_bot.adapters.sql.tables import deliveries, events
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.content.facts import load_facts
from mirps_bot.digests import digests_due, planned
from mirps_bot.domain.delivery import LEASE, Owed, Prepared, Reason, Reminder, Spot, State
from mirps_bot.domain.ids import EventId
from mirps_bot.dues import enlist
from mirps_bot.knowledge import Knowledge

FEW, MANY, TICKS = 100, 1_000_000, 100
A_DAY = 1_000
"""So many events and deliveries ahead share a day."""
YEAR = timedelta(days=365)
REMINDED, UPDATES = 28_000, 100_000
"""Of a year that is behind."""
Act = Callable[[SqlStorage, Knowledge], None]


def measure(folder: Path) -> None:
    few, many, year = (prepared(folder, name) for name in ("few", "many", "year"))
    with few.begin() as unit:
        look_ahead(unit, FEW)
        unit.commit()
    with many.begin() as unit:
        look_ahead(unit, MANY)
        unit.commit()
    with year.begin() as unit:
        look_ahead(unit, FEW)
        look_back(unit, Bot(year, read_content(ROOT), SystemClock()).knowledge)
        unit.commit()
    ahead, behind = (
        f"{FEW} events and {FEW} deliveries ahead",
        f"{REMINDED:,} reminders and {UPDATES:,} updates",
    )
    show(
        "A bell while nothing is due, SQLite",
        ("what", "where", "p50", "p99", "p50 ratio", "CPU p50"),
        [
            *rows("enlist and claim", tick, {ahead: few, f"{MANY:,} of each ahead": many}),
            *rows("enlist and claim", tick, {ahead: few, f"and a year behind: {behind}": year}),
            *rows("digests alone", only_digests, {ahead: few, f"and a year behind: {behind}": year}),
        ],
        f"{TICKS} bells each, in turns. In the year behind every digest was posted at each of its dates, and updates "
        "came in just now, so that what still follows late answers is looked through.",
    )
    for storage in (few, many, year):
        storage.close()


def rows(what: str, act: Act, storages: dict[str, SqlStorage]) -> Iterator[tuple[str, ...]]:
    """The first is the baseline."""
    content = read_content(ROOT)
    knowing = [(storage, Bot(storage, content, SystemClock()).knowledge) for storage in storages.values()]
    walls: list[list[float]] = [[] for _ in knowing]
    works: list[list[float]] = [[] for _ in knowing]
    for number in range(-1, TICKS):
        for (storage, knowledge), its_walls, its_works in zip(knowing, walls, works, strict=True):
            wall, work = time.perf_counter(), time.process_time()
            act(storage, knowledge)
            if number >= 0:  # what falls due in earnest is let go before
                its_walls.append(time.perf_counter() - wall)
                its_works.append(time.process_time() - work)
    for where, its_walls, its_works in zip(storages, walls, works, strict=True):
        median = percentile(its_walls, 50)
        times = map(milliseconds, (median, percentile(its_walls, 99)))
        its_ratio = ratio(median, percentile(walls[0], 50))
        yield what, where, *times, its_ratio, milliseconds(percentile(its_works, 50))


def tick(storage: SqlStorage, knowledge: Knowledge) -> None:
    """What falls due in earnest, a digest on its day, is let go at the first bell."""
    now = datetime.now(UTC)
    enlist(storage, knowledge, now)
    with storage.begin() as unit:
        for each in unit.deliveries.claim(now, limit=20, lease=LEASE):
            unit.deliveries.give_up(each, Reason.NOTHING_TO_SAY, at=now)
        unit.commit()


def only_digests(storage: SqlStorage, knowledge: Knowledge) -> None:
    with storage.begin(reading=True) as unit:
        digests_due(unit, knowledge, datetime.now(UTC))


# ---- what is in the database


def prepared(folder: Path, name: str) -> SqlStorage:
    storage = SqlStorage(f"sqlite:///{folder / f'ticks-{name}.sqlite'}")
    fill(storage)
    return storage


def look_ahead(unit: SqlUnitOfWork, count: int) -> None:
    """Events and deliveries from half a year on."""
    beginning = datetime.now(UTC) + timedelta(days=180)
    days = -(-count // A_DAY)
    moments = [beginning + timedelta(days=number) for number in range(days)]
    unit.events.save(
        replace(meeting(number, moment.date()), id=EventId(f"ahead-{number}"))
        for number, moment in enumerate(moments)
    )
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
    copies = numbers(count // days - 1)
    number = "-" + cast(copies.c.n, String)
    copy_rows(
        unit.connection,
        events,
        copies,
        changed={"id": events.c.id + number},
        without=(),
        which=events.c.id.startswith("ahead-"),
    )
    copy_rows(
        unit.connection, deliveries, copies, changed={"key": deliveries.c.key + number}, without=("id",)
    )


def look_back(unit: SqlUnitOfWork, knowledge: Knowledge) -> None:
    """A year of meetings, reminders and digests that went out, and updates that came in just now."""
    now = datetime.now(UTC)
    entities = load_facts().entities
    moments = [now - YEAR * (number / REMINDED) for number in range(REMINDED)]
    days = {moment.date() for moment in moments}
    unit.events.save(
        replace(meeting(0, each + timedelta(days=7)), id=EventId(f"behind-{each}")) for each in days
    )
    reminders = [
        Owed(
            key=f"then/{number}",
            content=Reminder(
                programme="quarterly_meeting",
                event=EventId(f"behind-{moment:%Y-%m-%d}"),
                day=(moment + timedelta(days=7)).date(),
                step="+7d",
                entity=entities[number % len(entities)].id,
            ),
            due_at=moment,
            give_up_at=moment + timedelta(days=1),
        )
        for number, moment in enumerate(moments)
    ]
    digests = [
        replace(each, key=f"then/{each.key}")
        for each in planned(unit, knowledge, after=now - YEAR, until=now - timedelta(hours=1))
    ]
    unit.deliveries.owe([*reminders, *digests])
    then = update(deliveries).where(deliveries.c.key.startswith("then/"))
    unit.connection.execute(
        then.values(
            state=State.SENT,
            settled_at=deliveries.c.due_at,
            channel="C1",
            ts=cast(deliveries.c.id, String),
            shows_buttons=False,
        )
    )
    rounds = numbers(UPDATES // len(load_facts().pledges))
    report_on_all(unit.connection, entities[0].id, rounds, at=now)
