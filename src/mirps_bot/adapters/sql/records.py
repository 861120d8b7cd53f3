"""Facts that nothing computes with: one row each, under the name of its class, what it says as JSON."""

from collections.abc import Hashable
from dataclasses import asdict
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from mirps_bot.adapters.sql.statements import Values
from mirps_bot.adapters.sql.tables import records
from mirps_bot.domain.record import Record

R = TypeVar("R", bound=Record)


class SqlRecords:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, kind: type[R]) -> tuple[R, ...]:
        query = select(records.c.id, records.c.source, records.c.body).where(records.c.kind == kind.__name__)
        shape: TypeAdapter[R] = _shape(cast("Hashable", kind))  # a class is, whatever its instances are
        return tuple(
            shape.validate_python({"id": row.id, "source": row.source, **row.body})
            for row in self._connection.execute(query.order_by(records.c.id))
        )


def record_row(record: Record) -> Values:
    body = asdict(record, dict_factory=_known)
    return {
        "kind": type(record).__name__,
        "id": body.pop("id"),
        "source": body.pop("source"),
        "body": body,
    }


def _known(pairs: list[tuple[str, Any]]) -> Values:
    return {key: value for key, value in pairs if value is not None and value != ()}


@cache
def _shape(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
