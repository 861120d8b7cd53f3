"""Pledges: found by what was asked, with where they stand and what they add up to."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, func, or_, select, type_coerce

from mirps_bot.adapters.sql.columns import ExactNumber
from mirps_bot.adapters.sql.pledge_rows import COLUMNS, read_pledges, words_of
from mirps_bot.adapters.sql.statements import Found
from mirps_bot.adapters.sql.tables import (
    pledge_areas,
    pledge_entities,
    pledge_supports,
    pledge_targets,
    pledge_types,
    pledge_words,
    pledges,
)  # fmt: skip
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.pledge import Pledge, Stage, Sums, Total, add_up
from mirps_bot.domain.query import Page, PledgeFilter, Tracked
from mirps_bot.domain.update import Standing

_TRACKED = select(*COLUMNS, pledges.c.stage_reported, pledges.c.updated_at, pledges.c.heard_at)
_CLOSED = [stage for stage in Stage if stage.is_closed]


class SqlPledges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, pledge: str) -> Tracked | None:
        wanted = pledge.casefold()
        is_it = or_(pledges.c.folded_id == wanted, pledges.c.folded_external_id == wanted)
        by_id_first = (pledges.c.folded_id == wanted).desc()
        query = _TRACKED.where(is_it).order_by(by_id_first, pledges.c.id).limit(1)
        return next(iter(self._tracked(query)), None)

    def search(self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10) -> Page:
        conditions = tuple(_conditions(wanted))
        total = self._connection.scalar(select(func.count()).select_from(pledges).where(*conditions))
        page = _TRACKED.where(*conditions).order_by(pledges.c.listing_order, pledges.c.id)
        return Page(items=self._tracked(page.offset(offset).limit(limit)), total=total or 0, offset=offset)

    def sums(self, wanted: PledgeFilter) -> Sums:
        """Most money is no other record's too and is added by the database; the rule is for the rest."""
        conditions = (*_conditions(wanted), pledges.c.amount.is_not(None))
        shared = self._connection.execute(select(*COLUMNS).where(*conditions, pledges.c.shares_money))
        plain = self._connection.execute(
            select(
                pledges.c.currency,
                func.sum(type_coerce(pledges.c.amount, BigInteger)),
                func.count(),
            )
            .where(*conditions, ~pledges.c.shares_money)
            .group_by(pledges.c.currency)
        )
        return _merge(add_up(read_pledges(self._connection, shared.all())), plain.all())

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        supporters = select(pledge_supports.c.pledge).where(pledge_supports.c.supported == pledge)
        query = select(*COLUMNS).where(or_(pledges.c.part_of == pledge, pledges.c.id.in_(supporters)))
        return read_pledges(self._connection, self._connection.execute(query.order_by(pledges.c.id)).all())

    def _tracked(self, query: Select[Any]) -> tuple[Tracked, ...]:
        rows = self._connection.execute(query).all()
        return tuple(
            Tracked(
                pledge=pledge,
                standing=Standing(
                    pledge=pledge.id,
                    stage=row.stage_reported,
                    updated_at=row.updated_at,
                    heard_at=row.heard_at,
                ),
            )
            for row, pledge in zip(rows, read_pledges(self._connection, rows), strict=True)
        )


def _conditions(wanted: PledgeFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.entities:
        yield or_(
            _linked(pledge_entities.c.entity, wanted.entities),
            _linked(pledge_targets.c.entity, wanted.entities),
        )
    if wanted.owners:
        yield _linked(pledge_entities.c.entity, wanted.owners)
    if wanted.areas:
        yield _linked(pledge_areas.c.area, wanted.areas)
    if wanted.types:
        yield _linked(pledge_types.c.type, wanted.types)
    if wanted.stages:
        yield func.coalesce(pledges.c.stage_reported, pledges.c.stage).in_(wanted.stages)
    if wanted.kinds:
        yield pledges.c.kind.in_(wanted.kinds)
    if wanted.years:
        yield pledges.c.announced_year.in_(wanted.years)
    for word in words_of(" ".join(wanted.words)):
        yield pledges.c.id.in_(select(pledge_words.c.pledge).where(_begins_with(word)))
    if wanted.never_reported:
        yield pledges.c.heard_at.is_(None)
    if wanted.is_open:
        yield or_(pledges.c.stage_reported.is_(None), pledges.c.stage_reported.not_in(_CLOSED))


def _linked(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    return pledges.c.id.in_(select(column.table.c.pledge).where(column.in_(values)))


def _begins_with(word: str) -> ColumnElement[bool]:
    """Written as a stretch of the index: LIKE would read all of it, on both engines."""
    return (pledge_words.c.word >= word) & (pledge_words.c.word <= word + "\U0010ffff")


def _merge(ruled: Sums, plain: Sequence[Found]) -> Sums:
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    without_currency = ruled.without_currency
    for total in ruled.totals:
        amounts[total.currency].append(total.amount)
        counts[total.currency] += total.count
    for currency, scaled, count in plain:
        if currency is None:
            without_currency += count
        else:
            amounts[currency].append(ExactNumber.read(int(scaled)))
            counts[currency] += count
    totals = [
        Total(currency=code, amount=sum(each, Decimal(0)), count=counts[code])
        for code, each in amounts.items()
    ]
    totals.sort(key=lambda total: (-total.amount, total.currency))
    return Sums(totals=tuple(totals), overlapping=ruled.overlapping, without_currency=without_currency)
