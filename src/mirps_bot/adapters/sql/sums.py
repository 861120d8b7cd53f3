"""What pledges add up to, without reading them all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from mirps_bot.adapters.sql.columns import ExactNumber
from mirps_bot.adapters.sql.sets import SHARES_MONEY, Mask, Sets
from mirps_bot.adapters.sql.statements import batches
from mirps_bot.adapters.sql.tables import pledge_overlaps, pledges
from mirps_bot.domain.pledge import Pledge, PledgeKind, Sums, Total, add_up

_SHARED = (
    select(
        *(pledges.c[name] for name in ("ordinal", "id", "amount", "currency", "part_of")),
        pledge_overlaps.c.other,
    )
    .outerjoin(pledge_overlaps, pledge_overlaps.c.pledge == pledges.c.id)
    .where(pledges.c.ordinal.in_(bindparam("ordinals", expanding=True)), pledges.c.amount.is_not(None))
    .order_by(pledges.c.ordinal)
)


class Money:
    """The amounts of what was found. Most stand for nobody else's money and are just added; `add_up` judges others."""

    def __init__(self, connection: Connection, sets: Sets, found: Mask) -> None:
        sharing = found & sets.of(SHARES_MONEY)
        alone = found & ~sharing
        self._alone = [
            (currency, ordinals[its := alone[ordinals]], amounts[its])
            for currency, ordinals, amounts in sets.money()
        ]
        self._shared = dict(_read_shared(connection, np.flatnonzero(sharing).tolist()))

    def within(self, part: Mask) -> Sums:
        """What the amounts of this part of it add up to, as if there were no other."""
        judged = add_up(pledge for ordinal, pledge in self._shared.items() if part[ordinal])
        return _merge(judged, [(code, amounts[part[ordinals]]) for code, ordinals, amounts in self._alone])


def _read_shared(connection: Connection, ordinals: Iterable[int]) -> Iterator[tuple[int, Pledge]]:
    """As much of these pledges as `add_up` looks at."""
    for batch in batches(ordinals):
        rows = connection.execute(_SHARED, {"ordinals": batch})
        for ordinal, its in groupby(rows, key=attrgetter("ordinal")):
            first, *more = its
            yield (
                ordinal,
                Pledge(
                    id=first.id,
                    kind=PledgeKind.PLEDGE,
                    entities=(),
                    amount=first.amount,
                    currency=first.currency,
                    part_of=first.part_of,
                    overlaps=tuple(each.other for each in (first, *more) if each.other),
                    source="",
                ),
            )


def _merge(judged: Sums, alone: Iterable[tuple[str, NDArray[np.int64]]]) -> Sums:
    totals = {total.currency: total for total in judged.totals}
    without_currency = judged.without_currency
    for currency, amounts in alone:
        if not currency:
            without_currency += amounts.size
        elif amounts.size:
            total = totals.get(currency, Total(currency=currency, amount=Decimal(0), count=0))
            # By Python, whose integers are as long as they need be.
            added = total.amount + ExactNumber.read(sum(amounts.tolist()))
            totals[currency] = replace(total, amount=added, count=total.count + amounts.size)
    largest_first = sorted(totals.values(), key=lambda total: (-total.amount, total.currency))
    return Sums(
        totals=tuple(largest_first), overlapping=judged.overlapping, without_currency=without_currency
    )
