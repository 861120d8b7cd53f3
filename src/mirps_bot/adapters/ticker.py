"""The bell: rings every so often, keeps nothing. What is due stands in the storage, not here."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY = timedelta(seconds=30)


class Ticker:
    """Rings from `start` to `stop`; a bell that is late or still ringing is not made up for, the next one sees all."""

    def __init__(self, ring: Callable[[], Awaitable[None]], every: timedelta = EVERY) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            ring,
            "interval",
            seconds=every.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Inside the running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
