"""What runs on the side: blocking calls in a few threads, and tasks that must not get lost."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from mirps_bot.ports import StorageBusy

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class Threads:
    """Awaits blocking calls, so many at a time."""

    def __init__(self, count: int = 8) -> None:
        self._pool = ThreadPoolExecutor(max_workers=count, thread_name_prefix="chat")

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._pool, partial(function, *args, **kwargs)
        )

    def aside(self, function: Callable[[], None]) -> None:
        """Called when there is a thread for it, or never if they are closed by then; nobody waits."""
        with contextlib.suppress(RuntimeError):
            self._pool.submit(function)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class Rounds:
    """Works as long as there is something to do, then whenever woken, and by itself every so many seconds: others may
    have left something behind. `work` says whether there was anything; what it raises ends one round and no more.
    """

    def __init__(self, work: Callable[[], Awaitable[bool]], *, every: float) -> None:
        self._work = work
        self._every = every
        self._something_came = asyncio.Event()

    def wake(self) -> None:
        self._something_came.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._something_came.clear()
            if not await self._round():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._every):  # `wait_for` may swallow a cancellation
                        await self._something_came.wait()

    async def _round(self) -> bool:
        try:
            return await self._work()
        except StorageBusy as error:
            log.warning("the storage is busy, the next round tries again: %s", error)
        except Exception:
            log.exception("a round failed, the next one tries again")
        return False


class Tasks:
    """Holds on to running tasks until they are done."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def settle(self, grace: float) -> None:
        """Give what runs, and what that starts, so many seconds; then cancel the rest."""
        deadline = asyncio.get_running_loop().time() + grace
        while self._running and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(set(self._running), timeout=left)
        rest = set(self._running)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
