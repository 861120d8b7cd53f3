"""Plan, enlist, claim, compose, send, settle: how every message that is owed goes out, once, or says why not."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from mirps_bot.bot import Bot
from mirps_bot.content.specs import DigestFile
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.delivery import (
    LEASE,
    Delivery,
    Digest,
    Inbox,
    Owed,
    Reason,
    Reminder,
    Sent,
    Spot,
    retry_delay,
)
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.programme import Due, local_moment, plan, window
from mirps_bot.features import reminder
from mirps_bot.knowledge import Knowledge
from mirps_bot.parcels import Parcel, compose
from mirps_bot.ports import (
    Clock,
    Messenger,
    NoAccount,
    NotSent,
    OutcomeUnknown,
    Refused,
    Storage,
    StorageBusy,
    UnitOfWork,
)

log = logging.getLogger(__name__)

BATCH = 50
AT_ONCE = 10
"""Messages on their way at the same time: platforms allow one a second for each conversation, many in all."""

SKEW = timedelta(minutes=5)
"""How much the platform's clock may differ from ours when a message is looked for."""


def plan_due(unit: UnitOfWork, knowledge: Knowledge, *, after: datetime, until: datetime) -> tuple[Due, ...]:
    """What all programmes owe in (after, until], by key. Only events that can matter in that time are read."""
    before, behind = window(knowledge.content.programmes)
    events = unit.events.between((after - behind).date(), (until + before).date())
    duties = reminder.duties(unit.people.all(), knowledge.entities.values())
    return plan(knowledge.content.programmes, events, duties, after=after, until=until)


def digests_due(digests: Iterable[tuple[str, DigestFile]], now: datetime) -> tuple[Owed, ...]:
    """The latest issue of each weekly digest that is due by now and not yet too old to send."""
    owed = []
    for name, file in digests:
        today = local_day(now, file.time_zone)
        day = today - timedelta(days=(today.weekday() - file.weekday.number) % 7)
        due_at = local_moment(day, file.at, ZoneInfo(file.time_zone))
        if due_at <= now < due_at + file.give_up_after:
            content = Digest(name=name, since=day - timedelta(days=7), until=day - timedelta(days=1))
            owed.append(
                Owed(
                    key=f"{name}@{day}",
                    content=content,
                    due_at=due_at,
                    give_up_at=due_at + file.give_up_after,
                )
            )
    return tuple(owed)


class PostOffice:
    """One for each process; any number of processes may share a storage."""

    def __init__(self, storage: Storage, bot: Bot, messenger: Messenger, clock: Clock) -> None:
        self._storage = storage
        self._bot = bot
        self._messenger = messenger
        self._clock = clock
        self._awake = asyncio.Event()

    # ---- the bell

    async def ring(self) -> None:
        """Record what has fallen due, then send what is owed. Safe to call at any time, in any number of processes."""
        try:
            await asyncio.to_thread(self.enlist)
        except StorageBusy as error:
            log.warning("the storage is busy, reminders wait for the next bell: %s", error)
        self.wake()

    def wake(self) -> None:
        """Something may be owed now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver whenever woken, and again when a retry is due, until cancelled."""
        while True:
            self._awake.clear()
            try:
                await self.deliver()
                wait = await asyncio.to_thread(self._until_next)
            except StorageBusy as error:
                log.warning("the storage is busy, deliveries wait: %s", error)
                wait = 5.0
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), wait)

    def enlist(self) -> None:
        now = self._clock.now()
        knowledge = self._bot.knowledge
        patience = max((each.give_up_after for each in knowledge.content.programmes), default=timedelta(0))
        with self._storage.begin(reading=True) as unit:
            due = plan_due(unit, knowledge, after=now - patience, until=now)
            owed = [_owed(each) for each in due if each.give_up_at > now]
            owed += digests_due(knowledge.content.digests.items(), now)
            known = unit.deliveries.known(each.key for each in owed)
        fresh = [each for each in owed if each.key not in known]
        if fresh:
            with self._storage.begin() as unit:
                unit.deliveries.owe(fresh)
                unit.commit()

    def _until_next(self) -> float | None:
        """Seconds until something is due or to be retried; None: nothing is."""
        with self._storage.begin(reading=True) as unit:
            moment = unit.deliveries.next_moment()
        return None if moment is None else max((moment - self._clock.now()).total_seconds(), 0.05)

    # ---- delivering

    async def deliver(self) -> int:
        """Send everything that is due; how many were settled."""
        settled = 0
        while batch := await asyncio.to_thread(self._claim):
            gate = asyncio.Semaphore(AT_ONCE)
            settled += sum(await asyncio.gather(*(self._deliver(each, gate) for each in batch)))
        return settled

    def _claim(self) -> tuple[Delivery, ...]:
        with self._storage.begin() as unit:
            claimed = unit.deliveries.claim(self._clock.now(), limit=BATCH, lease=LEASE)
            unit.commit()
        return claimed

    async def _deliver(self, delivery: Delivery, gate: asyncio.Semaphore) -> bool:
        async with gate:
            try:
                parcels = await self._compose(delivery)
                if isinstance(parcels, Reason):
                    return await self._give_up(delivery, parcels)
                return await self._send_first(delivery, parcels)
            except NotSent as error:
                wait = max(error.wait or timedelta(0), retry_delay(delivery.attempts))
                return await self._retry(delivery, wait, in_doubt=False)
            except OutcomeUnknown:
                return await self._retry(delivery, retry_delay(delivery.attempts), in_doubt=True)
            except Refused as error:
                log.warning("delivery %s was refused: %s", delivery.id, error)
                return await self._give_up(delivery, Reason.REFUSED)
            except StorageBusy:
                return False  # its lease ends by itself, and it is looked after then
            except Exception:
                log.exception(
                    "delivery %s can't be composed, reference %s", delivery.id, secrets.token_hex(3)
                )
                return await self._give_up(delivery, Reason.UNREADABLE)

    async def _compose(self, delivery: Delivery) -> tuple[Parcel, ...] | Reason:
        knowledge, now = self._bot.knowledge, self._clock.now()
        if now >= delivery.give_up_at and not delivery.in_doubt:
            return Reason.TOO_LATE
        room = None
        if isinstance(delivery.content, Digest):
            room = await self._messenger.room(knowledge.content.digests[delivery.content.name].room)

        def write() -> tuple[Parcel, ...] | Reason:
            with self._storage.begin(
                reading=room is not None or not isinstance(delivery.content, Digest)
            ) as unit:
                parcels = compose(unit, knowledge, delivery, now=now, room=room)
                unit.commit()
            return parcels

        return await asyncio.to_thread(write)

    async def _send_first(self, delivery: Delivery, parcels: tuple[Parcel, ...]) -> bool:
        """Send to the first person who has an account: alternates stand behind the focal point."""
        for parcel in parcels:
            with contextlib.suppress(NoAccount):
                return await self._send(delivery, parcel)
        return await self._give_up(delivery, Reason.NO_ACCOUNT)

    async def _send(self, delivery: Delivery, parcel: Parcel) -> bool:
        sent: Sent | None = None
        match parcel.to:
            case Sent():
                await self._messenger.edit(parcel.to, parcel.view)
                sent = parcel.to
            case Inbox() | Spot():
                if delivery.in_doubt:
                    sent = await self._messenger.look_up(parcel.to, delivery.id, since=delivery.due_at - SKEW)
                if sent is None:
                    sent = await self._messenger.send(parcel.to, parcel.view, delivery.id)
            case _:
                assert_never(parcel.to)
        await asyncio.to_thread(self._settle, delivery, sent, parcel.person)
        return True

    def _settle(self, delivery: Delivery, sent: Sent | None, person: PersonId | None) -> None:
        with self._storage.begin() as unit:
            unit.deliveries.sent(delivery.id, sent, person=person, at=self._clock.now())
            unit.commit()

    async def _retry(self, delivery: Delivery, wait: timedelta, *, in_doubt: bool) -> bool:
        def write() -> None:
            with self._storage.begin() as unit:
                unit.deliveries.retry(delivery.id, at=self._clock.now() + wait, in_doubt=in_doubt)
                unit.commit()

        await asyncio.to_thread(write)
        return False

    async def _give_up(self, delivery: Delivery, reason: Reason) -> bool:
        def write() -> None:
            with self._storage.begin() as unit:
                unit.deliveries.give_up(delivery.id, reason, at=self._clock.now())
                unit.commit()

        await asyncio.to_thread(write)
        return True


def _owed(due: Due) -> Owed:
    content = Reminder(
        programme=due.programme, event=due.event, day=due.day, step=due.step, entity=due.entity
    )
    return Owed(key=due.key, content=content, due_at=due.due_at, give_up_at=due.give_up_at)
