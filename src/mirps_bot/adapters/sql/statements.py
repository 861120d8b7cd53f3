"""What SQLAlchemy leaves to each dialect, and rows made from values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Row, ScalarSelect, Table, and_, select

from mirps_bot.adapters.sql.tables import people
from mirps_bot.domain.ids import PersonId

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Values = dict[str, Any]
"""What is written, by column."""
Found = Row[*tuple[Any, ...]]
"""What was read, by column."""

MOST_PARAMETERS = 1_000
"""How many values one statement asks for; SQLite takes 32,766, PostgreSQL 65,535."""


def insert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that knows ON CONFLICT, which both engines write alike. Only the engine in use is imported."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def upsert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert, or replace by primary key. All rows name the same columns; other columns are left alone."""
    if not rows:
        return
    statement = insert(connection, table)
    keys = [column.name for column in table.primary_key]
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=replaced)
        if replaced
        else statement.on_conflict_do_nothing(index_elements=keys),
        sorted(rows, key=lambda row: [row[key] for key in keys]),
    )


def add_once(
    connection: Connection, table: Table, row: Values, keys: Sequence[str] = ("submission",)
) -> tuple[Found, bool]:
    """The row, and whether it is new: one with the same `keys` (a unique constraint) stays as it is."""
    adding = insert(connection, table).values(row).on_conflict_do_nothing(index_elements=keys)
    if added := connection.execute(adding.returning(table)).first():
        return added, True
    same = and_(*(table.c[key] == row[key] for key in keys))
    return connection.execute(select(table).where(same)).one(), False


def name_of(person: PersonId) -> ScalarSelect[str]:
    """As it is now: a mailbox may pass to a successor."""
    return select(people.c.name).where(people.c.id == person).scalar_subquery()


def row_of(value: "DataclassInstance", *, without: Iterable[str] = ()) -> Values:
    """The fields of a value by name, not of the values in it."""
    left_out = set(without)
    return {each.name: getattr(value, each.name) for each in fields(value) if each.name not in left_out}


def values_of(row: Found, *, without: Iterable[str] = ()) -> Values:
    """What was read, to make a value of."""
    left_out = set(without)
    return {name: value for name, value in row._asdict().items() if name not in left_out}


def batches(values: Iterable[T], size: int = MOST_PARAMETERS) -> Iterator[list[T]]:
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch
