"""The outbox."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    true,
    update,
)

from mirps_bot.adapters.sql.contents import (
    EDIT,
    LIVING,
    NOTICE,
    PREPARED,
    REMINDER,
    RETELLING,
    REVISION,
    load_content,
)
from mirps_bot.adapters.sql.delivery_rows import delivery_row, read_delivery
from mirps_bot.adapters.sql.sending import (
    ALONE,
    IN_NO_OTHER,
    LEAD,
    LEADING,
    OF_KEYS,
    ORDER,
    SENT,
    SENT_ALONG,
    TAKE,
    UNSETTLED,
    companions_of,
    held_as,
)
from mirps_bot.adapters.sql.statements import batches, insert
from mirps_bot.adapters.sql.tables import deliveries
from mirps_bot.domain.delivery import (
    ASKED_FOR,
    PATIENCE,
    Delivery,
    Notice,
    Owed,
    Reason,
    Reminder,
    Sent,
    State,
    Urgency,
)
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, PersonId
from mirps_bot.domain.ladder import due_key
from mirps_bot.ports import Backlog, Delivered


class SqlDeliveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def owe(self, owed: Sequence[Owed], *, now: datetime | None = None) -> tuple[Owed, ...]:
        if not owed:
            return ()
        rows = sorted((delivery_row(each, now) for each in owed), key=lambda row: row["key"])
        statement = insert(self._connection, deliveries).on_conflict_do_nothing(index_elements=["key"])
        recorded = set(self._connection.scalars(statement.returning(deliveries.c.key), rows))
        return tuple(each for each in owed if each.key in recorded)

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(
            key
            for batch in batches(keys)
            for key in self._connection.scalars(select(deliveries.c.key).where(deliveries.c.key.in_(batch)))
        )

    def claim(
        self, now: datetime, *, limit: int, lease: timedelta, bulk: int | None = None
    ) -> tuple[Delivery, ...]:
        if bulk is None or bulk >= limit:
            return self._claim(now, limit, lease, Urgency)
        pressing = self._claim(now, limit, lease, [each for each in Urgency if each is not Urgency.BULK])
        left = min(bulk, limit - len(pressing))
        return (*pressing, *(self._claim(now, left, lease, Urgency) if left else ()))

    def _claim(
        self, now: datetime, limit: int, lease: timedelta, urgencies: Iterable[Urgency]
    ) -> tuple[Delivery, ...]:
        # Each named, so that of each only what is due is looked at, and nothing of what is still ahead.
        claimable = (
            select(deliveries.c.id)
            .where(
                UNSETTLED,
                deliveries.c.urgency.in_(list(urgencies)),
                deliveries.c.due_at <= now,
                deliveries.c.claimable_at <= now,
            )
            .order_by(*ORDER)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("claimable")
        )
        # Still held: its last holder never said what became of it.
        taken = self._connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(select(claimable.c.id)))
            .values(
                in_doubt=deliveries.c.in_doubt | deliveries.c.is_held,
                is_held=True,
                claimable_at=now + lease,
                attempts=deliveries.c.attempts + 1,
            )
            .returning(deliveries)
        )
        return tuple(sorted(map(read_delivery, taken), key=lambda each: (each.urgency, each.due_at, each.id)))

    def sent(self, delivered: Sequence[Delivered]) -> None:
        rows = [
            {
                "wanted": each.delivery,
                "its_channel": each.sent and each.sent.channel,
                "its_ts": each.sent and each.sent.ts,
                "whose": each.person,
                "moment": each.at,
                "stands": each.sent is not None,
            }
            for each in delivered
        ]
        if not rows:
            return
        self._connection.execute(SENT, rows)
        leading = set(self._connection.scalars(LEADING, {"wanted": [each.delivery for each in delivered]}))
        if leaders := [row for row in rows if row["wanted"] in leading]:
            self._connection.execute(SENT_ALONG, leaders)

    def retry(self, claimed: Delivery, *, at: datetime, in_doubt: bool, reason: Reason | None = None) -> None:
        why = {"reason": reason} if reason else {}
        if self._settle(held_as(claimed), claimable_at=at, in_doubt=in_doubt, **why) and not in_doubt:
            self._change(companions_of(claimed.id), claimable_at=at, **ALONE)
            self._change((deliveries.c.id == claimed.id) & (deliveries.c.leader == claimed.id), **ALONE)

    def give_up(self, claimed: Delivery, reason: Reason, *, at: datetime) -> None:
        given_up = {"state": State.GIVEN_UP, "reason": reason, "settled_at": at}
        if not self._settle(held_as(claimed), **given_up, leader=None):
            return
        if claimed.in_doubt:
            self._settle(companions_of(claimed.id), **given_up, leader=None)
        else:
            self._change(companions_of(claimed.id), claimable_at=at, **ALONE)

    def companions_due(
        self, leader: Delivery, now: datetime, *, entities: Collection[EntityId] | None, limit: int
    ) -> tuple[Delivery, ...]:
        is_at_hand = or_(
            deliveries.c.claimable_at <= now, deliveries.c.is_held, deliveries.c.leader == leader.id
        )
        query = select(deliveries).where(
            UNSETTLED,
            deliveries.c.kind == REMINDER,
            deliveries.c.id != leader.id,
            deliveries.c.due_at <= now,
            deliveries.c.give_up_at > now,
            deliveries.c.in_doubt.is_(False),
            or_(deliveries.c.leader.is_(None), deliveries.c.leader == leader.id),
            is_at_hand,
            deliveries.c.entity.in_(sorted(entities)) if entities is not None else true(),
        )
        return self._read(query.order_by(deliveries.c.due_at, deliveries.c.id).limit(limit))

    def counts_alone(self, entity: EntityId, programme: str) -> bool:
        if self._connection.dialect.name == "sqlite":  # it has one writer
            return True
        key = func.hashtextextended(f"{programme}/{entity}", 0)
        return bool(self._connection.scalar(select(func.pg_try_advisory_xact_lock(key))))

    def lead_alone(
        self, claimed: Sequence[tuple[Delivery, PersonId]], *, at: datetime
    ) -> frozenset[DeliveryId]:
        if not claimed:
            return frozenset()
        attempts = {each.id: each.attempts for each, _ in claimed}
        found = self._connection.execute(IN_NO_OTHER, {"wanted": list(attempts)})
        free = {DeliveryId(each.id): each for each in found if each.attempts == attempts[each.id]}
        for leader, each in free.items():
            if each.leads_others:
                self._change(companions_of(leader), claimable_at=at, **ALONE)
        if leading := [{"wanted": each.id, "whose": whose} for each, whose in claimed if each.id in free]:
            self._connection.execute(LEAD, leading)
        return frozenset(free)

    def lead(
        self, claimed: Delivery, companions: Collection[DeliveryId], *, person: PersonId, at: datetime
    ) -> frozenset[DeliveryId] | None:
        if not self.lead_alone([(claimed, person)], at=at):
            return None
        if not companions:
            return frozenset()
        taken = self._connection.scalars(
            TAKE,
            {
                "wanted": sorted(companions),
                "by": claimed.id,
                "whose": person,
                "free_again": max(claimed.give_up_at, at) + 2 * PATIENCE,
            },
        )
        return frozenset(map(DeliveryId, taken))

    def bundle(self, leader: DeliveryId) -> tuple[Delivery, ...]:
        return self._read(select(deliveries).where(deliveries.c.leader == leader).order_by(deliveries.c.id))

    def find(self, delivery: DeliveryId) -> Delivery | None:
        return next(iter(self._read(select(deliveries).where(deliveries.c.id == delivery))), None)

    def by_key(self, key: str) -> Delivery | None:
        return next(iter(self._read(select(deliveries).where(deliveries.c.key == key))), None)

    def planned(
        self, entities: Collection[EntityId], programme: str, event: EventId, day: date, step: str
    ) -> Mapping[EntityId, Delivery]:
        keys = {due_key(programme, event, day, step, each): each for each in sorted(entities)}
        found = self._connection.execute(OF_KEYS, {"keys": list(keys)})
        return {keys[row.key]: read_delivery(row) for row in found}

    def at_message(self, sent: Sent) -> Delivery | None:
        query = select(deliveries).where(
            deliveries.c.channel == sent.channel,
            deliveries.c.ts == sent.ts,
            deliveries.c.kind.not_in(
                (EDIT, REVISION, RETELLING)
            ),  # an edit stands where the message it changed stands
        )
        return next(iter(self._read(query.order_by(deliveries.c.id).limit(1))), None)

    def prompts(self, entity: EntityId, event: EventId | None = None) -> tuple[Delivery, ...]:
        query = select(deliveries).where(
            deliveries.c.entity == entity,
            deliveries.c.event == event if event else true(),
            deliveries.c.shows_buttons.is_(True),
        )
        return self._read(query.order_by(deliveries.c.settled_at, deliveries.c.id))

    def close_prompt(self, delivery: DeliveryId) -> None:
        self._change(deliveries.c.id == delivery, shows_buttons=False)

    def reopen_prompt(self, delivery: DeliveryId) -> None:
        self._change(deliveries.c.id == delivery, shows_buttons=True)

    def owe_again(self, entity: EntityId, reason: Reason, *, at: datetime) -> None:
        # First what is in hand: were it given up meanwhile, it is among those below. What is being sent has a leader.
        is_in_hand = and_(
            deliveries.c.entity == entity,
            UNSETTLED,
            deliveries.c.is_held,
            deliveries.c.kind == REMINDER,
            deliveries.c.leader.is_(None),
            deliveries.c.in_doubt.is_(False),
        )
        self._change(is_in_hand, attempts=deliveries.c.attempts + 1, is_held=False, claimable_at=at)
        is_meant = and_(
            deliveries.c.entity == entity,
            deliveries.c.state == State.GIVEN_UP,
            deliveries.c.reason == reason,
            deliveries.c.give_up_at > at,
        )
        self._change(is_meant, state=State.DUE, reason=None, settled_at=None, claimable_at=at)

    def move(self, delivery: DeliveryId, *, key: str, due_at: datetime, give_up_at: datetime) -> bool:
        is_free = and_(deliveries.c.id == delivery, UNSETTLED, deliveries.c.is_held.is_(False))
        moved = self._change(is_free, key=key, due_at=due_at, claimable_at=due_at, give_up_at=give_up_at)
        return moved == 1

    def reminded(
        self,
        entity: EntityId,
        programme: str,
        *,
        besides: DeliveryId,
        event: EventId | None = None,
        since: datetime | None = None,
    ) -> int:
        was_sent = and_(
            deliveries.c.state == State.SENT, deliveries.c.settled_at >= since if since else true()
        )
        is_under_way = and_(UNSETTLED, deliveries.c.leader.is_not(None))
        query = select(func.count()).where(
            deliveries.c.id != besides,
            deliveries.c.entity == entity,
            deliveries.c.event == event if event else true(),
            deliveries.c.programme == programme,
            or_(was_sent, is_under_way),
        )
        return self._connection.scalar(query) or 0

    def notices(self, entity: EntityId, event: EventId) -> tuple[Delivery, ...]:
        query = select(deliveries).where(
            deliveries.c.entity == entity,
            deliveries.c.event == event,
            deliveries.c.kind == NOTICE,
            deliveries.c.state == State.SENT,
        )
        return self._read(query.order_by(deliveries.c.settled_at, deliveries.c.id))

    def told_since(
        self, since: datetime, *, ahead_of: Mapping[str, date]
    ) -> tuple[tuple[DeliveryId, Reminder | Notice], ...]:
        day = deliveries.c.content["day"].as_string()
        is_ahead = (
            (deliveries.c.programme == programme) & (day >= first.isoformat())
            for programme, first in ahead_of.items()
        )
        sent = self._connection.execute(
            select(
                func.coalesce(deliveries.c.leader, deliveries.c.id).label("by"),
                deliveries.c.kind,
                deliveries.c.content,
            )
            .where(
                deliveries.c.settled_at >= since,
                deliveries.c.state == State.SENT,
                or_(deliveries.c.kind == NOTICE, (deliveries.c.kind == REMINDER) & or_(false(), *is_ahead)),
            )
            .order_by(deliveries.c.settled_at, deliveries.c.id)
        )
        contents = ((DeliveryId(row.by), load_content(row.kind, row.content)) for row in sent)
        return tuple((by, each) for by, each in contents if isinstance(each, Reminder | Notice))

    def forget(self, *, words: datetime, retold: datetime) -> int:
        story = deliveries.c.content["story"].as_string()
        is_old = or_(
            (deliveries.c.settled_at < words) & deliveries.c.kind.in_((PREPARED, EDIT, REVISION)),
            (deliveries.c.settled_at < words) & (deliveries.c.kind == LIVING) & story.in_(ASKED_FOR),
            (deliveries.c.settled_at < retold) & (deliveries.c.kind == RETELLING),
        )
        return len(
            self._connection.execute(delete(deliveries).where(is_old).returning(deliveries.c.id)).all()
        )

    def next_moment(self) -> datetime | None:
        query = select(func.min(deliveries.c.claimable_at)).where(UNSETTLED)
        moment: datetime | None = self._connection.scalar(query)
        return moment

    def is_sending(self, now: datetime) -> bool:
        is_at_hand = or_(deliveries.c.is_held, deliveries.c.claimable_at <= now)
        query = select(exists().where(UNSETTLED, deliveries.c.due_at <= now, is_at_hand))
        return bool(self._connection.scalar(query))

    def backlog(self, now: datetime) -> Backlog:
        query = select(func.count(), func.min(deliveries.c.due_at)).where(
            UNSETTLED, deliveries.c.due_at <= now
        )
        due, oldest = self._connection.execute(query).one()
        return Backlog(due=due, oldest=oldest)

    def _settle(self, which: ColumnElement[bool], **values: Any) -> int:
        """Let go of it, and say of how many; what is settled already stays as it is."""
        return self._change(which & UNSETTLED, is_held=False, **values)

    def _change(self, which: ColumnElement[bool], **values: Any) -> int:
        return self._connection.execute(update(deliveries).where(which).values(**values)).rowcount

    def _read(self, query: Select[Any]) -> tuple[Delivery, ...]:
        return tuple(map(read_delivery, self._connection.execute(query)))
