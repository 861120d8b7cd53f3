"""What entities report, append-only, and the standing of pledges that follows from it."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    func,
    select,
    true,
    update,
)

from mirps_bot.adapters.sql.statements import (
    MOST_PARAMETERS,
    Found,
    batches,
    insert,
    name_of,
    row_of,
    values_of,
)
from mirps_bot.adapters.sql.tables import files, pledges, updates
from mirps_bot.domain.attachment import Document, FileState, MediaType
from mirps_bot.domain.ids import EntityId, PledgeId, UpdateId
from mirps_bot.domain.update import Report, Update, UpdateKind
from mirps_bot.ports import AlreadyReplaced, NewUpdate

_REPORT = tuple(each.name for each in fields(Report))


# A version, what replaced it, and what is attached to it.
_replacing = updates.alias("replacing")
_DOCUMENT = ("name", "state", "media_type", "size", "sha256")
_VERSIONS = (
    select(
        updates,
        _replacing.c.id.label("replaced_by"),
        *(files.c[each].label(f"file_{each}") for each in _DOCUMENT),
    )
    .outerjoin(_replacing, _replacing.c.corrects == updates.c.id)
    .outerjoin(files, files.c.update == updates.c.id)
)
_replaced = updates.alias("replaced")
_corrects_a_part = exists().where(_replaced.c.id == updates.c.corrects, _replaced.c.kind == UpdateKind.PART)
_IS_OFFICIAL = (updates.c.kind != UpdateKind.PART) & ~_corrects_a_part
_STANDS = _replacing.c.id.is_(None) & (updates.c.kind != UpdateKind.WITHDRAWAL)


# Asked before every reminder, so they are built once.
_WHOSE: BindParameter[Any] = bindparam("whose", expanding=True)
_LAST_OF = (
    _VERSIONS.with_only_columns(updates.c.entity, func.max(updates.c.filed_at))
    .where(updates.c.entity.in_(_WHOSE), _STANDS)
    .group_by(updates.c.entity)
)
_PARTS_SINCE = _VERSIONS.with_only_columns(updates.c.entity, updates.c.pledge).where(
    updates.c.entity.in_(_WHOSE),
    updates.c.filed_at >= bindparam("moment"),
    updates.c.kind == UpdateKind.PART,
    _STANDS,
)


class SqlUpdates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, new: NewUpdate) -> tuple[Update, bool]:
        # One at a time per pledge, so that each sees all earlier ones when it works out the standing.
        standing = select(pledges.c.id).where(pledges.c.id == new.pledge)
        self._connection.execute(standing.with_for_update(key_share=True))
        if filed := self._filed(new):
            return filed, False
        row = row_of(new, without={"report", "attached"}) | row_of(new.report)
        row |= {"author_name": name_of(new.author)}
        if new.corrects is not None:
            row |= {"first_filed_at": self._first_filed(new.corrects)}
        added = insert(self._connection, updates).values(row).returning(updates.c.id)
        number = UpdateId(self._connection.execute(added).scalar_one())
        self._announce(number, new)
        self._follow(new.pledge)
        (update,) = self._read(_VERSIONS.where(updates.c.id == number))
        return update, True

    def find(self, update: UpdateId) -> Update | None:
        return next(iter(self._read(_VERSIONS.where(updates.c.id == update))), None)

    def of_pledge(
        self, pledge: PledgeId, *, limit: int = 10, offset: int = 0, parts: bool = False
    ) -> tuple[Update, ...]:
        query = _newest_first(updates.c.pledge == pledge, true() if parts else _IS_OFFICIAL)
        return self._read(query.limit(limit).offset(offset))

    def of_pledges(self, pledges: Collection[PledgeId]) -> tuple[Update, ...]:
        query = _newest_first(updates.c.pledge.in_(bindparam("ids", expanding=True)))
        rows = (
            row
            for batch in batches(sorted(pledges), MOST_PARAMETERS)
            for row in self._connection.execute(query, {"ids": batch})
        )
        return tuple(sorted(map(_update, rows), key=lambda each: (each.filed_at, each.id), reverse=True))

    def of_entity(self, entity: EntityId, *, limit: int = 10) -> tuple[Update, ...]:
        return self._read(_newest_first(updates.c.entity == entity, _STANDS).limit(limit))

    def latest(self, pledge: PledgeId, kind: UpdateKind | None = None) -> Update | None:
        query = _newest_first(updates.c.pledge == pledge, _STANDS)
        if kind is not None:
            query = query.where(updates.c.kind == kind)
        return next(iter(self._read(query.limit(1))), None)

    def last_of(self, entities: Collection[EntityId]) -> Mapping[EntityId, datetime]:
        return {row[0]: row[1] for row in self._connection.execute(_LAST_OF, {"whose": sorted(entities)})}

    def parts_since(
        self, entities: Collection[EntityId], since: datetime
    ) -> Mapping[EntityId, frozenset[PledgeId]]:
        found: dict[EntityId, set[PledgeId]] = {}
        for entity, pledge in self._connection.execute(
            _PARTS_SINCE, {"whose": sorted(entities), "moment": since}
        ):
            found.setdefault(entity, set()).add(pledge)
        return {entity: frozenset(pledges) for entity, pledges in found.items()}

    def heard_from(self, since: datetime, until: datetime) -> frozenset[EntityId]:
        query = _VERSIONS.with_only_columns(updates.c.entity).distinct()
        within = query.where(updates.c.filed_at >= since, updates.c.filed_at < until, _STANDS)
        return frozenset(self._connection.scalars(within))

    def last_filed_at(self) -> datetime | None:
        moment: datetime | None = self._connection.scalar(select(func.max(updates.c.filed_at)))
        return moment

    def filed_between(self, since: datetime, until: datetime) -> tuple[Update, ...]:
        query = _VERSIONS.where(updates.c.filed_at >= since, updates.c.filed_at < until, _IS_OFFICIAL)
        return self._read(query.order_by(updates.c.filed_at, updates.c.id))

    def _filed(self, new: NewUpdate) -> Update | None:
        query = _VERSIONS.where(updates.c.submission == new.submission, updates.c.pledge == new.pledge)
        return next(iter(self._read(query)), None)

    def _announce(self, update: UpdateId, new: NewUpdate) -> None:
        """The file that comes with it is to be fetched."""
        if new.attached is not None:
            row = {
                "update": update,
                "source": new.attached.id,
                "name": new.attached.name,
                "author": new.author,
                "attached_at": new.filed_at,
                "state": FileState.COMING,
                "attempt": 0,
            }
            self._connection.execute(files.insert().values(row))

    def _first_filed(self, corrected: UpdateId) -> datetime:
        """Raises AlreadyReplaced."""
        moment = func.coalesce(updates.c.first_filed_at, updates.c.filed_at).label("moment")
        query = _VERSIONS.add_columns(moment).where(updates.c.id == corrected)
        row = self._connection.execute(query).one()
        if row.replaced_by is not None:
            raise AlreadyReplaced(row.replaced_by)
        first: datetime = row.moment
        return first

    def _follow(self, pledge: PledgeId) -> None:
        """Bring the standing in line with what is filed and stands; a part is for its lead alone."""
        said = _VERSIONS.where(updates.c.pledge == pledge, _STANDS, updates.c.kind != UpdateKind.PART)
        moment = func.coalesce(updates.c.first_filed_at, updates.c.filed_at)
        last_stage = (
            said.with_only_columns(updates.c.stage)
            .where(updates.c.stage.is_not(None))
            .order_by(moment.desc(), updates.c.id.desc())
            .limit(1)
        )
        last_word = said.with_only_columns(func.max(updates.c.filed_at))
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


def _newest_first(*which: ColumnElement[bool]) -> Select[Any]:
    return _VERSIONS.where(*which).order_by(updates.c.filed_at.desc(), updates.c.id.desc())


def _update(row: Found) -> Update:
    values = values_of(row, without={"submission", "first_filed_at"})
    report = Report(**{name: values.pop(name) for name in _REPORT})
    file = {name: values.pop(f"file_{name}") for name in _DOCUMENT}
    return Update(report=report, document=_document(file) if file["state"] else None, **values)


def _document(file: dict[str, Any]) -> Document:
    return Document(**file | {"media_type": MediaType(file["media_type"]) if file["media_type"] else None})
