"""Pledges: found by what was asked, with where they stand and what they add up to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Exists,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from mirps_bot.adapters.sql.apart import Apart, facet_of
from mirps_bot.adapters.sql.pledge_rows import COLUMNS, read_pledges
from mirps_bot.adapters.sql.statements import Found
from mirps_bot.adapters.sql.sums import amounts, sum_up, sum_up_each
from mirps_bot.adapters.sql.tables import (
    needs,
    pledge_areas,
    pledge_entities,
    pledge_parties,
    pledge_supports,
    pledge_targets,
    pledge_types,
    pledges,
    text_words,
)  # fmt: skip
from mirps_bot.adapters.sql.texts import matching
from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.page import Page
from mirps_bot.domain.pledge import NO_SUMS, Pledge, Stage, Sums
from mirps_bot.domain.query import Count, Facet, Open, PledgeFilter, Tracked
from mirps_bot.domain.update import Standing

_TRACKED = select(*COLUMNS, pledges.c.stage_reported, pledges.c.updated_at, pledges.c.heard_at)
_IS_ITS_ID = pledges.c.folded_id == bindparam("wanted")
_ONE = (
    _TRACKED.where(or_(_IS_ITS_ID, pledges.c.folded_external_id == bindparam("wanted")))
    .order_by(_IS_ITS_ID.desc(), pledges.c.id)
    .limit(1)
)
_ALL = 2**31 - 1
"""The largest integer that both engines take as a limit."""
_CLOSED = [stage for stage in Stage if stage.is_closed]


class Within(Enum):
    """Where the words that are looked for are found."""

    TEXTS = auto()
    NAMES = auto()
    ELSEWHERE = auto()
    """In texts, but not all in names."""


class SqlPledges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def find(self, pledge: str) -> Tracked | None:
        rows = self._connection.execute(_ONE, {"wanted": pledge.casefold()}).all()
        return next(iter(self._tracked(rows)), None)

    def search(self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10) -> Page[Tracked]:
        total = self._count(wanted)
        rows = self._rows(wanted, offset, limit) if offset < total else []
        return Page(items=self._tracked(rows), total=total, offset=offset)

    def has(self, wanted: PledgeFilter) -> bool:
        return self._connection.scalar(_any_of(wanted, self._dialect)) is not None

    def _rows(self, wanted: PledgeFilter, offset: int, limit: int) -> list[Found]:
        """What has the words in its names comes before what has them elsewhere."""
        if not wanted.texts:
            return self._page(_page_of(wanted, self._dialect), offset, limit)
        rows = self._page(_page_of(wanted, self._dialect, within=Within.NAMES), offset, limit)
        if len(rows) < limit:
            named = offset + len(rows) if rows or not offset else self._count(wanted, within=Within.NAMES)
            elsewhere = _page_of(wanted, self._dialect, within=Within.ELSEWHERE)
            rows += self._page(elsewhere, max(0, offset - named), limit - len(rows))
        return rows

    def _count(self, wanted: PledgeFilter, within: Within = Within.TEXTS) -> int:
        return self._connection.scalar(_count_of(wanted, self._dialect, within=within)) or 0

    def _page(self, page: Select[Any], offset: int, limit: int) -> list[Found]:
        return list(self._connection.execute(page, {"offset": offset, "limit": limit}))

    def longest_silent(
        self, owner: EntityId, *, limit: int | None = None, is_joint: bool = False
    ) -> Page[Tracked]:
        wanted = PledgeFilter(owners=(owner,), is_open=True, is_joint=is_joint)
        most = _ALL if limit is None else limit
        rows = self._connection.execute(_silent_of(wanted, self._dialect), {"limit": most}).all()
        total = len(rows) if len(rows) < most else self._count(wanted)
        return Page(items=self._tracked(rows), total=total, offset=0)

    def open_of(self, owners: Collection[EntityId]) -> Mapping[EntityId, tuple[Open, ...]]:
        found: dict[EntityId, list[Open]] = {each: [] for each in owners}
        rows = self._connection.execute(_OPEN_OF, {"owners": sorted(owners)}).all()
        for owner, pledge, names, description, heard_at in rows:
            found[owner].append(Open(id=pledge, names=names, description=description, heard_at=heard_at))
        return {owner: tuple(own) for owner, own in found.items()}

    def by_stage(self, wanted: PledgeFilter) -> Mapping[Stage | None, int]:
        rows = self._connection.execute(_stages_of(wanted, self._dialect))
        return {row[0]: row[1] for row in rows}

    def sums(self, wanted: PledgeFilter) -> Sums:
        return sum_up(self._connection, _amounts_of(wanted, self._dialect))

    def counts(self, wanted: PledgeFilter, by: Facet) -> tuple[Count, ...]:
        numbers = self._connection.execute(_numbers_of(wanted, by, self._dialect)).all()
        sums = sum_up_each(self._connection, _amounts_of(wanted, self._dialect, by=by))
        counts = (
            Count(facet=facet_of(by, key), key=key, number=number, sums=sums.get(key, NO_SUMS))
            for key, number in numbers
        )
        return tuple(sorted(counts, key=lambda each: (-each.number, each.key or "")))

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        query = select(*COLUMNS).where(_counts_toward((pledge,)))
        return read_pledges(self._connection, self._connection.execute(query.order_by(pledges.c.id)).all())

    def words(self) -> frozenset[str]:
        return frozenset(self._connection.scalars(select(text_words.c.word)))

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


# Building a statement takes longer than many a search: what is asked for often is kept.

_LONGEST_SILENT_FIRST = (pledges.c.heard_at.asc().nulls_first(), pledges.c.id)


@lru_cache(maxsize=64)
def _count_of(wanted: PledgeFilter, dialect: str, *, within: Within = Within.TEXTS) -> Select[Any]:
    way = _way_to(wanted, dialect, within=within)
    return select(func.count()).select_from(way.along).where(*way.conditions)


def _any_of(wanted: PledgeFilter, dialect: str) -> Select[Any]:
    way = _way_to(wanted, dialect)
    return select(way.ordinal).select_from(way.along).where(*way.conditions).limit(1)


@lru_cache(maxsize=64)
def _page_of(wanted: PledgeFilter, dialect: str, *, within: Within = Within.TEXTS) -> Select[Any]:
    way = _way_to(wanted, dialect, within=within)
    page = (
        select(way.ordinal)
        .select_from(way.along)
        .where(*way.conditions)
        .order_by(way.ordinal)
        .offset(bindparam("offset", type_=Integer))
        .limit(bindparam("limit", type_=Integer))
    )
    return _TRACKED.where(pledges.c.ordinal.in_(page)).order_by(pledges.c.ordinal)


@lru_cache(maxsize=64)
def _amounts_of(wanted: PledgeFilter, dialect: str, *, by: Facet | None = None) -> Select[Any]:
    way = _way_to(wanted, dialect, is_by_pledges=True)
    apart = Apart.by(by, way.along) if by else None
    along, keys = (apart.along, (apart.key,)) if apart else (way.along, ())
    return amounts(lambda query: query.select_from(along).where(*way.conditions), keys)


@lru_cache(maxsize=64)
def _numbers_of(wanted: PledgeFilter, by: Facet, dialect: str) -> Select[Any]:
    way = _way_to(wanted, dialect, is_by_pledges=True)
    apart = Apart.by(by, way.along)
    return select(apart.key, func.count()).select_from(apart.along).where(*way.conditions).group_by(apart.key)


@lru_cache(maxsize=64)
def _silent_of(wanted: PledgeFilter, dialect: str) -> Select[Any]:
    way = _way_to(wanted, dialect, is_by_pledges=True)
    first = (
        select(way.ordinal)
        .select_from(way.along)
        .where(*way.conditions)
        .order_by(*_LONGEST_SILENT_FIRST)
        .limit(bindparam("limit", type_=Integer))
    )
    return _TRACKED.where(pledges.c.ordinal.in_(first)).order_by(*_LONGEST_SILENT_FIRST)


@lru_cache(maxsize=64)
def _stages_of(wanted: PledgeFilter, dialect: str) -> Select[Any]:
    way = _way_to(wanted, dialect, is_by_pledges=True)
    stage = case((pledges.c.heard_at.is_not(None), func.coalesce(pledges.c.stage_reported, pledges.c.stage)))
    return select(stage, func.count()).select_from(way.along).where(*way.conditions).group_by(stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """Where the pledges that are wanted are found: along what, by which number, on what conditions."""

    along: FromClause
    ordinal: ColumnElement[int]
    conditions: Sequence[ColumnElement[bool]]


def _way_to(
    wanted: PledgeFilter, dialect: str, *, is_by_pledges: bool = False, within: Within = Within.TEXTS
) -> _Way:
    """A list that is asked for one value is walked along, in the order of the list of all, and so is the index of
    texts: each pledge stands in it once. The pledges themselves are read only if more is asked for.
    """
    walked = [column for column, values in _links_of(wanted) if len(values) == 1]
    along: list[FromClause] = [column.table for column in walked]
    if wanted.texts or wanted.words:
        # It comes first: SQLite walks along it in its own order, and need not sort.
        along.insert(0, matching(dialect, wanted, in_names=within is Within.NAMES).subquery())
    conditions = list(_conditions(wanted, dialect, walked))
    if is_by_pledges or not along or len(conditions) > len(walked):
        along.append(pledges)
    first, *others = along
    joined = first
    for each in others:
        joined = joined.join(each, each.c.ordinal == first.c.ordinal)
    if within is Within.ELSEWHERE:
        conditions.append(first.c.ordinal.not_in(matching(dialect, wanted, in_names=True)))
    return _Way(along=joined, ordinal=first.c.ordinal, conditions=conditions)


def _links_of(wanted: PledgeFilter) -> Iterator[tuple[Column[Any], Sequence[Any]]]:
    yield pledge_parties.c.entity, wanted.entities
    yield pledge_entities.c.entity, wanted.owners
    yield pledge_targets.c.entity, wanted.beneficiaries
    yield pledge_areas.c.area, wanted.areas
    yield pledge_types.c.type, wanted.types


def _conditions(
    wanted: PledgeFilter, dialect: str, walked: Sequence[Column[Any]] = ()
) -> Iterator[ColumnElement[bool]]:
    for column, values in _links_of(wanted):
        if column in walked:
            yield column == values[0]
        elif values:
            yield _is_linked(column, values)
    yield from _conditions_of_itself(wanted)
    if wanted.joint:
        yield _counts_toward(wanted.joint)
    for ways in wanted.either:
        yield or_(false(), *(and_(true(), *_all_conditions(each, dialect)) for each in ways))
    if wanted.without:
        yield from map(_does_not_hold, _all_conditions(wanted.without, dialect))


def _does_not_hold(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """What is not known is not what is to be left out; whether a row exists is always known."""
    return not_(condition if isinstance(condition, Exists) else func.coalesce(condition, false()))


def _all_conditions(wanted: PledgeFilter, dialect: str) -> Iterator[ColumnElement[bool]]:
    """Where nothing is walked along."""
    yield from _conditions(wanted, dialect)
    if wanted.texts or wanted.words:
        yield pledges.c.ordinal.in_(matching(dialect, wanted))


def _is_linked(column: Column[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Under a name of its own: the same list may be walked along outside."""
    own = column.table.alias()
    return exists().where(own.c[column.name].in_(values), own.c.ordinal == pledges.c.ordinal)


def _conditions_of_itself(wanted: PledgeFilter) -> Iterator[ColumnElement[bool]]:
    for column, values in (
        (pledges.c.id, wanted.ids),
        (func.coalesce(pledges.c.stage_reported, pledges.c.stage), wanted.stages),
        (pledges.c.kind, wanted.kinds),
        (pledges.c.announced_year, wanted.years),
        (pledges.c.forum_kind, wanted.forums),
    ):
        if values:
            yield column.in_(values)
    if wanted.spans:
        yield or_(
            *(
                and_(pledges.c.announced_first <= each.last, pledges.c.announced_last >= each.first)
                for each in wanted.spans
            )
        )
    if wanted.changed_since:
        since = wanted.changed_since
        yield or_(pledges.c.heard_at >= since, pledges.c.announced_first >= since.date())
    if wanted.never_reported:
        yield pledges.c.heard_at.is_(None)
    if wanted.has_open_need:
        yield _meets_open_need()
    if wanted.is_joint:
        others = pledge_entities.alias()
        yield exists().where(others.c.pledge == pledges.c.id, others.c.position > 0)
    if wanted.is_open:
        yield or_(pledges.c.stage_reported.is_(None), pledges.c.stage_reported.not_in(_CLOSED))


_OPEN_OF = (
    select(pledge_entities.c.entity, pledges.c.id, pledges.c.names, pledges.c.description, pledges.c.heard_at)
    .join(pledges, pledges.c.ordinal == pledge_entities.c.ordinal)
    .where(
        pledge_entities.c.entity.in_(bindparam("owners", expanding=True)),
        *_conditions_of_itself(PledgeFilter(is_open=True)),
    )
    .order_by(*_LONGEST_SILENT_FIRST)
)


def _meets_open_need() -> ColumnElement[bool]:
    parties, themes = pledge_parties.alias(), pledge_areas.alias()
    return pledges.c.ordinal.in_(
        select(parties.c.ordinal)
        .join(needs, needs.c.entity == parties.c.entity)
        .join(themes, (themes.c.ordinal == parties.c.ordinal) & (themes.c.area == needs.c.area))
        .where(needs.c.closed_at.is_(None))
    )


def _counts_toward(joint: Sequence[PledgeId]) -> ColumnElement[bool]:
    """As one list of two, each found by its own index: written with OR, PostgreSQL would look at every pledge."""
    part = pledges.alias()
    supporters = select(pledge_supports.c.ordinal).where(pledge_supports.c.supported.in_(joint))
    return pledges.c.ordinal.in_(
        supporters.union_all(select(part.c.ordinal).where(part.c.part_of.in_(joint)))
    )
