"""Waiting for something to change, in a workspace or in the bot's database, without looking again and again."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine, event

T = TypeVar("T")


class Changes:
    """Of one loop. `patience`: seconds that may go by until what is waited for."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._happened = asyncio.Event()

    def note(self, *_: object) -> None:
        self._happened.set()

    def note_those_of(self, engine: Engine) -> None:
        """Whenever another thread is done with the database. Called in the loop."""
        loop, main = asyncio.get_running_loop(), threading.current_thread()

        def wake(*_: object) -> None:
            if threading.current_thread() is not main:
                loop.call_soon_threadsafe(self.note)

        event.listen(engine, "checkin", wake)

    async def until(self, claim: Callable[[], T | None]) -> T:
        """Looks again after each change."""
        async with asyncio.timeout(self._patience):
            while not (found := claim()):
                await self._happened.wait()
                self._happened.clear()
        return found
