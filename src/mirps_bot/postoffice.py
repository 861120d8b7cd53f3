"""Claim, compose, send, settle: how every message that is owed goes out, once, or says why not."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from mirps_bot.bot import Bot
from mirps_bot.carrier import AT_ONCE, Carrier, Composing
from mirps_bot.domain.delivery import LEASE, Delivery, Reason, Urgency, kind_of
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.domain.pace import UNLIMITED, Limits
from mirps_bot.domain.window import Window
from mirps_bot.dues import enlist
from mirps_bot.features.changes import MEMORY
from mirps_bot.ports import Clock, Messenger, Meter, Storage, StorageBusy, Unmetered
from mirps_bot.recording import Recorder
from mirps_bot.turns import Turns

log = logging.getLogger(__name__)

BATCH = AT_ONCE
"""While more is due, so many are claimed and composed together: what they have in common is looked up once, and one by
one would cost a transaction each.
"""

UNDER_WAY = AT_ONCE + BATCH
"""Deliveries that are claimed and have not ended, at most: while some are being sent, the next are composed."""

ATTEMPT = 0.7
"""The share of its lease that an attempt may take; the rest is for recording what became of it."""

PAUSE = 1.0
"""Seconds until the storage, what another process holds, or what waits its turn, is looked at again."""

TICK = 0.005
"""Seconds by which a timer may ring before its time."""

GRACE = 8.0
"""Seconds to see through what is under way when the process is told to stop."""

KEPT = timedelta(days=30)
"""How long the words of what was delivered are kept; that a reminder went out is kept for good, and that it was told
anew as long as it may be again.
"""


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
        window: Window | None = None,
    ) -> None:
        """`limits` are those of this process: others keep to their own, and the platform's word goes before all.
        `window`: how many may be under way; by default few at first, since a process is slow that has just begun.
        """
        self._storage = storage
        self._bot = bot
        self._clock = clock
        self._lease = lease
        self._meter = meter or Unmetered()
        self._turns = Turns(limits)
        self._carrier = Carrier(storage, bot, messenger, clock, self._meter, self._turns)
        self._awake = asyncio.Event()
        self._ended = asyncio.Event()
        self._window = window or Window(UNDER_WAY)
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
            await asyncio.to_thread(self._bot.keep_offices)
            for each in await asyncio.to_thread(enlist, self._storage, self._bot.knowledge, now):
                self._meter.given_up(kind_of(each.content), Reason.TOO_LATE)
            if self._tidied != now.date():
                await asyncio.to_thread(self._tidy, now)
                await asyncio.to_thread(self._bot.give_back)
                self._tidied = now.date()
        except StorageBusy as error:
            log.warning("the storage is busy, reminders wait for the next bell: %s", error)
        self.wake()

    def _tidy(self, now: datetime) -> None:
        with self._storage.begin() as unit:
            unit.deliveries.forget(words=now - KEPT, retold=now - MEMORY)
            unit.sessions.forget(now)
            unit.drafts.forget(now - KEPT)
            unit.arrivals.forget(now)
            unit.assurances.forget(now)
            unit.questions.forget(now)
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
        batch = min(BATCH, self._window.size // 2)
        room = min(self._window.size - len(self._under_way), batch)
        if room < (batch if self._more_is_due else 1):
            return None
        claimed, moment = await asyncio.to_thread(self._claim, room, self._room_for_bulk())
        self._more_is_due = len(claimed) == room
        # What is under way still was claimed anew because the clock was moved past the end of its lease.
        fresh = [each for each in claimed if each.id not in self._held]
        self._held |= {each.id: each for each in claimed}
        self._begin(fresh)
        if self._more_is_due:
            return 0.0
        if moment is None:
            return None
        left = (moment - self._clock.now()).total_seconds()
        return left + TICK if left > 0 else self._pause()

    def _pause(self) -> float:
        """What is due but was not to be had waits for the pace, or is in other hands."""
        turn = self._turns.wait()
        return min(turn + TICK, PAUSE) if turn > 0 else PAUSE

    def _room_for_bulk(self) -> int:
        """What is under way has not taken its turn yet."""
        return max(0, self._turns.free() - len(self._under_way))

    def _claim(self, limit: int, bulk: int) -> tuple[tuple[Delivery, ...], datetime | None]:
        """What is due, and when the next will be. Writes only if there is something to claim."""
        now = self._clock.now()
        if not self._more_is_due:
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
            composing = asyncio.create_task(asyncio.to_thread(self._carrier.compose_together, rest))
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

    async def _deliver(self, delivery: Delivery, composing: Composing | None) -> None:
        began, within = _now(), self._lease * ATTEMPT
        lease_ends = began + self._lease.total_seconds()
        try:
            outcome = await self._carrier.attempt(delivery, composing, within=within)
        finally:
            claimed = self._held.pop(delivery.id)
        self._window.ended((_now() - began) / within.total_seconds())
        while _now() < lease_ends:
            try:
                return await self._recorder.record(outcome, claimed)
            except StorageBusy as error:
                log.warning("the storage is busy, what became of delivery %s waits: %s", delivery.id, error)
                await asyncio.sleep(PAUSE)
        return None


def _now() -> float:
    """By the loop's clock, which only goes forward."""
    return asyncio.get_running_loop().time()
