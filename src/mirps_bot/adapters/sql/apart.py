"""What pledges are kept apart by, to be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    String,
    case,
    cast,
    func,
    literal_column,
    type_coerce,
)

from mirps_bot.adapters.sql.tables import pledge_areas, pledge_entities, pledge_targets, pledge_types, pledges
from mirps_bot.domain.query import Facet

NEVER_REPORTED = "never_reported"

_LISTS: Mapping[Facet, Column[Any]] = {
    Facet.OWNER: pledge_entities.c.entity,
    Facet.BENEFICIARY: pledge_targets.c.entity,
    Facet.AREA: pledge_areas.c.area,
    Facet.TYPE: pledge_types.c.type,
}
_OWN: Mapping[Facet, ColumnElement[Any]] = {
    Facet.KIND: type_coerce(pledges.c.kind, String),
    Facet.YEAR: cast(pledges.c.announced_year, String),
    Facet.FORUM: type_coerce(pledges.c.forum_kind, String),
    # Written out: PostgreSQL takes a parameter for another each time it stands in a statement.
    Facet.STAGE: case(
        (pledges.c.heard_at.is_(None), literal_column(f"'{NEVER_REPORTED}'", String)),
        else_=type_coerce(func.coalesce(pledges.c.stage_reported, pledges.c.stage), String),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The key that pledges are grouped by, a text, and where it is found: along what else."""

    key: ColumnElement[Any]
    along: FromClause

    @classmethod
    def by(cls, facet: Facet, along: FromClause) -> Self:
        """`along` has the pledges. What is a list of theirs joins it under a name of its own, each with any or none."""
        if (own := _LISTS.get(facet)) is not None:
            its = own.table.alias()
            joined = along.outerjoin(its, its.c.pledge == pledges.c.id)
            return cls(key=type_coerce(its.c[own.name], String).label("key"), along=joined)
        return cls(key=_OWN[facet].label("key"), along=along)


def facet_of(by: Facet, key: str | None) -> Facet:
    return Facet.FLAG if key == NEVER_REPORTED else by
