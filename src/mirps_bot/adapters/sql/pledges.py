"""Pledges: found by what was asked, with where they stand and what they add up to."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, exists, or_, select

from mirps_bot.adapters.sql.finding import IS_OPEN, NEVER_REPORTED, TOWARD, Finder
from mirps_bot.adapters.sql.ordering import in_order
from mirps_bot.adapters.sql.pledge_rows import COLUMNS, read_pledges
from mirps_bot.adapters.sql.sets import Mask, Ordinals, size_of
from mirps_bot.adapters.sql.statements import Found, batches
from mirps_bot.adapters.sql.sums import Money
from mirps_bot.adapters.sql.tables import pledge_entities, pledges, text_words
from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.page import Page
from mirps_bot.domain.pledge import Pledge, Stage, Sums
from mirps_bot.domain.query import Count, Facet, Open, Order, PledgeFilter, Tracked
from mirps_bot.domain.update import Standing, Unstaged

_TRACKED = select(
    *COLUMNS, pledges.c.ordinal, pledges.c.stage_reported, pledges.c.updated_at, pledges.c.heard_at
)
_AT = _TRACKED.where(pledges.c.ordinal.in_(bindparam("ordinals", expanding=True)))
_IS_ITS_ID = pledges.c.folded_id == bindparam("wanted")
_ONE = (
    _TRACKED.where(or_(_IS_ITS_ID, pledges.c.folded_external_id == bindparam("wanted")))
    .order_by(_IS_ITS_ID.desc(), pledges.c.id)
    .limit(1)
)
_TOWARD = select(*COLUMNS).where(pledges.c.ordinal.in_(TOWARD)).order_by(pledges.c.id)
_LONGEST_SILENT_FIRST = (pledges.c.heard_at.asc().nulls_first(), pledges.c.id)
_OPEN_OF = (
    select(pledge_entities.c.entity, pledges.c.id, pledges.c.names, pledges.c.description, pledges.c.heard_at)
    .join(pledges, pledges.c.ordinal == pledge_entities.c.ordinal)
    .where(pledge_entities.c.entity.in_(bindparam("owners", expanding=True)), IS_OPEN)
    .order_by(*_LONGEST_SILENT_FIRST)
)
_ALL = 2**31 - 1
"""The largest integer that both engines take as a limit."""


def _silent(*which: ColumnElement[bool]) -> Select[Any]:
    own = pledge_entities.c.entity == bindparam("owner")
    first = (
        select(pledges.c.ordinal)
        .join(pledge_entities, pledge_entities.c.ordinal == pledges.c.ordinal)
        .where(own, IS_OPEN, *which)
        .order_by(*_LONGEST_SILENT_FIRST)
        .limit(bindparam("limit", type_=Integer))
    )
    return _TRACKED.where(pledges.c.ordinal.in_(first)).order_by(*_LONGEST_SILENT_FIRST)


_others = pledge_entities.alias()
_SILENT = _silent()
_SILENT_JOINT = _silent(exists().where(_others.c.pledge == pledges.c.id, _others.c.position > 0))


class SqlPledges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._finder = Finder(connection)
        self._last: tuple[PledgeFilter, Mask] | None = None

    def find(self, pledge: str) -> Tracked | None:
        rows = self._connection.execute(_ONE, {"wanted": pledge.casefold()}).all()
        return next(iter(self._tracked(rows)), None)

    def search(
        self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10, order: Order | None = None
    ) -> Page[Tracked]:
        found = self._meeting(wanted)
        total = size_of(found)
        if offset >= total:
            return Page(items=(), total=total, offset=offset)
        listed = in_order(self._finder.sets, found, order) if order else self._in_order(found, wanted)
        shown = listed[offset : offset + limit].tolist()
        return Page(items=self._at(shown), total=len(listed), offset=offset)

    def has(self, wanted: PledgeFilter) -> bool:
        return bool(self._meeting(wanted).any())

    def _meeting(self, wanted: PledgeFilter) -> Mask:
        """Kept until something else is asked: a page, its sums and its counts are all of the same pledges. Where the
        transaction writes, nothing is kept.
        """
        if self._last and self._last[0] == wanted:
            return self._last[1]
        found = self._finder.meeting(wanted)
        if self._connection.get_execution_options().get("reading"):
            self._last = wanted, found
        return found

    def _in_order(self, found: Mask, wanted: PledgeFilter) -> Ordinals:
        """What has the words in its names comes before what has them elsewhere."""
        if not wanted.texts:
            return np.flatnonzero(found)
        named = self._finder.named(wanted)
        return np.concatenate([np.flatnonzero(found & named), np.flatnonzero(found & ~named)])

    def _at(self, ordinals: Sequence[int]) -> tuple[Tracked, ...]:
        place = {ordinal: number for number, ordinal in enumerate(ordinals)}
        rows = [
            row for batch in batches(ordinals) for row in self._connection.execute(_AT, {"ordinals": batch})
        ]
        return self._tracked(sorted(rows, key=lambda row: place[row.ordinal]))

    def longest_silent(
        self, owner: EntityId, *, limit: int | None = None, is_joint: bool = False
    ) -> Page[Tracked]:
        most = _ALL if limit is None else limit
        values = {"owner": owner, "limit": most}
        rows = self._connection.execute(_SILENT_JOINT if is_joint else _SILENT, values).all()
        wanted = PledgeFilter(owners=(owner,), is_open=True, is_joint=is_joint)
        total = len(rows) if len(rows) < most else size_of(self._meeting(wanted))
        return Page(items=self._tracked(rows), total=total, offset=0)

    def open_of(self, owners: Collection[EntityId]) -> Mapping[EntityId, tuple[Open, ...]]:
        found: dict[EntityId, list[Open]] = {each: [] for each in owners}
        rows = self._connection.execute(_OPEN_OF, {"owners": sorted(owners)}).all()
        for owner, pledge, names, description, heard_at in rows:
            found[owner].append(Open(id=pledge, names=names, description=description, heard_at=heard_at))
        return {owner: tuple(own) for owner, own in found.items()}

    def by_stage(self, wanted: PledgeFilter) -> Mapping[Stage | Unstaged, int]:
        named: dict[str | None, Stage | Unstaged] = {
            each.value: each for each in (*Stage, Unstaged.NEVER_REPORTED)
        }
        parts = self._finder.parts(self._meeting(wanted), Facet.STAGE)
        return {named.get(key, Unstaged.HEARD_OF): size_of(part) for key, part in parts}

    def sums(self, wanted: PledgeFilter) -> Sums:
        found = self._meeting(wanted)
        return Money(self._connection, self._finder.sets, found).within(found)

    def counts(self, wanted: PledgeFilter, by: Facet) -> tuple[Count, ...]:
        found = self._meeting(wanted)
        money = Money(self._connection, self._finder.sets, found)
        counts = (
            Count(
                facet=Facet.FLAG if key == NEVER_REPORTED else by,
                key=key,
                number=size_of(its),
                sums=money.within(its),
            )
            for key, its in self._finder.parts(found, by)
        )
        return tuple(sorted(counts, key=lambda each: (-each.number, each.key or "")))

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        rows = self._connection.execute(_TOWARD, {"joint": (pledge,)}).all()
        return read_pledges(self._connection, rows)

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
