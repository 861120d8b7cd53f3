"""Sets of pledges, kept ready for every value that pledges are asked for by: which of them have it.

They are derived from the facts, and written anew whenever these change. What is reported changes none of them: where
pledges stand is asked of the pledges themselves.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    String,
    TextualSelect,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    true,
    type_coerce,
    union,
)

from mirps_bot.adapters.sql.tables import (
    pledge_areas,
    pledge_entities,
    pledge_sets,
    pledge_targets,
    pledge_types,
    pledges,
)  # fmt: skip
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.query import Facet

Mask = NDArray[np.bool_]
"""By `ordinal`, of which none is 0: whether a pledge belongs to a set."""
Ordinals = NDArray[np.integer[Any]]
ANNOUNCED, ENDS = "announced", "ends"
IS_JOINT, IS_GLOBAL, MONEY, SHARES_MONEY = "is_joint", "is_global", "money", "shares_money"
VERSION = 3
"""Counts the ways in which sets were made: those that were made in an older one are made anew."""
_ONE = ""
"""The key of what is one set alone."""

_parties = union(
    select(pledge_entities.c.entity, pledge_entities.c.ordinal),
    select(pledge_targets.c.entity, pledge_targets.c.ordinal),
).subquery()
_KEYS: tuple[tuple[str, ColumnElement[Any], FromClause, ColumnElement[bool]], ...] = (
    (Facet.ENTITY, _parties.c.entity, _parties, true()),
    (Facet.OWNER, pledge_entities.c.entity, pledge_entities, true()),
    (Facet.BENEFICIARY, pledge_targets.c.entity, pledge_targets, true()),
    (Facet.AREA, pledge_areas.c.area, pledge_areas, true()),
    (Facet.TYPE, pledge_types.c.type, pledge_types, true()),
    (Facet.KIND, pledges.c.kind, pledges, true()),
    (Facet.STAGE, pledges.c.stage, pledges, true()),
    (Facet.YEAR, cast(pledges.c.announced_year, String), pledges, true()),
    (Facet.FORUM, pledges.c.forum_kind, pledges, true()),
    (ANNOUNCED, pledges.c.announced, pledges, true()),
    (ENDS, pledges.c.ends, pledges, true()),
    (IS_JOINT, literal(_ONE), pledge_entities, pledge_entities.c.position > 0),
    (IS_GLOBAL, literal(_ONE), pledges, pledges.c.is_global),
    (SHARES_MONEY, literal(_ONE), pledges, pledges.c.shares_money),
)
"""What the sets are apart by, the key of each, where it stands beside its pledges' ordinals, and on what condition."""


def write_sets(connection: Connection) -> None:
    connection.execute(delete(pledge_sets))
    for facet, key, table, condition in _KEYS:
        member = select(type_coerce(key, String).label("key"), table.c.ordinal)
        its = member.select_from(table).where(key.is_not(None), condition).subquery()
        _write(connection, facet, select(its.c.key, _listed(its.c.ordinal)).group_by(its.c.key))
    currency, amount = func.coalesce(pledges.c.currency, ""), type_coerce(pledges.c.amount, BigInteger)
    money = select(currency, _listed(pledges.c.ordinal), _listed(amount)).group_by(currency)
    _write(connection, MONEY, money.where(pledges.c.amount.is_not(None)))


def _write(connection: Connection, facet: str, query: Select[*tuple[Any, ...]]) -> None:
    rows = []
    for key, *listed in connection.execute(query):
        ordinals, amounts = (*map(_numbers, listed), None)[:2]
        rows.append({"facet": facet, "key": key, "ordinals": ordinals, "amounts": amounts})
    if rows:
        connection.execute(pledge_sets.insert(), rows)


_Query = Select[Any] | CompoundSelect[Any] | TextualSelect
_SETS = select(pledge_sets).where(pledge_sets.c.facet == bindparam("facet"))
_SOME = _SETS.where(pledge_sets.c.key.in_(bindparam("keys", expanding=True)))
_DATES = select(pledge_sets.c.key).where(pledge_sets.c.facet == bindparam("facet"))
_LAST = select(func.max(pledges.c.ordinal))


class Sets:
    """The sets as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _size(self) -> int:
        return 1 + (self._connection.scalar(_LAST) or 0)

    def none(self) -> Mask:
        return np.zeros(self._size, np.bool_)

    def all(self) -> Mask:
        mask = np.ones(self._size, np.bool_)
        mask[0] = False
        return mask

    def of(self, facet: str, keys: Collection[str] = (_ONE,)) -> Mask:
        """What has any of the keys."""
        rows = self._connection.execute(_SOME, {"facet": facet, "keys": [*keys]})
        return self._mask(*(row.ordinals for row in rows))

    def apart(self, facet: str) -> Mapping[str, Mask]:
        rows = self._connection.execute(_SETS, {"facet": facet})
        return {row.key: self._mask(row.ordinals) for row in rows}

    def dated(self, facet: str, when: Callable[[PartialDate], bool]) -> Mask:
        """By when it was announced, or ends."""
        dates = self._connection.scalars(_DATES, {"facet": facet})
        return self.of(facet, [each for each in dates if when(PartialDate.parse(each))])

    def by_date(self, facet: str) -> Iterator[tuple[PartialDate, Ordinals]]:
        rows = self._connection.execute(_SETS, {"facet": facet})
        yield from ((PartialDate.parse(row.key), row.ordinals) for row in rows)

    def money(self) -> Iterator[tuple[str, Ordinals, NDArray[np.int64]]]:
        """By currency, "" if it is not known, the ordinals and amounts of what has one."""
        for row in self._connection.execute(_SETS, {"facet": MONEY}):
            yield row.key, row.ordinals, row.amounts

    def found(self, query: _Query, values: Mapping[str, Any] | None = None) -> Mask:
        """What a query finds of the column `ordinal`."""
        its = query.subquery()
        listed = self._connection.scalar(select(_listed(its.c.ordinal)), values or {})
        return self._mask(_numbers(listed or ""))

    def found_apart(self, query: Select[Any]) -> Mapping[Any, Mask]:
        """The same for each value of its other column."""
        key, ordinal = query.subquery().c
        rows = self._connection.execute(select(key, _listed(ordinal)).group_by(key))
        return {row[0]: self._mask(_numbers(row[1])) for row in rows}

    def _mask(self, *sets: Ordinals) -> Mask:
        mask = self.none()
        for ordinals in sets:
            mask[ordinals] = True
        return mask


def size_of(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _listed(numbers: ColumnElement[Any]) -> ColumnElement[str]:
    """All of them as one text, which takes less long to read than so many rows."""
    return func.aggregate_strings(cast(numbers, String), ",")


def _numbers(listed: str) -> NDArray[np.int64]:
    return np.fromstring(listed, np.int64, sep=",")
