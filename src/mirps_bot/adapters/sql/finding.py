"""From what is asked for to the pledges that answer it, by sets of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial, reduce
from operator import and_, or_
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, bindparam, select

from mirps_bot.adapters.sql.columns import ExactNumber
from mirps_bot.adapters.sql.sets import ANNOUNCED, ENDS, IS_GLOBAL, IS_JOINT, Mask, Sets
from mirps_bot.adapters.sql.tables import needs, pledge_supports, pledges
from mirps_bot.adapters.sql.texts import matching
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.money import Amounts
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Facet, PledgeFilter, Span

_CLOSED = [stage for stage in Stage if stage.is_closed]
NEVER_REPORTED = "never_reported"

_NUMBERED = select(pledges.c.ordinal).where(pledges.c.id.in_(bindparam("ids", expanding=True)))
_HEARD = select(pledges.c.ordinal).where(pledges.c.heard_at.is_not(None))
_HEARD_SINCE = select(pledges.c.ordinal).where(pledges.c.heard_at >= bindparam("since"))
_REPORTED = select(pledges.c.stage_reported, pledges.c.ordinal).where(pledges.c.stage_reported.is_not(None))
_IS_CLOSED = pledges.c.stage_reported.in_(_CLOSED)
IS_OPEN = pledges.c.stage_reported.is_(None) | ~_IS_CLOSED
_REPORTED_CLOSED = select(pledges.c.ordinal).where(_IS_CLOSED)
_JOINT: BindParameter[Any] = bindparam("joint", expanding=True)
_SUPPORTERS = select(pledge_supports.c.ordinal).where(pledge_supports.c.supported.in_(_JOINT))
# As one list of two, each found by its own index: written with OR, PostgreSQL would look at every pledge.
TOWARD = _SUPPORTERS.union_all(select(pledges.c.ordinal).where(pledges.c.part_of.in_(_JOINT)))
_NEEDED = select(needs.c.entity, needs.c.area).where(needs.c.closed_at.is_(None)).distinct()


class Finder:
    """What one transaction finds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.sets = Sets(connection)

    def meeting(self, wanted: PledgeFilter) -> Mask:
        return reduce(and_, self._met(wanted), self.sets.all())

    def named(self, wanted: PledgeFilter) -> Mask:
        """What has in its names all that is looked for in texts."""
        return self.sets.found(matching(self._connection.dialect.name, wanted, in_names=True))

    def parts(self, found: Mask, by: Facet) -> Iterator[tuple[str | None, Mask]]:
        """As much of what was found as has each value, and what has none."""
        rest = found
        for key, its in self._apart(by).items():
            if (part := found & its).any():
                yield key, part
                rest = rest & ~its
        if rest.any():
            yield None, rest

    def _apart(self, by: Facet) -> Mapping[str, Mask]:
        """By stage, what was never reported is apart."""
        if by is not Facet.STAGE:
            return self.sets.apart(by)
        heard = self.sets.found(_HEARD)
        stages = {str(stage): its & heard for stage, its in self._stages().items()}
        return {NEVER_REPORTED: ~heard, **stages}

    def _met(self, wanted: PledgeFilter) -> Iterator[Mask]:
        """What has each of the fields that are asked for."""
        sets = self.sets
        for facet, values in _valued(wanted):
            if values:
                yield sets.of(facet, list(map(str, values)))
        if wanted.ids:
            yield sets.found(_NUMBERED, {"ids": wanted.ids})
        if wanted.stages:
            at = self._stages()
            yield self._any(at[stage] for stage in wanted.stages)
        for dates, spans in ((ANNOUNCED, wanted.spans), (ENDS, wanted.endings)):
            if spans:
                yield sets.dated(dates, partial(_may_fall_in, spans))
        if wanted.amounts:
            yield self._any(map(self._stated, wanted.amounts))
        if since := wanted.changed_since:
            heard = sets.found(_HEARD_SINCE, {"since": since})
            yield heard | sets.dated(ANNOUNCED, lambda day: day.first_day >= since.date())
        if wanted.without_date:
            yield ~sets.dated(ANNOUNCED, lambda _: True)
        if wanted.without_amount:
            yield ~self._stated(Amounts())
        if wanted.never_reported:
            yield ~sets.found(_HEARD)
        if wanted.is_open:
            yield ~sets.found(_REPORTED_CLOSED)
        if wanted.is_joint:
            yield sets.of(IS_JOINT)
        if wanted.is_global:
            yield sets.of(IS_GLOBAL)
        if wanted.has_open_need:
            parties, themes = sets.apart(Facet.ENTITY), sets.apart(Facet.AREA)
            yield self._any(
                parties[entity] & themes[area]
                for entity, area in self._connection.execute(_NEEDED)
                if entity in parties and area in themes
            )
        if wanted.joint:
            yield sets.found(TOWARD, {"joint": wanted.joint})
        if wanted.texts or wanted.words:
            yield sets.found(matching(self._connection.dialect.name, wanted))
        for ways in wanted.either:
            yield self._any(map(self.meeting, ways))
        if wanted.without:
            yield ~self._any(self._met(wanted.without))

    def _stated(self, wanted: Amounts) -> Mask:
        mask = self.sets.none()
        for currency, ordinals, amounts in self.sets.money():
            if wanted.currency not in (None, currency):
                continue
            if wanted.least is not None:
                is_over = np.greater if wanted.excludes_least else np.greater_equal
                its = is_over(amounts, ExactNumber.scaled(wanted.least))
                ordinals, amounts = ordinals[its], amounts[its]
            if wanted.most is not None:
                is_under = np.less if wanted.excludes_most else np.less_equal
                ordinals = ordinals[is_under(amounts, ExactNumber.scaled(wanted.most))]
            mask[ordinals] = True
        return mask

    def _stages(self) -> Mapping[Stage, Mask]:
        """As last reported, else as stated publicly."""
        reported, stated = self.sets.found_apart(_REPORTED), self.sets.apart(Facet.STAGE)
        unreported, nothing = ~self._any(reported.values()), self.sets.none()
        return {
            stage: reported.get(stage, nothing) | stated.get(stage, nothing) & unreported for stage in Stage
        }

    def _any(self, masks: Iterable[Mask]) -> Mask:
        return reduce(or_, masks, self.sets.none())


def _may_fall_in(spans: Iterable[Span], day: PartialDate) -> bool:
    return any(day.first_day <= span.last and day.last_day >= span.first for span in spans)


def _valued(wanted: PledgeFilter) -> Iterator[tuple[Facet, tuple[object, ...]]]:
    yield Facet.ENTITY, wanted.entities
    yield Facet.OWNER, wanted.owners
    yield Facet.BENEFICIARY, wanted.beneficiaries
    yield Facet.AREA, wanted.areas
    yield Facet.TYPE, wanted.types
    yield Facet.KIND, wanted.kinds
    yield Facet.YEAR, wanted.years
    yield Facet.FORUM, wanted.forums
