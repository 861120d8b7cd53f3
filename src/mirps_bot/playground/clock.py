"""The workspace's clock: the real one by default, movable for demonstrations and tests."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SettableClock:
    """Runs at real speed from the moment it was set to; a frozen one stands still until moved."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self.frozen = frozen
        self.offset = timedelta()
        self._moment = datetime.now(UTC)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        return self._moment if self.frozen else datetime.now(UTC) + self.offset

    def set(self, moment: datetime) -> None:
        """Moves to an aware moment. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("the clock is set to an aware moment")
        self._moment = moment.astimezone(UTC)
        self.offset = self._moment - datetime.now(UTC)

    def advance(self, delta: timedelta) -> None:
        self.set(self.now() + delta)


class Stamps:
    """Message timestamps: seconds and microseconds by the clock, each one later than all before it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._latest = 0

    def next(self) -> str:
        """Increases even when the clock is frozen or moved back."""
        micros = (self._clock.now() - EPOCH) // MICROSECOND
        self._latest = max(micros, self._latest + 1)
        return f"{self._latest // 1_000_000}.{self._latest % 1_000_000:06d}"

    def pass_over(self, ts: str) -> None:
        """Never gives out this one or an earlier one."""
        self._latest = max(self._latest, int(ts.replace(".", "")))
