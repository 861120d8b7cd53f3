import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event, Semaphore

import icalendar
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from tests.unit.desk import StandingClock

from mirps_bot.adapters.almanac.page import AT_ONCE, MOST_A_MINUTE, AlmanacPage
from mirps_bot.features.feed import PATH
from mirps_bot.ports import StorageBusy
from mirps_bot.view.almanac import Almanac

SECRET = "s" * 43
ADDRESS = PATH.format(secret=SECRET)
ALMANAC = Almanac(name="MIRPS", language="es", entries=())


@asynccontextmanager
async def served(
    read: Callable[[str], Almanac | None], clock: StandingClock | None = None
) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    site = web.Application()
    site.router.add_get(PATH, AlmanacPage(read, clock or StandingClock()).answer)
    async with TestClient(TestServer(site)) as client:
        yield client


def lucias(secret: str) -> Almanac | None:
    return ALMANAC if secret == SECRET else None


async def test_holder_is_served_a_calendar_that_nobody_else_may_keep() -> None:
    async with served(lucias) as client:
        answer = await client.get(ADDRESS)

        assert (answer.status, answer.content_type) == (200, "text/calendar")
        assert answer.headers["Cache-Control"] == "private, max-age=3600"
        assert icalendar.Calendar.from_ical(await answer.read())["X-WR-CALNAME"] == "MIRPS"


async def test_unchanged_calendar_is_not_sent_again() -> None:
    clock = StandingClock()
    async with served(lucias, clock) as client:
        tag = (await client.get(ADDRESS)).headers["ETag"]
        clock.advance(days=1)
        again = await client.get(ADDRESS, headers={"If-None-Match": tag})

        assert (again.status, again.headers["ETag"], await again.read()) == (304, tag, b"")


async def test_changed_calendar_is_sent() -> None:
    async with served(lucias) as client:
        answer = await client.get(ADDRESS, headers={"If-None-Match": '"another"'})
        assert answer.status == 200


async def test_unknown_revoked_and_misspelt_addresses_look_the_same() -> None:
    async with served(lucias) as client:
        for secret in ("t" * 43, "s", "s" * 400, "%2e%2e"):
            answer = await client.get(PATH.format(secret=secret))
            assert (answer.status, await answer.read()) == (404, b"")


async def test_address_asked_too_often_waits_a_minute() -> None:
    clock = StandingClock()
    async with served(lucias, clock) as client:
        answers = [(await client.get(ADDRESS)).status for _ in range(MOST_A_MINUTE + 1)]
        assert answers == [200] * MOST_A_MINUTE + [429]

        clock.advance(minutes=1)
        assert (await client.get(ADDRESS)).status == 200


async def test_whoever_makes_addresses_up_keeps_few_threads_busy() -> None:
    asked, may_answer = Semaphore(0), Event()
    at_once = most = 0

    def read(secret: str) -> Almanac | None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        asked.release()
        may_answer.wait(10)
        at_once -= 1
        return lucias(secret)

    async with served(read) as client:
        made_up = [
            asyncio.create_task(client.get(PATH.format(secret=f"{number:043}"))) for number in range(20)
        ]
        for _ in range(AT_ONCE):
            await asyncio.to_thread(asked.acquire)
        assert (await client.get(PATH.format(secret="s"))).status == 404  # all others are there by now
        may_answer.set()
        answers = [(await each).status for each in made_up]
        assert (await client.get(ADDRESS)).status == 200

    assert answers == [404] * 20
    assert most == AT_ONCE


async def test_busy_storage_asks_to_come_again() -> None:
    def busy(secret: str) -> Almanac | None:
        raise StorageBusy("locked")

    async with served(busy) as client:
        answer = await client.get(ADDRESS)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
