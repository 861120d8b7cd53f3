"""The worker that turns what came in and was kept into answers."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Rounds, Threads
from mirps_bot.ports import Arrival, StorageBusy

_log = logging.getLogger(__name__)

Work = Callable[[Arrival], Awaitable[None]]

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
        rounds = Rounds(self._work_some, every=look_every)
        self.run, self.wake = rounds.run, rounds.wake

    def hand(self, part: str, work: Work) -> None:
        """Arrivals whose body has this part are worked off by this."""
        self._works[part] = work

    async def _work_some(self) -> bool:
        """Whether there was anything to do."""
        arrivals = await self._threads(self._bot.take_arrivals)
        await asyncio.gather(*map(self._work_off, arrivals))
        return bool(arrivals)

    async def _work_off(self, arrival: Arrival) -> None:
        """What fails stays in the inbox, and comes up again when its lease ends, a few times."""
        work = next((self._works[part] for part in arrival.body if part in self._works), None)
        if work is None:
            _log.error("Arrival %s is of a platform that this process does not speak to", arrival.id)
            return
        try:
            await work(arrival)
        except (NotYet, StorageBusy) as reason:
            _log.warning("Arrival %s is left for later: %s", arrival.id, reason)
        except Exception as failure:  # noqa: BLE001 - one person's trouble must not stop the others
            await self._put_off(arrival.id, failure)
        else:
            del self._failures[arrival.id]

    async def _put_off(self, arrival: str, failure: Exception) -> None:
        self._failures[arrival] += 1
        if self._failures[arrival] < TRIES:
            _log.error("Arrival %s is left for later", arrival, exc_info=failure)
            return
        _log.error("Arrival %s failed %d times and is let go", arrival, TRIES, exc_info=failure)
        await self._threads(self._bot.finish, arrival)
        del self._failures[arrival]
