"""What fails in the inbox comes up again, and holds its sender up for a while only."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import pytest

from mirps_bot.chat.bot import Bot
from mirps_bot.chat.inbox import TRIES, Inbox, NotYet
from mirps_bot.chat.running import Threads
from mirps_bot.ports import Arrival, StorageBusy

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class OneSender:
    """Hands out the oldest arrival that is not done, again and again."""

    open: list[str]

    def take_arrivals(self) -> tuple[Arrival, ...]:
        return tuple(Arrival(id=each, body={"event": {}}, arrived_at=NOON) for each in self.open[:1])

    def finish(self, arrival_id: str) -> None:
        self.open.remove(arrival_id)


@asynccontextmanager
async def running(inbox: Inbox, threads: Threads) -> AsyncIterator[None]:
    """For five seconds at most."""
    task = asyncio.create_task(inbox.run())
    async with asyncio.timeout(5):
        yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    threads.close()


async def work_off(sender: OneSender, failures: dict[str, list[Exception]]) -> list[str]:
    """Which arrivals were tried, in their order."""
    bot, threads, tried = cast("Bot", sender), Threads(1), list[str]()
    empty = asyncio.Event()

    async def work(arrival: Arrival) -> None:
        tried.append(arrival.id)
        if left := failures.get(arrival.id):
            raise left.pop()
        await threads(sender.finish, arrival.id)
        if not sender.open:
            empty.set()

    inbox = Inbox(bot, threads, look_every=0)
    inbox.hand("event", work)
    async with running(inbox, threads):
        await empty.wait()
    return tried


async def test_arrival_that_fails_every_time_is_let_go_and_the_next_is_worked_on() -> None:
    sender = OneSender(open=["broken", "next"])

    tried = await work_off(sender, {"broken": [ValueError("no such part") for _ in range(99)]})

    assert tried == ["broken"] * TRIES + ["next"]


async def test_arrival_that_waits_for_the_platform_or_the_storage_is_kept() -> None:
    sender = OneSender(open=["early", "next"])
    passing = [NotYet("slow down"), StorageBusy("locked")] * TRIES

    tried = await work_off(sender, {"early": [*passing]})

    assert tried == ["early"] * (len(passing) + 1) + ["next"]


@dataclass
class TwoSenders:
    """Hands out each arrival once. `is_empty`: it was asked for more than there are."""

    waiting: list[str]
    is_empty: threading.Event = field(default_factory=threading.Event)

    def take_arrivals(self) -> tuple[Arrival, ...]:
        if not self.waiting:
            self.is_empty.set()
        taken, self.waiting = self.waiting[:1], self.waiting[1:]
        return tuple(Arrival(id=each, body={"event": {}}, arrived_at=NOON) for each in taken)


async def test_what_takes_long_holds_up_nobody_else() -> None:
    threads, over, both, done = Threads(1), asyncio.Event(), asyncio.Event(), list[str]()

    async def work(arrival: Arrival) -> None:
        if arrival.id == "slow":
            await over.wait()
        done.append(arrival.id)
        over.set()
        if len(done) == 2:
            both.set()

    inbox = Inbox(cast("Bot", TwoSenders(waiting=["slow", "quick"])), threads, look_every=0)
    inbox.hand("event", work)
    async with running(inbox, threads):
        await both.wait()
    assert done == ["quick", "slow"]


async def test_arrivals_of_a_platform_that_is_not_spoken_to_are_told_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sender, threads = TwoSenders(waiting=["one", "two", "three"]), Threads(1)
    inbox = Inbox(cast("Bot", sender), threads, look_every=0)
    async with running(inbox, threads):
        await asyncio.to_thread(sender.is_empty.wait)
    assert [each.message for each in caplog.records] == [
        "Arrivals like one are of a platform that this process does not speak to"
    ]
