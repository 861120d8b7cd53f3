"""Two thousand reminders through everything that may go wrong, beside plain APScheduler and its job store."""

import secrets
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from tests.bench.figures import show, told
from tests.postgres import new_database, serving
from tests.replicas.campaign import (
    CHANGING,
    DUE,
    Case,
    Outcome,
    dies_in_doubt,
    kills,
    locks,
    nothing_goes_wrong,
    rough_weather,
    takes_slack_away,
    takes_the_database_away,
)
from tests.replicas.processes import Platform, start

PEOPLE, FEW = 2_000, 200
LEASE = timedelta(seconds=20)
"""Long enough for many on few cores; where processes are killed again and again it is waited for, and shorter."""

STOCK = 200
"""So many of the stock scheduler's: it loses them no slower."""

SOON = 45.0
"""Seconds, in which the stock scheduler stores so many jobs and its processes start."""

GRACES = {"1": "by default", "any": "however late"}
"""Seconds that its jobs may be late: what it allows without being told, and what whoever knows it would set."""

QUIET = 20.0
"""Seconds without another message, after which no more are waited for."""

AFTER_THE_CLOCKS_CHANGED = {
    "America has changed its clocks": date(2026, 3, 9),
    "Europe has changed its clocks": date(2026, 3, 30),
    "Europe has changed them back": date(2026, 10, 26),
    "America has changed them back": date(2026, 11, 3),
}
"""The first working day after; reminders are due at nine in each of five zones."""

AFTERNOON = time_of_day(15, 10)
"""UTC: ten past nine in San José, and still office hours in Madrid."""


def measure(folder: Path) -> None:
    with serving(folder / "postgres.lock") as server:

        def play(case: Case, people: int) -> Outcome:
            if case.only == "postgresql":
                with new_database(server) as url:
                    return case.play(url, people)
            return case.play(f"sqlite:///{folder / secrets.token_hex(4)}.sqlite", people)

        ours = [told(row(case.name, play(case, people), people)) for case, people in cases()]
    theirs = [told(row(f"APScheduler: {name}", outcome, STOCK)) for name, outcome in stock(folder)]
    show(
        "Reminders through trouble: each owed once to one person",
        ("trouble", "reminders", "once", "doubled", "lost", "last came late by"),
        [*ours, *theirs],
        "Real processes, real SQLite or PostgreSQL, the Web API of another process. "
        "APScheduler: its SQLAlchemy job store. By default a job that begins over a second late is dropped, and all "
        "that are due at once are taken out of the store before the first begins: about a second for this many.",
    )


def cases() -> Iterator[tuple[Case, int]]:
    """PostgreSQL where several replicas or a database that goes away need it, else SQLite."""
    yield Case(name="none", act=nothing_goes_wrong, lease=LEASE), PEOPLE
    yield (
        Case(name="down for three hours", act=nothing_goes_wrong, now=DUE + timedelta(hours=3), lease=LEASE),
        PEOPLE,
    )
    yield Case(name="kill -9, 100 times, 2 replicas", act=kills(100), replicas=2, only="postgresql"), PEOPLE
    yield Case(name="killed while answers are lost", act=dies_in_doubt, lease=LEASE), PEOPLE
    for replicas in (2, 4, 8):
        name = f"429s and lost answers, {replicas} replicas"
        yield Case(name=name, act=rough_weather, replicas=replicas, only="postgresql", lease=LEASE), PEOPLE
    yield Case(name="database locked for 5 s", act=locks(5), lease=LEASE), PEOPLE
    yield (
        Case(name="database away for 5 s", act=takes_the_database_away(5), only="postgresql", lease=LEASE),
        PEOPLE,
    )
    yield Case(name="Slack away for 10 s", act=takes_slack_away(10), lease=LEASE), PEOPLE
    for name, day in AFTER_THE_CLOCKS_CHANGED.items():
        now = datetime.combine(day, AFTERNOON, UTC)
        meeting = day + timedelta(days=1)
        yield Case(name=name, act=nothing_goes_wrong, now=now, day=meeting, zones=CHANGING), FEW


def row(name: str, outcome: Outcome, people: int) -> tuple[str, ...]:
    assert outcome.misplaced == 0, f"{name}: {outcome.misplaced} were not due at nine"
    counts = map(str, (outcome.once, outcome.doubled, outcome.lost))
    return (name, f"{people:,}", *counts, str(timedelta(seconds=round(outcome.late))))


# ---- the stock scheduler -------------------------------------------------------------------------


def stock(folder: Path) -> Iterator[tuple[str, Outcome]]:
    for grace, settings in GRACES.items():
        yield f"{settings}, none", play_stock(folder, grace, due=SOON)
        yield f"{settings}, down when due", play_stock(folder, grace, due=-5.0)
        yield f"{settings}, kill -9, once", play_stock(folder, grace, due=SOON, kills_after=STOCK // 4)
        yield f"{settings}, 2 processes", play_stock(folder, grace, due=SOON, processes=2)


def play_stock(folder: Path, grace: str, *, due: float, processes: int = 1, kills_after: int = 0) -> Outcome:
    """`due`: seconds from when the first job is stored; `kills_after`: so many have arrived when the process dies."""
    platform = Platform(people=STOCK)
    address = (
        f"sqlite:///{folder / secrets.token_hex(4)}.sqlite",
        platform.address["url"],
        platform.address["bot"],
    )
    bell = time.monotonic() + due
    start("tests.replicas.stock", "fill", *address, STOCK, due, grace).wait()
    running = [start("tests.replicas.stock", "run", *address) for _ in range(processes)]
    try:
        time.sleep(max(bell - time.monotonic(), 0))
        if kills_after:
            settle(platform, kills_after)
            running[0].kill()
            running[0].communicate()
            running[0] = start("tests.replicas.stock", "run", *address)
        arrived = Counter(settle(platform, STOCK))
    finally:
        for each in running:
            each.kill()
            each.communicate()
        platform.end()
    once = sum(count == 1 for count in arrived.values())
    return Outcome(once=once, doubled=len(arrived) - once, lost=STOCK - len(arrived), late=0.0)


def settle(platform: Platform, count: int) -> list[int]:
    """Whose stand in the workspace once it is so many messages, or once no more have come for a while; looked at often,
    for a process to be killed before the rest arrive.
    """
    arrived: list[int] = []
    deadline = time.monotonic() + QUIET
    while len(arrived) < count and time.monotonic() < deadline:
        found = [number for number, *_ in platform.ask("deliveries")]
        if len(found) > len(arrived):
            arrived, deadline = found, time.monotonic() + QUIET
        time.sleep(0.005)
    return arrived
