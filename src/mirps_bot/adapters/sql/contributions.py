"""What entities say they bring to pledges, append-only."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, select

from mirps_bot.adapters.sql.statements import Found, add_once, name_of, row_of, values_of
from mirps_bot.adapters.sql.tables import contributions
from mirps_bot.domain.contribution import Contribution, Support
from mirps_bot.domain.ids import PledgeId
from mirps_bot.ports import NewContribution

_SUPPORT = tuple(each.name for each in fields(Support))


class SqlContributions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, new: NewContribution) -> Contribution:
        said = row_of(new, without={"support"}) | row_of(new.support)
        row, _ = add_once(self._connection, contributions, said | {"author_name": name_of(new.author)})
        return _contribution(row)

    def toward(self, pledge: PledgeId) -> tuple[Contribution, ...]:
        query = select(contributions).where(contributions.c.pledge == pledge)
        newest_first = query.order_by(contributions.c.filed_at.desc(), contributions.c.id.desc())
        return tuple(map(_contribution, self._connection.execute(newest_first)))

    def filed_between(self, since: datetime, until: datetime) -> tuple[Contribution, ...]:
        table = contributions.c
        within = select(contributions).where(table.filed_at >= since, table.filed_at < until)
        return tuple(map(_contribution, self._connection.execute(within.order_by(table.filed_at, table.id))))


def _contribution(row: Found) -> Contribution:
    values = values_of(row, without={"submission", "on_behalf"})
    support = Support(**{name: values.pop(name) for name in _SUPPORT})
    return Contribution(support=support, **values)
