"""The outbox."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from mirps_bot.domain.delivery import Delivery, Notice, Owed, Reason, Reminder, Sent
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How many deliveries are due and not settled, and since when (UTC) the oldest of them is."""

    due: int
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """How long the oldest has been due."""
        return now - self.oldest if self.oldest else timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """That a delivery was sent, to whom, and when (UTC). `sent` None: it left no message behind (shown to one user
    alone).
    """

    delivery: DeliveryId
    sent: Sent | None
    person: PersonId | None
    at: datetime


class Deliveries(Protocol):
    """The outbox. A delivery goes from due to sent or given up; from sent never back."""

    def owe(self, owed: Sequence[Owed], *, now: datetime | None = None) -> tuple[Owed, ...]:
        """Record what is not yet recorded, by key, and say which it was; rows are written in key order so that replicas
        can't deadlock. What must not go out any more by `now` is given up at once, as too late.
        """
        ...

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Which of these keys are recorded already."""
        ...

    def claim(
        self, now: datetime, *, limit: int, lease: timedelta, bulk: int | None = None
    ) -> tuple[Delivery, ...]:
        """Take up to `limit` deliveries that are due, not waiting for a retry, and held by nobody: the most urgent
        first, of those the longest due; of bulk no more than `bulk`. Each is handed to one caller only until its lease
        ends. `in_doubt` tells that an earlier attempt was never settled.
        """
        ...

    def sent(self, delivered: Sequence[Delivered]) -> None:
        """Each with its companions."""
        ...

    def retry(self, claimed: Delivery, *, at: datetime, in_doubt: bool, reason: Reason | None = None) -> None:
        """As it was claimed: changes nothing once its lease has ended and somebody else holds it. `reason`: why it
        waits; it stays known after it was sent.
        """
        ...

    def give_up(self, claimed: Delivery, reason: Reason, *, at: datetime) -> None:
        """As it was claimed, like `retry`."""
        ...

    def companions_due(
        self, leader: Delivery, now: datetime, *, entities: Collection[EntityId] | None, limit: int
    ) -> tuple[Delivery, ...]:
        """Other reminders (of these entities) that could be said in the leader's message: due, not in doubt, not
        waiting for a retry, in no other message. Somebody may hold them. The longest due first.
        """
        ...

    def counts_alone(self, entity: EntityId, programme: str) -> bool:
        """Whether this unit of work, until it ends, is the only one that puts an entity's reminders of this programme
        in messages by how many went out. It doesn't wait for who does.
        """
        ...

    def lead_alone(
        self, claimed: Sequence[tuple[Delivery, PersonId]], *, at: datetime
    ) -> frozenset[DeliveryId]:
        """Record of each of these reminders, before it is sent to this person, that it goes out alone: of which. The
        others are in another's hands or message by now. Whom one led before is free again.
        """
        ...

    def lead(
        self, claimed: Delivery, companions: Collection[DeliveryId], *, person: PersonId, at: datetime
    ) -> frozenset[DeliveryId] | None:
        """Record, before it is sent to this person, that a reminder goes out in a message with those of these
        companions that are in no other yet: which they are. They are settled with it, and free again when it is
        put off or given up; of one in doubt they share the fate. None: it is in another's hands or message by now.
        """
        ...

    def bundle(self, leader: DeliveryId) -> tuple[Delivery, ...]:
        """The reminders that are said in one message, by its leader; none for what went out alone."""
        ...

    def find(self, delivery: DeliveryId) -> Delivery | None: ...

    def by_key(self, key: str) -> Delivery | None: ...

    def planned(
        self, entities: Collection[EntityId], programme: str, event: EventId, day: date, step: str
    ) -> Mapping[EntityId, Delivery]:
        """What is owed to each of these at this step, if it was recorded."""
        ...

    def at_message(self, sent: Sent) -> Delivery | None:
        """The delivery that stands in the conversation as this message."""
        ...

    def prompts(self, entity: EntityId, event: EventId | None = None) -> tuple[Delivery, ...]:
        """Reminders sent to this entity (about this event) whose message still shows buttons, oldest first."""
        ...

    def close_prompt(self, delivery: DeliveryId) -> None:
        """Its message no longer shows buttons."""
        ...

    def reopen_prompt(self, delivery: DeliveryId) -> None:
        """Its message shows buttons again."""
        ...

    def owe_again(self, entity: EntityId, reason: Reason, *, at: datetime) -> None:
        """This entity's reminders that were given up for this reason are due again, but those whose time is over.
        Those that somebody has in hand and has not begun to send are taken out of it, whatever that somebody will say.
        """
        ...

    def move(self, delivery: DeliveryId, *, key: str, due_at: datetime, give_up_at: datetime) -> bool:
        """To another moment, under a key that says so; False: it is settled, or in somebody's hands."""
        ...

    def reminded(
        self,
        entity: EntityId,
        programme: str,
        *,
        besides: DeliveryId,
        event: EventId | None = None,
        since: datetime | None = None,
    ) -> int:
        """How many reminders of a programme were sent (since then) or are being sent for an entity (of this event)."""
        ...

    def notices(self, entity: EntityId, event: EventId) -> tuple[Delivery, ...]:
        """What was sent to it of how this event changed, the first first."""
        ...

    def told_since(
        self, since: datetime, *, ahead_of: Mapping[str, date]
    ) -> tuple[tuple[DeliveryId, Reminder | Notice], ...]:
        """Reminders of these programmes sent since then, of days from each one's on, and notices of changes, in the
        order in which they were sent; each with the delivery that brought it.
        """
        ...

    def forget(self, *, words: datetime, retold: datetime) -> int:
        """Drop the answers, copies and rewritten texts that were settled before `words`, which hold what people wrote,
        and that messages were told anew before `retold`; say how many. Reminders and digests stay, as the record of
        what was sent and what was not.
        """
        ...

    def next_moment(self) -> datetime | None:
        """When the next unsettled delivery is due or to be retried."""
        ...

    def is_sending(self, now: datetime) -> bool:
        """Whether anything that is due is in somebody's hands, or to be had."""
        ...

    def backlog(self, now: datetime) -> Backlog: ...
