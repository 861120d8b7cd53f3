"""Claim, compose, send, settle: how every message that is owed goes out, once, or says why not."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from mirps_bot.bot import Bot
from mirps_bot.digests import room_of
from mirps_bot.domain.delivery import (
    LEASE,
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
    retry_delay,
)
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.domain.pace import UNLIMITED, Limits, Pace
from mirps_bot.dues import enlist
from mirps_bot.features.changes import MEMORY
from mirps_bot.parcels import Parcel, compose
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
    Unmetered,
    reading_once,
)
from mirps_bot.recording import Outcome, Recorder
from mirps_bot.sayings import Wait

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Deliveries under way at the same time: platforms allow one message a second for each conversation, many in all. What
they have in common is looked up once for all of them.
"""

REFILL = AT_ONCE // 2
"""While more is due, the next are claimed when so many have ended: one by one would cost a transaction each."""

ATTEMPT = 0.7
"""The share of its lease that an attempt may take; the rest is for recording what became of it."""

PAUSE = 1.0
"""Seconds until the storage, what another process holds, or what waits its turn, is looked at again."""

LONGEST_TURN = 5.0
"""Seconds that a message composed already may wait for its turn in its conversation; else it is composed anew then."""

TICK = 0.005
"""Seconds by which a timer may ring before its time."""

GRACE = 8.0
"""Seconds to see through what is under way when the process is told to stop."""

MANY = 1_000
"""Conversations whose pace is remembered before those that have been quiet for long enough are let go."""

KEPT = timedelta(days=30)
"""How long the words of what was delivered are kept; that a reminder went out is kept for good, and that it was told
anew as long as it may be again.
"""

SKEW = timedelta(minutes=5)
"""How much the platform's clock may differ from ours when a message is looked for."""


class PostOffice:
    """One for each process; any number of processes may share a storage.

    Whoever claims a delivery has it for the length of the lease. An attempt ends well before that, so that no two are
    ever under way for one delivery; what became of it is recorded even if the storage is busy for a while.
    """

    def __init__(
        self,
        storage: Storage,
        bot: Bot,
        messenger: Messenger,
        clock: Clock,
        *,
        lease: timedelta = LEASE,
        meter: Meter | None = None,
        limits: Limits = UNLIMITED,
    ) -> None:
        """`limits` are those of this process: others keep to their own, and the platform's word goes before all."""
        self._storage = storage
        self._bot = bot
        self._messenger = messenger
        self._clock = clock
        self._lease = lease
        self._meter = meter or Unmetered()
        self._pace = limits.overall
        self._each = limits.each
        self._paces: dict[Inbox | Spot, Pace] = {}
        self._awake = asyncio.Event()
        self._ended = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._held: dict[DeliveryId, Delivery] = {}
        self._recorder = Recorder(storage)
        self._more_is_due = False
        self._is_closing = False
        self._tidied: date | None = None

    # ---- the bell

    async def ring(self) -> None:
        """Record what has fallen due, then send what is owed. Safe to call at any time, in any number of processes."""
        self._meter.rang()
        now = self._clock.now()
        try:
            await asyncio.to_thread(enlist, self._storage, self._bot.knowledge, now)
            if self._tidied != now.date():
                await asyncio.to_thread(self._tidy, now)
                self._tidied = now.date()
        except StorageBusy as error:
            log.warning("the storage is busy, reminders wait for the next bell: %s", error)
        self.wake()

    def _tidy(self, now: datetime) -> None:
        with self._storage.begin() as unit:
            unit.deliveries.forget(words=now - KEPT, retold=now - MEMORY)
            unit.sessions.forget(now)
            unit.arrivals.forget(now)
            unit.assurances.forget(now)
            unit.commit()

    def wake(self) -> None:
        """Something may be owed now."""
        self._awake.set()

    async def until_sent(self) -> None:
        """Returns when nothing that is due is being sent, or could be; `run` must be going on."""
        self._ended.clear()
        while await asyncio.to_thread(self._is_sending):
            await self._ended.wait()
            self._ended.clear()

    def _is_sending(self) -> bool:
        with self._storage.begin(reading=True) as unit:
            return unit.deliveries.is_sending(self._clock.now())

    # ---- the rounds

    async def run(self) -> None:
        """Deliver whenever woken, and again when a retry is due, until closed; then see through what was begun."""
        while not self._is_closing:
            self._awake.clear()
            try:
                wait = await self._begin_due()
            except StorageBusy as error:
                log.warning("the storage is busy, deliveries wait: %s", error)
                wait = PAUSE
            except Exception:
                log.exception("the outbox can't be read, deliveries wait")
                wait = PAUSE
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), wait)
        await self._see_through()

    def close(self) -> None:
        """Begin nothing more; `run` returns within GRACE."""
        self._is_closing = True
        self.wake()

    async def _see_through(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE)
        unfinished = tuple(self._under_way)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _begin_due(self) -> float | None:
        """Begin what there is room for; the seconds after which to look again, None: when woken."""
        room = AT_ONCE - len(self._under_way)
        if room < (REFILL if self._more_is_due else 1):
            return None
        claimed, moment = await asyncio.to_thread(self._claim, room, self._room_for_bulk())
        self._more_is_due = len(claimed) == room
        # What is under way still was claimed anew because the clock was moved past the end of its lease.
        fresh = [each for each in claimed if each.id not in self._held]
        self._held |= {each.id: each for each in claimed}
        self._begin(fresh)
        if moment is None or self._more_is_due:
            return None
        left = (moment - self._clock.now()).total_seconds()
        return left + TICK if left > 0 else self._pause()

    def _pause(self) -> float:
        """What is due but was not to be had waits for the pace, or is in other hands."""
        turn = self._pace.turn(_now())
        return min(turn + TICK, PAUSE) if turn > 0 else PAUSE

    def _room_for_bulk(self) -> int:
        """What is under way has not taken its turn yet."""
        return max(0, self._pace.free(_now()) - len(self._under_way))

    def _claim(self, limit: int, bulk: int) -> tuple[tuple[Delivery, ...], datetime | None]:
        """What is due, and when the next will be. Writes only if there is something to claim."""
        now = self._clock.now()
        with self._storage.begin(reading=True) as unit:
            moment = unit.deliveries.next_moment()
        if moment is None or moment > now:
            return (), moment
        with self._storage.begin() as unit:
            claimed = unit.deliveries.claim(now, limit=limit, bulk=bulk, lease=self._lease)
            moment = unit.deliveries.next_moment()
            unit.commit()
        return claimed, moment

    def _begin(self, deliveries: Sequence[Delivery]) -> None:
        """Answers each by itself, at once; for the rest, what they have in common is looked up once."""
        answers = [each for each in deliveries if each.urgency is Urgency.ANSWER]
        rest = [each for each in deliveries if each.urgency is not Urgency.ANSWER]
        for each in answers:
            self._start(self._deliver(each, None))
        if rest:
            composing = asyncio.create_task(asyncio.to_thread(self._compose_together, rest))
            for each in rest:
                self._start(self._deliver(each, composing))

    def _start(self, delivering: Coroutine[Any, Any, None]) -> None:
        def done(task: asyncio.Task[None]) -> None:
            self._under_way.discard(task)
            self._ended.set()
            self.wake()

        task = asyncio.create_task(delivering)
        self._under_way.add(task)
        task.add_done_callback(done)

    # ---- one delivery

    async def _deliver(self, delivery: Delivery, composing: "Composing | None") -> None:
        lease_ends = _now() + self._lease.total_seconds()
        try:
            async with asyncio.timeout(self._lease.total_seconds() * ATTEMPT):
                outcome = await self._attempt(delivery, composing)
        except TimeoutError:
            log.warning("delivery %s takes too long, it is looked for before the next attempt", delivery.id)
            outcome = self._later(delivery, in_doubt=True)
        finally:
            claimed = self._held.pop(delivery.id)
        while _now() < lease_ends:
            try:
                return await self._recorder.record(outcome, claimed)
            except StorageBusy as error:
                log.warning("the storage is busy, what became of delivery %s waits: %s", delivery.id, error)
                await asyncio.sleep(PAUSE)
        return None

    async def _attempt(self, delivery: Delivery, composing: "Composing | None") -> Outcome:
        try:
            return await self._send_to_first(delivery, composing)
        except NotSent as error:
            if isinstance(error, Throttled):
                self._meter.throttled()
                if error.wait:
                    self._pace = self._pace.held(error.wait.total_seconds(), _now())
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
            return self._later(delivery, in_doubt=True)

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

    def _compose_together(self, deliveries: Sequence[Delivery]) -> Mapping[DeliveryId, "Composed"]:
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
            composed = {each.id: self._compose_in(once, each, now) for each in wanted}
            unit.commit()
            return composed
        return {}

    def _compose(self, delivery: Delivery, room: Spot | None, without: frozenset[PersonId]) -> "Composed":
        may_owe_copies = isinstance(delivery.content, Digest) and room is None
        writes = may_owe_copies or isinstance(delivery.content, Reminder)
        with self._storage.begin(reading=not writes) as unit:
            parcel = self._compose_in(unit, delivery, self._clock.now(), room, without)
            unit.commit()
        return parcel

    def _compose_in(
        self,
        unit: UnitOfWork,
        delivery: Delivery,
        now: datetime,
        room: Spot | None = None,
        without: frozenset[PersonId] = frozenset(),
    ) -> "Composed":
        if now >= delivery.give_up_at + (PATIENCE if delivery.in_doubt else timedelta(0)):
            return Reason.TOO_LATE
        fits = self._messenger.fits
        return compose(unit, self._bot.knowledge, delivery, now=now, room=room, without=without, fits=fits)

    async def _send(self, delivery: Delivery, parcel: Parcel) -> Outcome:
        sent: Sent | None = None
        match parcel.to:
            case Sent():
                await self._messenger.edit(parcel.to, parcel.view)
                sent = parcel.to
            case Inbox() | Spot():
                if delivery.in_doubt:
                    sent = await self._messenger.look_up(parcel.to, delivery.id, since=delivery.due_at - SKEW)
                if sent is None and self._clock.now() >= delivery.give_up_at:
                    return self._give_up(delivery, Reason.TOO_LATE)
                if sent is None:
                    await self._in_turn(delivery, parcel.to)
                    sent = await self._messenger.send(parcel.to, parcel.view, delivery.id)
            case _:
                assert_never(parcel.to)
        return self._settle(delivery, sent, parcel.person)

    def _settle(self, delivery: Delivery, sent: Sent | None, person: PersonId | None) -> Outcome:
        at = self._clock.now()
        self._meter.sent(_kind(delivery), at - delivery.due_at)
        return Delivered(delivery=delivery.id, sent=sent, person=person, at=at)

    async def _in_turn(self, delivery: Delivery, to: Inbox | Spot) -> None:
        """Answers take their turn at once, and what is sent by itself waits the longer. Raises NotSent."""
        now = _now()
        pace = self._paces.get(to, self._each)
        wait = 0.0 if delivery.urgency is Urgency.ANSWER else pace.turn(now)
        if wait > LONGEST_TURN:
            raise NotSent("others are sent to this conversation first", timedelta(seconds=wait))
        self._pace = self._pace.taken(now)
        self._paces[to] = pace.taken(now)
        if len(self._paces) > MANY:
            self._paces = {each: pace for each, pace in self._paces.items() if not pace.is_fresh(now)}
        await asyncio.sleep(wait)

    def _later(self, delivery: Delivery, *, wait: timedelta | None = None, in_doubt: bool = False) -> Outcome:
        """Doubt stays until the message is found or sent. Giving up is not put off: its moment counts as a retry."""
        self._meter.put_off(_kind(delivery), in_doubt=in_doubt)
        now = self._clock.now()
        at = now + max(wait or timedelta(0), retry_delay(delivery.attempts))
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
        self._meter.given_up(_kind(delivery), reason)
        at, doubt = self._clock.now(), delivery.in_doubt

        def outcome(deliveries: Deliveries, claimed: Delivery) -> None:
            if claimed.attempts == delivery.attempts:
                deliveries.give_up(replace(claimed, in_doubt=doubt), reason, at=at)
            else:
                deliveries.retry(claimed, at=at, in_doubt=doubt)

        return outcome


def _now() -> float:
    """By the loop's clock, which only goes forward."""
    return asyncio.get_running_loop().time()


def _can_be_found(delivery: Delivery) -> bool:
    """A reminder whose outcome was lost once it had been recorded to whom it goes, and with which others."""
    return delivery.in_doubt and delivery.person is not None and isinstance(delivery.content, Reminder)


def _kind(delivery: Delivery) -> str:
    return type(delivery.content).__name__.lower()


Composed = Parcel | Wait | Reason | None
"""None: somebody else has it in hand."""
Composing = asyncio.Task[Mapping[DeliveryId, Composed]]
