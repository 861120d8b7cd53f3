"""What pledges add up to, without reading them all."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    select,
    type_coerce,
)

from mirps_bot.adapters.sql.columns import ExactNumber
from mirps_bot.adapters.sql.statements import Found, batches
from mirps_bot.adapters.sql.tables import pledge_overlaps, pledges
from mirps_bot.domain.pledge import Pledge, PledgeKind, Sums, Total, add_up


def sum_up(connection: Connection, query: Select[Any]) -> Sums:
    """What the query made by `amounts` finds. Most amounts stand for nobody else's money: the database adds these.
    `add_up` judges the others.
    """
    rows = connection.execute(query).all()
    return _added(rows, _shared(connection, rows))


def sum_up_each(connection: Connection, query: Select[Any]) -> Mapping[Any, Sums]:
    """The same for each value of what `amounts` was to keep apart, as if there were no other."""
    rows = connection.execute(query).all()
    shared = _shared(connection, rows)
    apart = defaultdict(list)
    for row in rows:
        apart[row.key].append(row)
    return {key: _added(its, shared) for key, its in apart.items()}


def amounts(
    narrowed: Callable[[Select[Any]], Select[Any]], apart: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """A row per currency for the money of one record alone, and one for each of the rest, by `shared`, its ordinal;
    for each value of what is kept apart.
    """
    shared = case((pledges.c.shares_money, pledges.c.ordinal)).label("shared")
    scaled = func.sum(type_coerce(pledges.c.amount, BigInteger)).label("scaled")
    query = select(*apart, shared, pledges.c.currency, scaled, func.count().label("number"))
    return narrowed(query.where(pledges.c.amount.is_not(None))).group_by(*apart, shared, pledges.c.currency)


def _added(rows: Sequence[Found], shared: Mapping[int, Pledge]) -> Sums:
    judged = add_up(shared[row.shared] for row in rows if row.shared is not None)
    return _merge(judged, [row for row in rows if row.shared is None])


def _shared(connection: Connection, summed: Sequence[Found]) -> Mapping[int, Pledge]:
    """As much of the pledges that share money as `add_up` looks at, by ordinal."""
    rows = {row.shared: row for row in summed if row.shared is not None}
    own = select(pledges.c.ordinal, pledges.c.id, pledges.c.part_of, pledge_overlaps.c.other).outerjoin(
        pledge_overlaps, pledge_overlaps.c.pledge == pledges.c.id
    )
    found = defaultdict(list)
    for batch in batches(rows):
        for row in connection.execute(own.where(pledges.c.ordinal.in_(batch)).order_by(pledges.c.ordinal)):
            found[row.ordinal].append(row)
    return {
        ordinal: Pledge(
            id=its[0].id,
            kind=PledgeKind.PLEDGE,
            entities=(),
            amount=ExactNumber.read(rows[ordinal].scaled),
            currency=rows[ordinal].currency,
            part_of=its[0].part_of,
            overlaps=tuple(each.other for each in its if each.other),
            source="",
        )
        for ordinal, its in found.items()
    }


def _merge(judged: Sums, alone: Sequence[Found]) -> Sums:
    totals = {total.currency: total for total in judged.totals}
    without_currency = judged.without_currency
    for row in alone:
        if row.currency is None:
            without_currency += row.number
            continue
        nothing = Total(currency=row.currency, amount=Decimal(0), count=0)
        total = totals.get(row.currency, nothing)
        totals[row.currency] = replace(
            total,
            amount=total.amount + ExactNumber.read(int(row.scaled)),
            count=total.count + row.number,
        )
    largest_first = sorted(totals.values(), key=lambda total: (-total.amount, total.currency))
    return Sums(
        totals=tuple(largest_first), overlapping=judged.overlapping, without_currency=without_currency
    )
