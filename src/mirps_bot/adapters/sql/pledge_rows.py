"""Pledges as rows and back: one row each, and one per item of its lists."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, String, bindparam, literal_column, select, type_coerce, union_all

from mirps_bot.adapters.sql.statements import MOST_PARAMETERS, Found, Values, batches, row_of
from mirps_bot.adapters.sql.tables import LINKS, pledges
from mirps_bot.domain.pledge import ContributionType, Forum, Pledge

_OWN_COLUMNS = [name for name in Pledge.__dataclass_fields__ if name not in LINKS]
COLUMNS = [pledges.c[name] for name in _OWN_COLUMNS]
"""What a query must select for `read_pledges`, first of all."""


def pledge_row(pledge: Pledge) -> Values:
    announced = pledge.announced
    return row_of(pledge, without=LINKS) | {
        "folded_id": pledge.id.casefold(),
        "folded_external_id": pledge.external_id and pledge.external_id.casefold(),
        "announced_year": announced and announced.year,
        "forum_kind": Forum.named_in(pledge.forum),
        "shares_money": False,
    }


def link_rows(pledge: Pledge, field: str) -> Iterator[Values]:
    for position, value in enumerate(dict.fromkeys(getattr(pledge, field))):
        yield {"pledge": pledge.id, "position": position, LINKS[field].name: value}


def read_pledges(connection: Connection, rows: Sequence[Found]) -> tuple[Pledge, ...]:
    """The pledges of these rows of `COLUMNS` (more columns may follow), in their order."""
    links = _links(connection, [row.id for row in rows])
    return tuple(Pledge(**dict(zip(_OWN_COLUMNS, row, strict=False)), **links[row.id]) for row in rows)


def _links(connection: Connection, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, list[Any]]] = {each: {field: [] for field in LINKS} for each in ids}
    for batch in batches(ids, MOST_PARAMETERS // len(LINKS)):
        for field, pledge, value, _ in connection.execute(_LINKS_OF, {"ids": batch}):
            found[pledge][field].append(ContributionType(value) if field == "types" else value)
    return {each: {field: tuple(values) for field, values in lists.items()} for each, lists in found.items()}


_LINKS_OF = union_all(
    *(
        select(
            literal_column(f"'{field}'").label("field"),
            column.table.c.pledge,
            type_coerce(column, String).label("value"),
            column.table.c.position.label("position"),
        ).where(column.table.c.pledge.in_(bindparam("ids", expanding=True)))
        for field, column in LINKS.items()
    )
).order_by("position")
