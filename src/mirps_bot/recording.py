"""What became of deliveries, written down for several at once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mirps_bot.domain.delivery import Delivery
from mirps_bot.ports import Delivered, Deliveries, Storage, StorageBusy

GATHERED = 0.02
"""Seconds in which what ends is recorded together, while much does."""

Outcome = Delivered | Callable[[Deliveries, Delivery], None]
"""What became of an attempt: it arrived, or what is to be recorded of the delivery as it was last claimed."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """`recorded` is waited for by whoever delivered it, unless the process is closing."""

    outcome: Outcome
    claimed: Delivery
    recorded: asyncio.Future[None]

    def tell(self, error: BaseException | None) -> None:
        """What came of recording it."""
        if self.recorded.done():
            return
        if error is None:
            self.recorded.set_result(None)
        else:
            self.recorded.set_exception(error)


class Recorder:
    """Writes what ends while others are being written together with whatever else ends meanwhile, and in a moment after
    several were: one by one would cost a transaction each.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._ended: list[_Ended] = []
        self._recording: asyncio.Task[None] | None = None

    async def record(self, outcome: Outcome, claimed: Delivery) -> None:
        """Raises what went wrong with this one, StorageBusy if it may go well later."""
        ended = _Ended(outcome, claimed, asyncio.get_running_loop().create_future())
        self._ended.append(ended)
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record_rounds())
        await ended.recorded

    async def _record_rounds(self) -> None:
        while self._ended:
            ended, self._ended = self._ended, []
            await self._record_together(ended)
            if len(ended) > 1:
                await asyncio.sleep(GATHERED)

    async def _record_together(self, ended: Sequence[_Ended]) -> None:
        """Each by itself if they can't be together, so that what is wrong with one is its own."""
        writing = asyncio.to_thread(self._write, ended)
        (error,) = await asyncio.gather(writing, return_exceptions=True)
        if error is None or isinstance(error, StorageBusy) or len(ended) == 1:
            for each in ended:
                each.tell(error)
        else:
            for each in ended:
                await self._record_together((each,))

    def _write(self, ended: Sequence[_Ended]) -> None:
        with self._storage.begin() as unit:
            arrived: list[Delivered] = []
            for each in sorted(ended, key=lambda each: each.claimed.id):  # so that replicas can't deadlock
                if isinstance(each.outcome, Delivered):
                    arrived.append(each.outcome)
                    continue
                unit.deliveries.sent(arrived)
                arrived = []
                each.outcome(unit.deliveries, each.claimed)
            unit.deliveries.sent(arrived)
            unit.commit()
