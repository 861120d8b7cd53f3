"""The worker that turns what came in and was kept into answers."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial

from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Rounds, Threads
from mirps_bot.ports import Arrival, StorageBusy

_log = logging.getLogger(__name__)

Work = Callable[[Arrival], Awaitable[None]]

AT_ONCE = 20
"""Arrivals being worked off at the same time, of different people."""
TRIES = 3
"""So often an arrival may fail here before it is let go: what its sender said after it waits for it."""


class NotYet(Exception):
    """Nothing is wrong with the arrival: what is needed for it can't be had at this moment. The message says why."""


class Inbox:
    """Works arrivals off, each person's in the order they came, whichever replica takes them: one for all platforms,
    each of which says before it runs what works off its own.
    """

    def __init__(self, bot: Bot, threads: Threads, *, look_every: float = 5.0) -> None:
        self._bot = bot
        self._threads = threads
        self._works: dict[str, Work] = {}
        self._failures: Counter[str] = Counter()
        self._told_of: set[str] = set()
        self._rounds = Rounds(self._begin_some, every=look_every)
        self.wake = self._rounds.wake
        self._running: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled."""
        try:
            await self._rounds.run()
        finally:
            running = tuple(self._running.values())
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def hand(self, part: str, work: Work) -> None:
        """Arrivals whose body has this part are worked off by this."""
        self._works[part] = work

    async def _begin_some(self) -> bool:
        """Whether there was anything to do. What takes long holds up nobody but its own sender."""
        if len(self._running) >= AT_ONCE:
            await asyncio.wait(self._running.values(), return_when=asyncio.FIRST_COMPLETED)
        taken = await self._threads(self._bot.take_arrivals)
        arrivals = [
            each for each in taken if each.id not in self._running
        ]  # its lease may have ended meanwhile
        for each in arrivals:
            self._running[each.id] = asyncio.create_task(self._work_off(each))
            self._running[each.id].add_done_callback(partial(self._ended, each.id))
        return bool(arrivals)

    def _ended(self, arrival: str, _: asyncio.Task[None]) -> None:
        """What its sender said after it may be taken now."""
        del self._running[arrival]
        self.wake()

    async def _work_off(self, arrival: Arrival) -> None:
        """What fails stays in the inbox, and comes up again when its lease ends, a few times."""
        work = next((self._works[part] for part in arrival.body if part in self._works), None)
        if work is None:
            self._tell_of_other_platform(arrival)
            return
        try:
            await work(arrival)
        except (NotYet, StorageBusy) as reason:
            _log.warning("Arrival %s is left for later: %s", arrival.id, reason)
        except Exception as failure:  # noqa: BLE001 - one person's trouble must not stop the others
            await self._put_off(arrival.id, failure)
        else:
            del self._failures[arrival.id]

    def _tell_of_other_platform(self, arrival: Arrival) -> None:
        """Once for each: such arrivals wait until somebody speaks to it again, or they are forgotten."""
        part = next(iter(arrival.body), "")
        if part not in self._told_of:
            self._told_of.add(part)
            _log.error("Arrivals like %s are of a platform that this process does not speak to", arrival.id)

    async def _put_off(self, arrival: str, failure: Exception) -> None:
        self._failures[arrival] += 1
        if self._failures[arrival] < TRIES:
            _log.error("Arrival %s is left for later", arrival, exc_info=failure)
            return
        _log.error("Arrival %s failed %d times and is let go", arrival, TRIES, exc_info=failure)
        await self._threads(self._bot.finish, arrival)
        del self._failures[arrival]
