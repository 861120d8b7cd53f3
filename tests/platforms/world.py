"""The bot's Slack side, connected over real sockets to a workspace of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from tests.platforms.scripted import ScriptedBot

from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.front import SlackFront
from mirps_bot.adapters.slack.manifest import SlashCommand, slack_manifest
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Threads
from mirps_bot.chat.web import WebServer
from mirps_bot.dialogue import Inbound
from mirps_bot.domain.delivery import Spot
from mirps_bot.playground import Playground, Profile, Room, SettableClock, Workspace
from mirps_bot.playground.answers import Answer, Kind, Unanswered
from mirps_bot.playground.person import Person

Mode = Literal["socket", "http"]

LUCIA, TOMAS, GUEST = "U0LUCIA", "U0TOMAS", "U0GUEST"
GENERAL, ARCHIVE = "C0GENERAL", "C0ARCHIVE"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)

_PROFILES = (
    Profile(id=LUCIA, name="Lucía", email="lucia@example.org", tz="America/Mexico_City", locale="es-MX"),
    Profile(id=TOMAS, name="Tomás", email="tomas@example.org", tz="America/Panama", locale="en-US"),
    Profile(id=GUEST, name="Grace", email="grace@example.org", is_guest=True),
)
_ROOMS = (
    Room(id=GENERAL, name="mirps-general", members=(LUCIA, TOMAS)),
    Room(id=ARCHIVE, name="old", members=(LUCIA,), is_archived=True),
)
_COMMAND = SlashCommand(name="mirps", description="Pledges, meetings, reports", usage_hint="[help]")

Call = Callable[[], Awaitable[web.StreamResponse]]
Wrap = Callable[[web.Request, Call], Awaitable[web.StreamResponse]]


@dataclass
class Trouble:
    """What is to go wrong next: for each method or kind of delivery, how it is wrapped the next time."""

    calls: dict[str, Wrap] = field(default_factory=dict)
    lost_acknowledgements: set[Kind] = field(default_factory=set)
    delivered: list[Kind] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def around_call(
        self, request: web.Request, method: str, arguments: Mapping[str, Any], answer: Call
    ) -> web.StreamResponse:
        self.asked.append(method)
        wrap = self.calls.pop(method, None)
        return await (wrap(request, answer) if wrap else answer())

    async def around_delivery(
        self, kind: Kind, payload: Mapping[str, Any], deliver: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        self.delivered.append(kind)
        answer = await deliver()
        if kind in self.lost_acknowledgements:
            self.lost_acknowledgements.discard(kind)
            return Unanswered(reason="http_timeout")
        return answer


def answers(body: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None) -> Wrap:
    """Slack answers this instead, and does nothing."""

    async def wrap(_: web.Request, __: Call) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return wrap


async def answers_with_a_page(_: web.Request, __: Call) -> web.StreamResponse:
    """Something before Slack answers, as if all were well."""
    return web.Response(text="It works!")


async def answers_with_no_such_address(_: web.Request, __: Call) -> web.StreamResponse:
    """A gateway that knows only some of Slack's methods."""
    return web.Response(status=404, text="404: Not Found")


async def loses_answer(request: web.Request, answer: Call) -> web.StreamResponse:
    """Slack does what it was asked to, and the line breaks before it says so."""
    done = await answer()
    if request.transport is not None:
        request.transport.abort()
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    bot: ScriptedBot
    front: SlackFront
    port: int
    playground: Playground
    trouble: Trouble
    client: AsyncWebClient
    lucia: Person
    tomas: Person
    guest: Person

    async def worked(self, count: int) -> list[tuple[str, Inbound, Spot]]:
        """What was worked on, once it is that many."""
        await self.until(lambda: len(self.bot.worked) >= count)
        return self.bot.worked

    async def until(self, claim: Callable[[], bool]) -> None:
        """Waits for something that the bot notices."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()
        self.bot.noticed = lambda: loop.call_soon_threadsafe(changed.set)
        async with asyncio.timeout(5):
            while not claim():
                await changed.wait()
                changed.clear()


def workspace(mode: Mode) -> Workspace:
    manifest = slack_manifest(
        (_COMMAND,), name="mirps", description="Asks and reminds", socket_mode=mode == "socket"
    )
    return Workspace(_PROFILES, _ROOMS, manifest, SettableClock(NOON, frozen=True))


def settings_for(playground: Playground, mode: Mode) -> SlackSettings:
    return SlackSettings(
        bot_token=playground.bot_token,
        app_token=playground.app_token if mode == "socket" else None,
        signing_secret=playground.signing_secret if mode == "http" else None,
        api_url=playground.api_url,
    )


@asynccontextmanager
async def started(playground: Playground) -> AsyncIterator[Playground]:
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()


@asynccontextmanager
async def world(
    mode: Mode, *, patience: float = 60.0, silence: float = 900.0, trouble: Trouble | None = None
) -> AsyncIterator[World]:
    """`trouble`: what is to go wrong from the start."""
    trouble = trouble or Trouble()
    bot = ScriptedBot()
    threads = Threads()
    inbox = Inbox(bot, threads)
    async with started(Playground(workspace(mode), faults=trouble)) as playground:
        settings = settings_for(playground, mode)
        async with open_client(settings) as client:
            front = SlackFront(
                settings,
                bot,
                client,
                clock=SettableClock(NOON),
                threads=threads,
                inbox=inbox,
                on_work=lambda: None,
                patience=patience,
                silence=silence,
            )
            await front.start()
            working = asyncio.create_task(inbox.run())
            server = WebServer({}, front.posts)
            port = await server.start("127.0.0.1", 0)
            if mode == "http":
                playground.request_url = f"http://127.0.0.1:{port}/slack/events"
            else:
                await playground.until_connected()
            try:
                yield World(
                    bot=bot,
                    front=front,
                    port=port,
                    playground=playground,
                    trouble=trouble,
                    client=client,
                    lucia=playground.person(LUCIA),
                    tomas=playground.person(TOMAS),
                    guest=playground.person(GUEST),
                )
            finally:
                await server.stop()
                await front.stop()
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
                threads.close()
