"""Starting on several platforms at once."""

import asyncio
from collections.abc import Mapping

import pytest

from mirps_bot.chat.web import Page
from mirps_bot.platforms import start


class Front:
    """Is reached when it is let in; `failure`: what it finds then."""

    posts: Mapping[str, Page] = {}

    def __init__(self, failure: Exception | None = None) -> None:
        self.let_in = asyncio.Event()
        self.was_left = False
        self._failure = failure

    async def start(self) -> None:
        try:
            await self.let_in.wait()
        except asyncio.CancelledError:
            self.was_left = True
            raise
        if self._failure:
            raise self._failure

    async def is_connected(self) -> bool:
        return self.let_in.is_set()

    async def stop(self) -> None: ...


async def test_platform_that_can_not_be_reached_keeps_no_other_waiting() -> None:
    there, away = Front(), Front()
    there.let_in.set()

    (waiting,) = await start((there, away), within=0.01)
    away.let_in.set()

    await waiting
    assert not away.was_left


async def test_platform_is_waited_for_where_there_is_no_other() -> None:
    only = Front()
    starting = asyncio.create_task(start((only,), within=0.01))

    await asyncio.wait({starting}, timeout=0.05)
    assert not starting.done()
    only.let_in.set()

    assert await starting == set()


async def test_platform_that_does_not_accept_the_bot_ends_the_start() -> None:
    refusing, away = Front(ValueError("a wrong token")), Front()
    refusing.let_in.set()

    with pytest.raises(ValueError, match="a wrong token"):
        await start((refusing, away))
    assert away.was_left


async def test_platform_that_refuses_later_leaves_the_bot_to_the_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    there, refusing = Front(), Front(ValueError("a wrong token"))
    there.let_in.set()
    (waiting,) = await start((there, refusing), within=0.01)

    refusing.let_in.set()
    await asyncio.wait({waiting})
    await asyncio.sleep(0)

    assert [each.getMessage() for each in caplog.records] == [
        "The bot goes on without this platform: a wrong token"
    ]
