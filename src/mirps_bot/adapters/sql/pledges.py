"""Pledges: found by what was asked, with where they stand and what they add up to."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    bindparam,
    func,
    or_,
    select,
)

from mirps_bot.adapters.sql.pledge_rows import COLUMNS, read_pledges, words_of
from mirps_bot.adapters.sql.statements import Found
from mirps_bot.adapters.sql.sums import amounts, sum_up
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
from mirps_bot.domain.pledge import Pledge, Stage, Sums
from mirps_bot.domain.query import Page, PledgeFilter, Tracked
from mirps_bot.domain.update import Standing

_TRACKED = select(*COLUMNS, pledges.c.stage_reported, pledges.c.updated_at, pledges.c.heard_at)
_IS_ITS_ID = pledges.c.folded_id == bindparam("wanted")
_ONE = (
    _TRACKED.where(or_(_IS_ITS_ID, pledges.c.folded_external_id == bindparam("wanted")))
    .order_by(_IS_ITS_ID.desc(), pledges.c.id)
    .limit(1)
)
_CLOSED = [stage for stage in Stage if stage.is_closed]


class SqlPledges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, pledge: str) -> Tracked | None:
        rows = self._connection.execute(_ONE, {"wanted": pledge.casefold()}).all()
        return next(iter(self._tracked(rows)), None)

    def search(self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10) -> Page:
        rows = self._connection.execute(_page_of(wanted), {"offset": offset, "limit": limit}).all()
        if rows or not offset:
            return Page(items=self._tracked(rows), total=rows[0].total if rows else 0, offset=offset)
        beginning = self._connection.execute(_page_of(wanted), {"offset": 0, "limit": 1}).first()
        return Page(items=(), total=beginning.total if beginning else 0, offset=offset)

    def sums(self, wanted: PledgeFilter) -> Sums:
        return sum_up(self._connection, _amounts_of(wanted))

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        supporters = select(pledge_supports.c.pledge).where(pledge_supports.c.supported == pledge)
        query = select(*COLUMNS).where(or_(pledges.c.part_of == pledge, pledges.c.id.in_(supporters)))
        return read_pledges(self._connection, self._connection.execute(query.order_by(pledges.c.id)).all())

    def _tracked(self, rows: Sequence[Found]) -> tuple[Tracked, ...]:
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


@lru_cache(maxsize=64)
def _page_of(wanted: PledgeFilter) -> Select[Any]:
    """Building a statement takes longer than many a search: what is asked for often is kept."""
    matches = _narrowed(select(pledges.c.id, pledges.c.listing_order), wanted).cte("matches")
    total = select(func.count()).select_from(matches).scalar_subquery()
    page = (
        select(matches.c.id)
        .order_by(matches.c.listing_order, matches.c.id)
        .offset(bindparam("offset", type_=Integer))
        .limit(bindparam("limit", type_=Integer))
    )
    return (
        _TRACKED.add_columns(total.label("total"))
        .where(pledges.c.id.in_(page))
        .order_by(pledges.c.listing_order, pledges.c.id)
    )


@lru_cache(maxsize=64)
def _amounts_of(wanted: PledgeFilter) -> CompoundSelect[Any]:
    return amounts(lambda query: _narrowed(query, wanted))


def _narrowed(query: Select[Any], wanted: PledgeFilter) -> Select[Any]:
    """Of the pledges that a query reads, those that are wanted. A list that is asked for one value is walked along:
    each pledge stands in it once, so there is no need to make a set of it first.
    """
    link = _link_of_one_value(wanted)
    if link is not None:
        query = query.join(link.table, link.table.c.pledge == pledges.c.id)
    return query.where(*_conditions(wanted, walked=link))


def _link_of_one_value(wanted: PledgeFilter) -> Column[Any] | None:
    for column, values in _links_of(wanted):
        if len(values) == 1:
            return column
    return None


def _links_of(wanted: PledgeFilter) -> Iterator[tuple[Column[Any], Sequence[Any]]]:
    yield pledge_entities.c.entity, wanted.owners
    yield pledge_areas.c.area, wanted.areas
    yield pledge_types.c.type, wanted.types


def _conditions(wanted: PledgeFilter, walked: Column[Any] | None) -> Iterator[ColumnElement[bool]]:
    if wanted.entities:
        made_by = _linked(pledge_entities.c.entity, wanted.entities)
        made_for = _linked(pledge_targets.c.entity, wanted.entities)
        yield pledges.c.id.in_(made_by.union_all(made_for))
    for column, values in _links_of(wanted):
        if column is walked:
            yield column.in_(values)
        elif values:
            yield pledges.c.id.in_(_linked(column, values))
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


def _linked(column: Column[Any], values: Sequence[Any]) -> Select[Any]:
    return select(column.table.c.pledge).where(column.in_(values))


def _begins_with(word: str) -> ColumnElement[bool]:
    """Written as a stretch of the index: LIKE would read all of it, on both engines."""
    return (pledge_words.c.word >= word) & (pledge_words.c.word <= word + "\U0010ffff")
