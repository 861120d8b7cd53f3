"""What is kept of one person. New tables that name a person are in the export without being listed here."""

from collections.abc import Iterator, Mapping

from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select, update

from mirps_bot.adapters.sql.statements import Found
from mirps_bot.adapters.sql.tables import (
    absences,
    accounts,
    conversations,
    direct_channels,
    metadata,
    people,
    questions,
)
from mirps_bot.domain.person import WORKS_FROM, WORKS_UNTIL, Actor
from mirps_bot.ports import Kept

UNTOLD = {"secret_hash", "content", "folded_id"}
"""Columns that tell nobody anything, or hold messages that the person was sent anyway."""

UNCHOSEN = {
    "own_language": None,
    "own_time_zone": None,
    "works_from": WORKS_FROM,
    "works_until": WORKS_UNTIL,
}


class SqlPersonalData:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, actor: Actor) -> tuple[Kept, ...]:
        found = [
            Kept(place=table.name, holding=table.info["holding"], rows=self._rows(table, condition))
            for table, condition in _places(actor)
        ]
        return tuple(each for each in found if each.rows)

    def erase(self, actor: Actor) -> None:
        for table, condition in _places(actor):
            if table.info["erased"]:
                self._connection.execute(delete(table).where(condition))
        if actor.person:
            own = actor.person.id
            self._connection.execute(update(people).where(people.c.id == own).values(UNCHOSEN))
            self._connection.execute(update(absences).where(absences.c.person == own).values(reason=None))

    def _rows(self, table: Table, condition: ColumnElement[bool]) -> tuple[Mapping[str, object], ...]:
        shown = [column for column in table.c if column.name not in UNTOLD]
        ordered = select(*shown).where(condition).order_by(*table.primary_key.columns)
        return tuple(_plain(row) for row in self._connection.execute(ordered))


def _places(actor: Actor) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table that names them, and its rows that do: of all their accounts, what hangs on others first."""
    users = select(accounts.c.user).where(_account(actor))
    channels = select(direct_channels.c.channel).where(direct_channels.c.user.in_(users))
    yield conversations, conversations.c.channel.in_(channels)
    yield direct_channels, direct_channels.c.user.in_(users)
    yield questions, questions.c.user.in_(users)
    yield accounts, _account(actor)
    if actor.person is None:
        return
    yield people, people.c.id == actor.person.id
    for table in metadata.sorted_tables:
        naming = [column for column in table.c if column.references(people.c.id)]
        if naming:
            yield table, or_(*(column == actor.person.id for column in naming))


def _account(actor: Actor) -> ColumnElement[bool]:
    own = accounts.c.user == actor.user
    return or_(own, accounts.c.email == actor.person.email) if actor.person else own


def _plain(row: Found) -> Mapping[str, object]:
    told: dict[str, object] = to_jsonable_python(row._asdict())
    return {name: value for name, value in told.items() if value is not None}
