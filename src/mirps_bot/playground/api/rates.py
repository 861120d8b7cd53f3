"""How often the bot may call: per method and minute, and one message per second and channel."""

import math
import time
from collections import deque
from collections.abc import Callable

BURST = 4
MINUTE = 60.0


class Rates:
    """Knows calls of the last minute by method, and how full each channel's allowance for messages is."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._calls: dict[str, deque[float]] = {}
        self._posts: dict[str, tuple[float, float]] = {}

    def delay_for_call(self, method: str, per_minute: int | None) -> int | None:
        """Whole seconds to wait before this method may be called again; None if it may be called now."""
        if per_minute is None:
            return None
        now, calls = self._monotonic(), self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= per_minute:
            return math.ceil(calls[0] + MINUTE - now)
        calls.append(now)
        return None

    def delay_for_post(self, channel: str) -> int | None:
        """The same for one more message in a channel: one per second, after a burst of a few."""
        now = self._monotonic()
        left, since = self._posts.get(channel, (float(BURST), now))
        left = min(float(BURST), left + now - since)
        if left < 1:
            self._posts[channel] = (left, now)
            return math.ceil(1 - left)
        self._posts[channel] = (left - 1, now)
        return None
