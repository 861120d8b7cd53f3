"""Questions answered in process, on both engines, with 1,000 pledges and with a hundred times as many."""

import gc
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    cast,
    false,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.sql.selectable import CTE
from tests.bench.figures import milliseconds, percentile, ratio, show
from tests.postgres import new_database, serving
from tests.replicas.processes import ROOT

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.listing import put_in_order
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import LINKS, pledges, updates
from mirps_bot.adapters.sql.texts import write_texts
from mirps_bot.bootstrap import prepare, read_content
from mirps_bot.bot import Bot
from mirps_bot.content.facts import load_facts
from mirps_bot.dialogue import Call, Place
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Role
from mirps_bot.domain.pledge import PledgeKind
from mirps_bot.domain.update import Surface, UpdateKind
from mirps_bot.ports import Account, RosterRow

SIZES = ((1_000, 10_000), (100_000, 1_000_000))
"""Pledges, and updates to them."""
ROUNDS = 12
WORST = 0.05
"""What p99 should stay below, in seconds."""
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
HERE = Place(channel="D0", is_direct=True)

ASKED = {
    "one pledge": ("rec-044", "rec-058", "msp-mirps-asylum"),
    "by one field": (
        "compromisos",
        "compromisos asilo",
        "pledges canada",
        "compromissos 2023",
        "compromisos míos",
    ),
    "by several": (
        "compromisos méxico asilo 2023",
        "compromisos de Canadá para Honduras",
        'país:panamá etapa:"sin informe"',
        "área:asilo -tipo:financiera desde:2024-01",
        "engagements FMR 2023 france",
    ),
    "free text": (
        "digitalización de expedientes",
        "climate migration",
        "compromisos refugiados",
        "compromisos tarjetas de asilo",
        "pledges of refugees in mexico",
    ),
    "counted": ("asilo por país", "méxico por etapa", "compromisos por área"),
    "misspelt, or nothing": ("compromisos onduras asilo", "compromisos canadá zzyzx", "xyzzy plugh"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    taken: tuple[float, ...]
    slowest: str


def measure(folder: Path) -> None:
    with serving(folder / "postgres.lock") as server:
        for engine in ("SQLite", "PostgreSQL"):
            by_size = {}
            for pledge_count, update_count in SIZES:
                if engine == "SQLite":
                    url = f"sqlite:///{folder / f'questions-{pledge_count}.sqlite'}"
                    by_size[pledge_count] = measure_at(url, pledge_count, update_count)
                else:
                    with new_database(server) as url:
                        by_size[pledge_count] = measure_at(url, pledge_count, update_count)
            report(engine, by_size)


def report(engine: str, by_size: dict[int, dict[str, Measured]]) -> None:
    few, many = by_size.values()
    rows = []
    for kind, grown in many.items():
        before, after = few[kind].taken, grown.taken
        medians = percentile(before, 50), percentile(after, 50)
        rows.append(
            (
                kind,
                *map(milliseconds, (*medians, percentile(after, 99))),
                ratio(medians[1], medians[0]),
                "yes" if percentile(after, 99) < WORST else "no",
                grown.slowest,
            )
        )
    (small, _), (large, large_updates) = SIZES
    show(
        f"Questions in {engine}: {small:,} pledges, then {large:,} with {large_updates:,} updates",
        ("question", f"p50 {small:,}", f"p50 {large:,}", f"p99 {large:,}", "growth", "< 50 ms", "slowest"),
        rows,
        f"From the words to the shown answer, in process, {ROUNDS} rounds. Growth: the medians' ratio, for a "
        "hundred times as much; what is counted and added up grows with what is found.",
    )


def measure_at(url: str, pledge_count: int, update_count: int) -> dict[str, Measured]:
    storage = SqlStorage(url)
    fill(storage, pledge_count, update_count)
    bot = Bot(storage, read_content(ROOT), SystemClock())
    with storage.begin(reading=True) as unit:
        (person,) = unit.people.all()
    actor = Actor(user="U0", person=person, language=Language.ES, time_zone=person.time_zone)

    def ask(words: str) -> float:
        before = time.perf_counter()
        bot.handle(Call(actor=actor, words=words, place=HERE))
        return time.perf_counter() - before

    gc.freeze()
    found = {kind: timed(ask, lines) for kind, lines in ASKED.items()}
    storage.close()
    return found


def timed(ask: Callable[[str], float], lines: Sequence[str]) -> Measured:
    for line in lines:
        ask(line)
    taken = [(ask(line), line) for _ in range(ROUNDS) for line in lines]
    by_line = {line: percentile([each for each, its in taken if its == line], 50) for line in lines}
    slowest = max(by_line, key=by_line.__getitem__)
    return Measured(taken=tuple(each for each, _ in taken), slowest=slowest)


# ---- what is in the database


def fill(storage: SqlStorage, pledge_count: int, update_count: int) -> None:
    """The platform's facts, its pledges over and over under other numbers, and updates to all of them."""
    content = read_content(ROOT)
    prepare(storage, content)
    entity = load_facts().pledges[0].entities[0]
    person = RosterRow(
        email="ana@example.org",
        name="Ana Ruiz",
        entity=entity,
        role=Role.FOCAL_POINT,
        language=Language.ES,
        time_zone="America/Mexico_City",
    )
    with storage.begin() as unit:
        unit.people.save([person])
        unit.people.introduce(
            Account(user="U0", email=person.email, language=person.language, time_zone=person.time_zone)
        )
        if copies := (pledge_count - 1) // len(load_facts().pledges):
            for table in (pledges, *(column.table for column in LINKS.values())):
                multiply(unit.connection, table, numbers(copies))
        report_on_all(unit.connection, entity, numbers(update_count // pledge_count))
        put_in_order(unit.connection)
        write_texts(unit.connection)
        unit.commit()
    settle(storage)


def settle(storage: SqlStorage) -> None:
    """What the engine does by itself in time, or when the facts are loaded."""
    with storage.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("VACUUM ANALYZE")
        else:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def numbers(count: int) -> CTE:
    """1, 2, 3 and so on."""
    number = select(literal(1).label("n")).cte("numbers", recursive=True)
    return number.union_all(select(number.c.n + 1).where(number.c.n < count))


def multiply(connection: Connection, table: Table, copies: CTE) -> None:
    """Every row again and again, each time for another copy of its pledge."""
    if {"supported", "other"} & {each.name for each in table.c}:
        return  # what a copy supports is not a copy
    key = table.c.id if "id" in table.c else table.c.pledge
    copied = key + "-" + cast(copies.c.n, String)
    more = {"folded_id": copied, "shares_money": false()} if table is pledges else {}
    without = {"folded_external_id", "part_of"}
    copy_rows(connection, table, copies, changed={key.name: copied} | more, without=without)


def copy_rows(
    connection: Connection,
    table: Table,
    copies: CTE,
    *,
    changed: Mapping[str, ColumnElement[Any]],
    without: Collection[str],
    which: ColumnElement[bool] | None = None,
) -> None:
    values: dict[str, ColumnElement[Any]] = {each.name: each for each in table.c if each.name not in without}
    values.update(changed)
    query = select(*(value.label(name) for name, value in values.items()))
    copied = query.select_from(table.join(copies, true())).where(true() if which is None else which)
    connection.execute(insert(table).from_select(list(values), copied))


def report_on_all(connection: Connection, entity: str, rounds: CTE, at: datetime = BEGINNING) -> None:
    said = {
        "pledge": pledges.c.id,
        "kind": literal(UpdateKind.UPDATE, updates.c.kind.type),
        "narrative": literal("Se capacitó al personal de frontera y se publicó el protocolo. " * 3),
        "entity": literal(entity),
        "author": literal(1),
        "author_name": literal("Ana Ruiz"),
        "on_behalf": literal(False),
        "surface": literal(Surface.FORM, updates.c.surface.type),
        "filed_at": literal(at, updates.c.filed_at.type),
        "submission": cast(rounds.c.n, String),
    }
    query = select(*(value.label(name) for name, value in said.items())).select_from(
        pledges.join(rounds, true())
    )
    connection.execute(insert(updates).from_select(list(said), query))
    connection.execute(
        update(pledges).where(pledges.c.kind == PledgeKind.PLEDGE).values(heard_at=at, updated_at=at)
    )
