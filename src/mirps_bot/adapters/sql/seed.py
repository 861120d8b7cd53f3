"""Loads what the files say. What people did is never touched; the same files again change nothing."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, Table, bindparam, delete, exists, false, or_, select, text, update

from mirps_bot.adapters.sql import sets, texts
from mirps_bot.adapters.sql.events import remove_events, write_events
from mirps_bot.adapters.sql.listing import put_in_order
from mirps_bot.adapters.sql.pledge_rows import link_rows, pledge_row
from mirps_bot.adapters.sql.records import record_row
from mirps_bot.adapters.sql.statements import Values, batches, insert, row_of, upsert
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import (
    LINKS,
    areas,
    entities,
    events,
    metadata,
    pledge_overlaps,
    pledges,
    records,
    seeds,
    working_groups,
)  # fmt: skip
from mirps_bot.content.facts import Facts
from mirps_bot.domain.calendar import Event

_EVENT = TypeAdapter(Event)
_EXTRA = "+"
"""Begins what is noted of an event that no file has."""


def seed(
    storage: SqlStorage, facts: Facts, calendar: Iterable[Event], extra: Iterable[Event] | None = ()
) -> bool:
    """Whether anything changed. A row that the files no longer have goes, unless another row needs it; an event that
    somebody was told of is kept aside.

    An event that was changed in the database stays so until its file says something new. `extra` are events that no
    file has, the demo's; None: those that are there stay.
    """
    with storage.begin() as unit:
        facts_changed = _seed_facts(unit.connection, facts)
        events_changed = _seed_events(
            unit.connection, tuple(calendar), None if extra is None else tuple(extra)
        )
        unit.commit()
    return facts_changed or events_changed


def _seed_facts(connection: Connection, facts: Facts) -> bool:
    rows: dict[Table, list[Values]] = {
        entities: [row_of(each) for each in facts.entities],
        areas: [row_of(each) for each in facts.areas],
        working_groups: [row_of(each) for each in facts.groups],
        records: [record_row(each) for each in facts.records],
        pledges: [pledge_row(each) for each in facts.pledges],
    }
    lists: dict[Table, list[Values]] = {
        column.table: list(chain.from_iterable(link_rows(each, field) for each in facts.pledges))
        for field, column in LINKS.items()
    }
    if not _is_news(
        connection, "facts", repr([texts.VERSION, sets.VERSION, *rows.values(), *lists.values()])
    ):
        return False
    for table, its_rows in rows.items():
        upsert(connection, table, its_rows)
    for table, its_rows in lists.items():
        _replace_lists(connection, table, its_rows, [each.id for each in facts.pledges])
    for table in reversed(rows):
        _remove_all_but(connection, table, rows[table])
    _mark_shared_money(connection)
    put_in_order(connection)
    texts.write_texts(connection)
    # SQLite counts nothing by itself, and takes the wrong index then.
    for table in (*rows, *lists):
        connection.execute(text(f"ANALYZE {table.name}"))
    return True


def _is_news(connection: Connection, name: str, content: str) -> bool:
    """Whether this differs from what was loaded last. Locks the row, so that replicas load one at a time."""
    digest = _digest(content.encode())
    connection.execute(insert(connection, seeds).values(name=name).on_conflict_do_nothing())
    row = seeds.c.name == name
    if connection.scalar(select(seeds.c.digest).where(row).with_for_update()) == digest:
        return False
    connection.execute(update(seeds).where(row).values(digest=digest))
    return True


def _replace_lists(connection: Connection, table: Table, rows: list[Values], pledge_ids: list[str]) -> None:
    for batch in batches(pledge_ids):
        connection.execute(delete(table).where(table.c.pledge.in_(batch)))
    if rows:
        connection.execute(table.insert(), rows)


def _remove_all_but(connection: Connection, table: Table, kept: Collection[Values]) -> None:
    keys = tuple(table.primary_key.columns)
    known = {tuple(row[key.name] for key in keys) for row in kept}
    obsolete = [row for row in connection.execute(select(*keys)) if tuple(row) not in known]
    if obsolete:
        is_needed = (exists().where(holder == keys[0]) for holder in _holders(table))
        connection.execute(
            delete(table).where(
                *(key == bindparam(f"old_{key.name}") for key in keys), ~or_(false(), *is_needed)
            ),
            [{f"old_{key.name}": value for key, value in zip(keys, row, strict=True)} for row in obsolete],
        )


def _holders(table: Table) -> Iterator[Column[Any]]:
    """The columns whose rows need the row of this table that they name."""
    for other in metadata.sorted_tables:
        for constraint in other.foreign_key_constraints:
            if constraint.referred_table is table and constraint.ondelete is None:
                yield constraint.columns[0]


def _mark_shared_money(connection: Connection) -> None:
    """Mark amounts that may stand for the same money as another record's; `domain.pledge.add_up` decides."""
    part = pledges.alias()
    overlaps = exists().where(
        or_(pledge_overlaps.c.pledge == pledges.c.id, pledge_overlaps.c.other == pledges.c.id)
    )
    is_package = exists().where(part.c.part_of == pledges.c.id)
    shares_money = or_(pledges.c.part_of.is_not(None), overlaps, is_package)
    connection.execute(update(pledges).values(shares_money=shares_money))


def _seed_events(
    connection: Connection, calendar: Collection[Event], extra: Collection[Event] | None
) -> bool:
    seeded = {row.id: row.seeded for row in connection.execute(select(events.c.id, events.c.seeded))}
    said = {event.id: _said_of(event) for event in calendar}
    said |= {event.id: f"{_EXTRA}{_said_of(event)[1:]}" for event in extra or ()}
    changed = [event for event in (*calendar, *(extra or ())) if seeded.get(event.id) != said[event.id]]
    gone = [
        event
        for event, digest in seeded.items()
        if digest is not None and event not in said and not (extra is None and digest.startswith(_EXTRA))
    ]
    write_events(connection, [(event, {"seeded": said[event.id]}) for event in changed])
    remove_events(connection, gone)
    return bool(changed or gone)


def _said_of(event: Event) -> str:
    return _digest(_EVENT.dump_json(event, exclude_defaults=True))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
