"""Whose turn it is: how fast messages may follow each other, in all and in each conversation."""

import asyncio
from datetime import timedelta

from mirps_bot.domain.delivery import Inbox, Spot
from mirps_bot.domain.pace import Limits, Pace
from mirps_bot.ports import NotSent

LONGEST_TURN = 5.0
"""Seconds that a message composed already may wait for its turn in its conversation; else it is composed anew then."""

MANY = 1_000
"""Conversations whose pace is remembered before those that have been quiet for long enough are let go."""


class Turns:
    """Of one process, by the loop's clock, which only goes forward."""

    def __init__(self, limits: Limits) -> None:
        self._overall = limits.overall
        self._each = limits.each
        self._paces: dict[Inbox | Spot, Pace] = {}

    def free(self) -> int:
        """How many messages may go out now."""
        return self._overall.free(_now())

    def wait(self) -> float:
        """Seconds until the next may."""
        return self._overall.turn(_now())

    def hold(self, pause: timedelta) -> None:
        """Nothing for so long: the platform asks for it."""
        self._overall = self._overall.held(pause.total_seconds(), _now())

    async def take(self, to: Inbox | Spot, *, at_once: bool) -> None:
        """Returns when it is there. What takes it `at_once` makes the others wait the longer. Raises NotSent if it is
        too far off.
        """
        now = _now()
        pace = self._paces.get(to, self._each)
        wait = 0.0 if at_once else pace.turn(now)
        if wait > LONGEST_TURN:
            raise NotSent("others are sent to this conversation first", timedelta(seconds=wait))
        self._overall = self._overall.taken(now)
        self._paces[to] = pace.taken(now)
        if len(self._paces) > MANY:
            self._paces = {each: pace for each, pace in self._paces.items() if not pace.is_fresh(now)}
        await asyncio.sleep(wait)


def _now() -> float:
    return asyncio.get_running_loop().time()
