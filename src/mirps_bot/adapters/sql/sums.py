"""What pledges add up to, without reading them all."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Connection,
    Select,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from mirps_bot.adapters.sql.columns import ExactNumber
from mirps_bot.adapters.sql.statements import Found, batches
from mirps_bot.adapters.sql.tables import pledge_overlaps, pledges
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.pledge import Pledge, PledgeKind, Sums, Total, add_up


def sum_up(connection: Connection, query: CompoundSelect[Any]) -> Sums:
    """What the query made by `amounts` finds. Most amounts stand for nobody else's money: the database adds these.
    `add_up` judges the others.
    """
    rows = connection.execute(query).all()
    judged = add_up(_shared(connection, [row for row in rows if row.id is not None]))
    return _merge(judged, [row for row in rows if row.id is None])


def amounts(narrowed: Callable[[Select[Any]], Select[Any]]) -> CompoundSelect[Any]:
    """A row per currency for the money of one record alone (`id` is null), and one per pledge for the rest."""
    with_amount = select(
        pledges.c.id,
        pledges.c.currency,
        pledges.c.part_of,
        type_coerce(pledges.c.amount, BigInteger).label("scaled"),
        pledges.c.shares_money,
    ).where(pledges.c.amount.is_not(None))
    matches = narrowed(with_amount).cte("matches")
    alone = (
        select(null().label("id"), matches.c.currency, null().label("part_of"))
        .add_columns(func.sum(matches.c.scaled).label("scaled"), func.count().label("number"))
        .where(~matches.c.shares_money)
        .group_by(matches.c.currency)
    )
    shared = select(
        matches.c.id, matches.c.currency, matches.c.part_of, matches.c.scaled, literal(1).label("number")
    )
    return union_all(shared.where(matches.c.shares_money), alone)


def _shared(connection: Connection, rows: Sequence[Found]) -> list[Pledge]:
    """As much of these pledges as `add_up` looks at."""
    overlaps: dict[str, list[PledgeId]] = defaultdict(list)
    for batch in batches(row.id for row in rows):
        query = select(pledge_overlaps.c.pledge, pledge_overlaps.c.other)
        for pledge, other in connection.execute(query.where(pledge_overlaps.c.pledge.in_(batch))):
            overlaps[pledge].append(other)
    return [
        Pledge(
            id=row.id,
            kind=PledgeKind.PLEDGE,
            entities=(),
            amount=ExactNumber.read(row.scaled),
            currency=row.currency,
            part_of=row.part_of,
            overlaps=tuple(overlaps[row.id]),
            source="",
        )
        for row in rows
    ]


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
