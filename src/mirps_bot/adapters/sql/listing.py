"""The order of the list of all pledges, kept as a number of each, so that any part of it is read in order."""

from sqlalchemy import Connection, func, select, update

from mirps_bot.adapters.sql.sets import write_sets
from mirps_bot.adapters.sql.tables import LINKS, pledges
from mirps_bot.domain.pledge import PledgeKind

_ORDER = (
    (pledges.c.kind != PledgeKind.MULTI_STAKEHOLDER),
    pledges.c.announced_year.desc().nulls_last(),
    pledges.c.id,
)


def put_in_order(connection: Connection) -> None:
    """Number all pledges anew, and what refers to them by that number."""
    placed = select(pledges.c.id, func.row_number().over(order_by=_ORDER).label("place")).subquery()
    connection.execute(update(pledges).where(pledges.c.id == placed.c.id).values(ordinal=placed.c.place))
    for column in LINKS.values():
        table = column.table
        connection.execute(
            update(table).where(table.c.pledge == pledges.c.id).values(ordinal=pledges.c.ordinal)
        )
    write_sets(connection)
