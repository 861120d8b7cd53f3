"""The ledger, read from the outbox and from what people did with it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, true

from mirps_bot.adapters.sql.contents import DIGEST, REMINDER
from mirps_bot.adapters.sql.delivery_rows import read_delivery
from mirps_bot.adapters.sql.statements import insert
from mirps_bot.adapters.sql.tables import deliveries, delivery_marks, snoozes
from mirps_bot.adapters.sql.tables.outbox import IN_LEDGER
from mirps_bot.domain.delivery import AGAIN, FAILURES, Delivery, Reason, State
from mirps_bot.domain.ids import DeliveryId, EntityId, PersonId
from mirps_bot.domain.ledger import Entry, LedgerFilter, Mark, Marked, PutOff
from mirps_bot.domain.page import Page


class SqlLedger:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, delivery: DeliveryId, mark: Mark, person: PersonId, *, at: datetime) -> None:
        row = {"delivery": delivery, "mark": mark, "person": person, "at": at}
        self._connection.execute(
            insert(self._connection, delivery_marks).values(row).on_conflict_do_nothing()
        )

    def unmark(self, delivery: DeliveryId, mark: Mark) -> None:
        is_meant = (delivery_marks.c.delivery == delivery) & (delivery_marks.c.mark == mark)
        self._connection.execute(delete(delivery_marks).where(is_meant))

    def answered(self, entity: EntityId, since: datetime) -> tuple[Delivery, ...]:
        query = (
            select(deliveries)
            .join(delivery_marks, delivery_marks.c.delivery == deliveries.c.id)
            .where(
                deliveries.c.entity == entity,
                delivery_marks.c.mark == Mark.ANSWERED,
                delivery_marks.c.at >= since,
            )
            .order_by(deliveries.c.id)
        )
        return tuple(map(read_delivery, self._connection.execute(query)))

    def standing(self, since: datetime) -> tuple[Delivery, ...]:
        query = select(deliveries).where(
            deliveries.c.settled_at >= since, deliveries.c.kind == DIGEST, deliveries.c.channel.is_not(None)
        )
        return tuple(map(read_delivery, self._connection.execute(query.order_by(deliveries.c.settled_at))))

    def failed(self, since: datetime, until: datetime) -> tuple[Entry, ...]:
        settled = deliveries.c.settled_at
        query = select(deliveries).where(settled >= since, settled < until, IN_LEDGER, _HAS_FAILED)
        found = self._connection.execute(query.order_by(settled, deliveries.c.id))
        return tuple(Entry(delivery=read_delivery(row)) for row in found)

    def put_off(self, now: datetime) -> tuple[PutOff, ...]:
        query = (
            select(
                deliveries,
                _of_last_mark(delivery_marks.c.person).label("by"),
                _of_last_mark(delivery_marks.c.delivery).label("prompt"),
            )
            .join(snoozes, and_(*(snoozes.c[each] == deliveries.c[each] for each in _ITEM)))
            .where(
                deliveries.c.kind == REMINDER,
                deliveries.c.content["step"].as_string() == AGAIN,
                deliveries.c.settled_at.is_(None),
                deliveries.c.due_at > now,
                deliveries.c.due_at >= snoozes.c.until,  # else silent, as it was put off further
            )
            .order_by(deliveries.c.due_at, deliveries.c.id)
        )
        found = self._connection.execute(query)
        return tuple(
            PutOff(delivery=read_delivery(row), by=row.by, prompt=row.prompt) for row in found if row.by
        )

    def page(self, wanted: LedgerFilter, *, offset: int = 0, limit: int = 10) -> Page[Entry]:
        is_wanted = _is_wanted(wanted)
        newest = deliveries.c.due_at.desc(), deliveries.c.id.desc()
        query = select(deliveries).where(is_wanted).order_by(*newest).offset(offset).limit(limit)
        found = [read_delivery(row) for row in self._connection.execute(query)]
        marks = self.marks(each.id for each in found)
        return Page(
            items=tuple(Entry(delivery=each, marks=marks.get(each.id, ())) for each in found),
            total=self._connection.scalar(select(func.count()).select_from(deliveries).where(is_wanted)) or 0,
            offset=offset,
        )

    def marks(self, of: Iterable[DeliveryId]) -> Mapping[DeliveryId, tuple[Marked, ...]]:
        query = select(delivery_marks).where(delivery_marks.c.delivery.in_(list(of)))
        found: dict[DeliveryId, tuple[Marked, ...]] = {}
        for row in self._connection.execute(query.order_by(delivery_marks.c.at, delivery_marks.c.mark)):
            found[row.delivery] = (*found.get(row.delivery, ()), Marked(**row._asdict()))
        return found


_ITEM = ("entity", "programme", "event")
_prompts = deliveries.alias()


def _of_last_mark(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of the last prompt about the same item that was put off."""
    same = (_prompts.c[each] == deliveries.c[each] for each in _ITEM)
    return (
        select(column)
        .join(_prompts, _prompts.c.id == delivery_marks.c.delivery)
        .where(delivery_marks.c.mark == Mark.SNOOZED, *same)
        .order_by(delivery_marks.c.at.desc(), delivery_marks.c.delivery.desc())
        .limit(1)
        .correlate(deliveries)
        .scalar_subquery()
    )


_HAS_FAILED = and_(
    deliveries.c.state == State.GIVEN_UP,
    deliveries.c.reason.in_(sorted(FAILURES)),
    or_(deliveries.c.reason != Reason.TOO_LATE, deliveries.c.attempts > 1),
)


def _is_wanted(wanted: LedgerFilter) -> ColumnElement[bool]:
    due, lists = (
        deliveries.c.due_at,
        (
            (deliveries.c.entity, wanted.entities),
            (deliveries.c.person, wanted.people),
            (deliveries.c.event, wanted.events),
        ),
    )
    return and_(
        IN_LEDGER,
        *(column.in_(values) for column, values in lists if values),
        due >= wanted.since if wanted.since else true(),
        due < wanted.until if wanted.until else true(),
        _HAS_FAILED if wanted.has_failed else true(),
    )
