"""How fast messages may follow each other: a token bucket. Moments are seconds of a clock that only goes forward."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many in a row, then no more than so many a second. Less than nothing left means a longer wait."""

    burst: float
    per_second: float
    left: float | None = None
    """At `at`; None: nothing was taken yet."""
    at: float = 0.0

    def taken(self, now: float) -> "Pace":
        """One went out, or will in its turn."""
        return replace(self, left=self._left(now) - 1, at=now)

    def held(self, seconds: float, now: float) -> "Pace":
        """Nothing for so long."""
        return replace(self, left=min(self._left(now), -self.per_second * seconds), at=now)

    def free(self, now: float) -> int:
        """How many may go out now."""
        return max(0, int(self._left(now)))

    def turn(self, now: float) -> float:
        """Seconds until the next may go out."""
        return max(0.0, (1 - self._left(now)) / self.per_second)

    def is_fresh(self, now: float) -> bool:
        """As if nothing had ever been taken."""
        return self._left(now) >= self.burst

    def _left(self, now: float) -> float:
        if self.left is None:
            return self.burst
        return min(self.burst, self.left + (now - self.at) * self.per_second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a platform takes: of messages in all, and of those to one conversation."""

    overall: Pace
    each: Pace

    @classmethod
    def a_minute(cls, messages: float, *, at_once: float, each: Pace) -> Self:
        """So many messages a minute in all, of which some in a row."""
        return cls(overall=Pace(burst=at_once, per_second=messages / 60), each=each)


UNLIMITED = Limits(
    overall=Pace(burst=10_000, per_second=10_000),
    each=Pace(burst=10_000, per_second=10_000),
)
