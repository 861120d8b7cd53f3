"""What is kept of one person. New tables that name a person are in the export without being listed here."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, or_, select, update

from mirps_bot.adapters.sql.statements import Found
from mirps_bot.adapters.sql.tables import (
    accounts,
    direct_channels,
    drafts,
    feeds,
    follows,
    front_pages,
    metadata,
    people,
    preferences,
)
from mirps_bot.domain.person import Actor
from mirps_bot.ports.personal import Rows

ERASED = (drafts.c.author, follows.c.person, feeds.c.person, front_pages.c.person, preferences.c.person)
"""Whose rows are the person's alone; the rows of all other tables are the record of an institution."""

UNTOLD = {"secret_hash", "content", "folded_id"}
"""Columns that tell nobody anything, or hold messages that the person was sent anyway."""


class SqlPersonalData:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, actor: Actor) -> Mapping[str, Rows]:
        found = {table.name: self._rows(table, condition) for table, condition in _places(actor)}
        return {name: rows for name, rows in found.items() if rows}

    def erase(self, actor: Actor) -> Mapping[str, int]:
        erased: dict[str, int] = {}
        for table, condition in _erasable(actor):
            erased[table.name] = self._connection.execute(delete(table).where(condition)).rowcount
        if actor.person:
            its_row = update(people).where(people.c.id == actor.person.id)
            self._connection.execute(its_row.values(own_language=None, own_time_zone=None))
        return {name: count for name, count in erased.items() if count}

    def _rows(self, table: Table, condition: ColumnElement[bool]) -> Rows:
        shown = [column for column in table.c if column.name not in UNTOLD]
        ordered = select(*shown).where(condition).order_by(*table.primary_key.columns)
        return tuple(_plain(row) for row in self._connection.execute(ordered))


def _places(actor: Actor) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table that names them, and its rows that do."""
    yield accounts, _account(actor)
    yield direct_channels, direct_channels.c.user == actor.user
    if actor.person is None:
        return
    yield people, people.c.id == actor.person.id
    for table in metadata.sorted_tables:
        naming = [column for column in table.c if column.references(people.c.id)]
        if naming:
            yield table, or_(*(column == actor.person.id for column in naming))


def _erasable(actor: Actor) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    if actor.person:
        yield from ((_table(column), column == actor.person.id) for column in ERASED)
    yield direct_channels, direct_channels.c.user == actor.user
    yield accounts, _account(actor)


def _account(actor: Actor) -> ColumnElement[bool]:
    own = accounts.c.user == actor.user
    return or_(own, accounts.c.email == actor.person.email) if actor.person else own


def _table(column: Column[int]) -> Table:
    assert isinstance(column.table, Table)  # noqa: S101 - they are columns of tables
    return column.table


def _plain(row: Found) -> Mapping[str, object]:
    return {name: _value(value) for name, value in row._asdict().items() if value is not None}


def _value(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case str() | int() | float() | bool() | list() | dict():
            return value
        case _:
            return str(value)
