"""One attempt to bring a delivery to whom it is for: composed, sent, and what became of it."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from mirps_bot.bot import Bot
from mirps_bot.digests import room_of
from mirps_bot.domain.delivery import (
    PATIENCE,
    Delivery,
    Digest,
    Inbox,
    Notice,
    Reason,
    Reminder,
    Sent,
    Spot,
    Urgency,
    kind_of,
    retry_delay,
)
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.parcels import Composed, Parcel, compose_each
from mirps_bot.ports import (
    Clock,
    Delivered,
    Deliveries,
    Messenger,
    Meter,
    NoAccount,
    NotSent,
    OutcomeUnknown,
    Refused,
    Storage,
    StorageBusy,
    Throttled,
    UnitOfWork,
    reading_once,
)
from mirps_bot.recording import Outcome
from mirps_bot.sayings import Batch, Wait
from mirps_bot.turns import Turns

log = logging.getLogger(__name__)

AT_ONCE = 80
"""Messages being sent at the same time, but for answers, which wait for none: platforms allow one a second for each
conversation, many in all. Of the hundred connections that a client opens at most, some are left for answers.
"""

SKEW = timedelta(minutes=5)
"""How much the platform's clock may differ from ours when a message is looked for."""


class Carrier:
    def __init__(
        self, storage: Storage, bot: Bot, messenger: Messenger, clock: Clock, meter: Meter, turns: Turns
    ) -> None:
        self._storage = storage
        self._bot = bot
        self._messenger = messenger
        self._clock = clock
        self._meter = meter
        self._turns = turns
        self._lines = asyncio.Semaphore(AT_ONCE)
        self._being_sent: set[DeliveryId] = set()

    async def attempt(
        self, delivery: Delivery, composing: "Composing | None", *, within: timedelta
    ) -> Outcome:
        """An attempt that takes longer is in doubt only once the platform was asked to send."""
        try:
            async with asyncio.timeout(within.total_seconds()):
                return await self._send_to_first(delivery, composing)
        except TimeoutError:
            was_tried = delivery.id in self._being_sent
            fate = "it is looked for before the next attempt" if was_tried else "nothing was sent yet"
            log.warning("delivery %s takes too long, %s", delivery.id, fate)
            return self._later(delivery, in_doubt=was_tried, was_tried=was_tried)
        except NotSent as error:
            if isinstance(error, Throttled):
                self._meter.throttled()
                if error.wait:
                    self._turns.hold(error.wait)
            return self._later(delivery, wait=error.wait)
        except OutcomeUnknown:
            return self._later(delivery, in_doubt=True)
        except Refused as error:
            log.warning("delivery %s was refused: %s", delivery.id, error)
            return self._give_up(delivery, Reason.REFUSED)
        except StorageBusy as error:
            log.warning("the storage is busy, delivery %s waits: %s", delivery.id, error)
            return self._later(delivery)
        except Exception:
            reference = secrets.token_hex(3)
            log.exception(
                "delivery %s failed, reference %s", delivery.id, reference, extra={"reference": reference}
            )
            if self._clock.now() + retry_delay(delivery.attempts) >= delivery.give_up_at:
                return self._give_up(delivery, Reason.UNREADABLE)
            return self._later(delivery, in_doubt=delivery.id in self._being_sent)
        finally:
            self._being_sent.discard(delivery.id)

    async def _send_to_first(self, delivery: Delivery, composing: "Composing | None") -> Outcome:
        """Send to the first person who has an account: alternates stand behind the focal point."""
        if _can_be_found(delivery):
            found = await self._find(delivery)
            if found:
                return found
            delivery = replace(delivery, in_doubt=False)
        composed = await asyncio.shield(composing) if composing else {}
        is_composed = delivery.id in composed
        parcel = composed.get(delivery.id)
        room = await self._room(delivery)
        without: frozenset[PersonId] = frozenset()
        while True:
            if not is_composed:
                parcel = await asyncio.to_thread(self._compose, delivery, room, without)
            if parcel is None:
                return self._leave(delivery)
            if isinstance(parcel, Reason):
                return self._give_up(delivery, parcel)
            if isinstance(parcel, Wait):
                return self._put_off(delivery, parcel)
            try:
                return await self._send(delivery, parcel)
            except NoAccount:
                if parcel.person is None:
                    return self._give_up(delivery, Reason.NO_ACCOUNT)
                without |= {parcel.person}
                is_composed = False

    async def _find(self, delivery: Delivery) -> Outcome | None:
        """Where a reminder was being sent when its outcome was lost: what stands there stands with all it says."""
        if delivery.person is None:
            return None
        if self._clock.now() >= delivery.give_up_at + PATIENCE:
            return self._give_up(delivery, Reason.TOO_LATE)
        inbox = Inbox(person=delivery.person)
        try:
            sent = await self._messenger.look_up(inbox, delivery.id, since=delivery.due_at - SKEW)
        except NoAccount:
            return None
        return self._settle(delivery, sent, delivery.person) if sent else None

    async def _room(self, delivery: Delivery) -> Spot | None:
        name = room_of(self._bot.knowledge, delivery.content)
        return await self._messenger.room(name) if name else None

    def compose_together(self, deliveries: Sequence[Delivery]) -> Mapping[DeliveryId, Composed]:
        """All but digests and what is looked for first. Where something is wrong with one, each is composed by itself:
        who goes with whom is recorded, and of that nothing may be lost.
        """
        now = self._clock.now()
        wanted = [
            each for each in deliveries if not (isinstance(each.content, Digest) or _can_be_found(each))
        ]
        writes = any(isinstance(each.content, Reminder) for each in wanted)
        with contextlib.suppress(Exception), self._storage.begin(reading=not writes) as unit:
            concerned = (
                each.content.entity for each in wanted if isinstance(each.content, Reminder | Notice)
            )
            once = reading_once(unit, concerned)
            composed = self._compose_in(once, wanted, now)
            unit.commit()
            return composed
        return {}

    def _compose(self, delivery: Delivery, room: Spot | None, without: frozenset[PersonId]) -> Composed:
        may_owe_copies = isinstance(delivery.content, Digest) and room is None
        writes = may_owe_copies or isinstance(delivery.content, Reminder)
        with self._storage.begin(reading=not writes) as unit:
            composed = self._compose_in(unit, [delivery], self._clock.now(), room, without)
            unit.commit()
        return composed[delivery.id]

    def _compose_in(
        self,
        unit: UnitOfWork,
        deliveries: Sequence[Delivery],
        now: datetime,
        room: Spot | None = None,
        without: frozenset[PersonId] = frozenset(),
    ) -> dict[DeliveryId, Composed]:
        batch = Batch(unit=unit, knowledge=self._bot.knowledge, now=now, without=without)
        in_time = [each for each in deliveries if now < each.give_up_at + _patience(each)]
        late: dict[DeliveryId, Composed] = dict.fromkeys((each.id for each in deliveries), Reason.TOO_LATE)
        return late | compose_each(batch, in_time, room=room, fits=self._messenger.fits)

    async def _send(self, delivery: Delivery, parcel: Parcel) -> Outcome:
        sent: Sent | None = None
        match parcel.to:
            case Sent():
                async with self._in_turn(delivery, Spot(channel=parcel.to.channel)):
                    await self._messenger.edit(parcel.to, parcel.view)
                sent = parcel.to
            case Inbox() | Spot():
                if delivery.in_doubt:
                    sent = await self._messenger.look_up(parcel.to, delivery.id, since=delivery.due_at - SKEW)
                if sent is None and self._clock.now() >= delivery.give_up_at:
                    return self._give_up(delivery, Reason.TOO_LATE)
                if sent is None:
                    async with self._in_turn(delivery, parcel.to):
                        self._being_sent.add(delivery.id)
                        sent = await self._messenger.send(parcel.to, parcel.view, delivery.id)
            case _:
                assert_never(parcel.to)
        return self._settle(delivery, sent, parcel.person)

    @contextlib.asynccontextmanager
    async def _in_turn(self, delivery: Delivery, to: Inbox | Spot) -> AsyncIterator[None]:
        """Answers wait for no others. Raises NotSent if the turn is too far off."""
        at_once = delivery.urgency is Urgency.ANSWER
        await self._turns.take(to, at_once=at_once)
        async with contextlib.nullcontext() if at_once else self._lines:
            yield

    def _settle(self, delivery: Delivery, sent: Sent | None, person: PersonId | None) -> Outcome:
        at = self._clock.now()
        self._meter.sent(kind_of(delivery.content), at - delivery.due_at)
        return Delivered(delivery=delivery.id, sent=sent, person=person, at=at)

    def _later(
        self,
        delivery: Delivery,
        *,
        wait: timedelta | None = None,
        in_doubt: bool = False,
        was_tried: bool = True,
    ) -> Outcome:
        """Doubt stays until the message is found or sent. Giving up is not put off: its moment counts as a retry. What
        was not even tried waits no longer each time.
        """
        self._meter.put_off(kind_of(delivery.content), in_doubt=in_doubt)
        now = self._clock.now()
        at = now + max(wait or timedelta(0), retry_delay(delivery.attempts if was_tried else 1))
        if now < delivery.give_up_at < at:
            at = delivery.give_up_at
        doubt = in_doubt or delivery.in_doubt
        return lambda deliveries, claimed: deliveries.retry(claimed, at=at, in_doubt=doubt)

    def _put_off(self, delivery: Delivery, wait: Wait) -> Outcome:
        """Not now; and if later is too late, for the reason that it is not now."""
        if wait.until >= delivery.give_up_at:
            return self._give_up(delivery, wait.reason)
        return lambda deliveries, claimed: deliveries.retry(
            claimed, at=wait.until, in_doubt=False, reason=wait.reason
        )

    def _leave(self, delivery: Delivery) -> Outcome:
        """Said in another's message. Should it still be its holder's, that is looked at again."""
        at = self._clock.now() + retry_delay(delivery.attempts)
        return lambda deliveries, claimed: deliveries.retry(claimed, at=at, in_doubt=False)

    def _give_up(self, delivery: Delivery, reason: Reason) -> Outcome:
        """One that was claimed anew meanwhile may have no such reason any more, and is looked at again."""
        self._meter.given_up(kind_of(delivery.content), reason)
        at, doubt = self._clock.now(), delivery.in_doubt

        def outcome(deliveries: Deliveries, claimed: Delivery) -> None:
            if claimed.attempts == delivery.attempts:
                deliveries.give_up(replace(claimed, in_doubt=doubt), reason, at=at)
            else:
                deliveries.retry(claimed, at=at, in_doubt=doubt)

        return outcome


def _can_be_found(delivery: Delivery) -> bool:
    """A reminder whose outcome was lost once it had been recorded to whom it goes, and with which others."""
    return delivery.in_doubt and delivery.person is not None and isinstance(delivery.content, Reminder)


def _patience(delivery: Delivery) -> timedelta:
    return PATIENCE if delivery.in_doubt else timedelta(0)


Composing = asyncio.Task[Mapping[DeliveryId, Composed]]
