"""The orders that pledges are listed in by what they state, read from their sets."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from mirps_bot.adapters.sql.sets import ANNOUNCED, ENDS, Mask, Ordinals, Sets
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.query import Order


def in_order(sets: Sets, found: Mask, order: Order) -> Ordinals:
    """As much of what was found as can be put in this order; by `ordinal` where it does not tell."""
    runs = _largest_first(sets, found) if order is Order.LARGEST else _by_date(sets, found, order)
    return np.concatenate([np.zeros(0, np.int64), *runs])


def _by_date(sets: Sets, found: Mask, order: Order) -> Iterator[Ordinals]:
    is_by_end = order is Order.ENDING

    def day(dated: tuple[PartialDate, Ordinals]) -> date:
        return dated[0].last_day if is_by_end else dated[0].first_day

    for _, ordinals in sorted(
        sets.by_date(ENDS if is_by_end else ANNOUNCED), key=day, reverse=order is Order.NEWEST
    ):
        yield np.sort(ordinals[found[ordinals]])


def _largest_first(sets: Sets, found: Mask) -> Iterator[Ordinals]:
    its = [
        (currency, ordinals[here := found[ordinals]], amounts[here])
        for currency, ordinals, amounts in sets.money()
    ]
    for _, ordinals, amounts in sorted(its, key=lambda each: (not each[0], -each[1].size, each[0])):
        yield ordinals[np.lexsort((ordinals, -amounts))]
