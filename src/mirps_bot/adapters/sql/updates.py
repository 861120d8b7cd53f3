"""What entities report, append-only, and the standing of pledges that follows from it."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from mirps_bot.adapters.sql.statements import Found, insert, row_of
from mirps_bot.adapters.sql.tables import people, pledges, updates
from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.update import Report, Update, UpdateKind
from mirps_bot.ports import NewUpdate

_REPORT = tuple(each.name for each in fields(Report))


class SqlUpdates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, new: NewUpdate) -> tuple[Update, bool]:
        # One at a time per pledge, so that each sees all earlier ones when it works out the standing.
        standing = select(pledges.c.id).where(pledges.c.id == new.pledge)
        self._connection.execute(standing.with_for_update(key_share=True))
        author_name = select(people.c.name).where(people.c.id == new.author).scalar_subquery()
        row = row_of(new, without={"report"}) | row_of(new.report) | {"author_name": author_name}
        added = self._connection.execute(
            insert(self._connection, updates)
            .values(row)
            .on_conflict_do_nothing(index_elements=["submission", "pledge"])
            .returning(updates)
        ).first()
        if added is None:
            return self._filed(new), False
        self._follow(new.pledge)
        return _update(added), True

    def of_pledge(self, pledge: PledgeId, *, limit: int = 10) -> tuple[Update, ...]:
        return self._read(_newest_first(pledge).limit(limit))

    def latest(self, pledge: PledgeId, kind: UpdateKind | None = None) -> Update | None:
        query = _newest_first(pledge)
        if kind is not None:
            query = query.where(updates.c.kind == kind)
        return next(iter(self._read(query.limit(1))), None)

    def last_of(self, entity: EntityId) -> datetime | None:
        moment: datetime | None = self._connection.scalar(
            select(func.max(updates.c.filed_at)).where(updates.c.entity == entity)
        )
        return moment

    def filed_between(self, since: datetime, until: datetime) -> tuple[Update, ...]:
        query = select(updates).where(updates.c.filed_at >= since, updates.c.filed_at < until)
        return self._read(query.order_by(updates.c.filed_at, updates.c.id))

    def _filed(self, new: NewUpdate) -> Update:
        query = select(updates).where(updates.c.submission == new.submission, updates.c.pledge == new.pledge)
        return _update(self._connection.execute(query).one())

    def _follow(self, pledge: PledgeId) -> None:
        """Bring the standing in line with what is filed; a corrected version's stage no longer counts."""
        of_pledge = updates.c.pledge == pledge
        corrected = select(updates.c.corrects).where(of_pledge, updates.c.corrects.is_not(None))
        last_stage = (
            select(updates.c.stage)
            .where(of_pledge, updates.c.stage.is_not(None), updates.c.id.not_in(corrected))
            .order_by(updates.c.filed_at.desc(), updates.c.id.desc())
            .limit(1)
        )
        last_word = select(func.max(updates.c.filed_at)).where(of_pledge)
        last_update = last_word.where(updates.c.kind == UpdateKind.UPDATE)
        self._connection.execute(
            update(pledges)
            .where(pledges.c.id == pledge)
            .values(
                stage_reported=last_stage.scalar_subquery(),
                updated_at=last_update.scalar_subquery(),
                heard_at=last_word.scalar_subquery(),
            )
        )

    def _read(self, query: Select[Any]) -> tuple[Update, ...]:
        return tuple(_update(row) for row in self._connection.execute(query))


def _newest_first(pledge: PledgeId) -> Select[Any]:
    query = select(updates).where(updates.c.pledge == pledge)
    return query.order_by(updates.c.filed_at.desc(), updates.c.id.desc())


def _update(row: Found) -> Update:
    values = row._asdict()
    values.pop("submission")
    report = Report(**{name: values.pop(name) for name in _REPORT})
    return Update(report=report, **values)
