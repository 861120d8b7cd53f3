"""The bot in Slack: all parts of this adapter, started and stopped together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.acquaintances import Acquaintances
from mirps_bot.adapters.slack.apologies import Apologies
from mirps_bot.adapters.slack.app import build_app
from mirps_bot.adapters.slack.client import Installation, find_installation
from mirps_bot.adapters.slack.failures import UNREACHABLE, reason
from mirps_bot.adapters.slack.inbox import Events
from mirps_bot.adapters.slack.listeners import Listeners
from mirps_bot.adapters.slack.replies import Replies
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.slack.socket_mode import Socket
from mirps_bot.adapters.slack.web import EVENTS_PATH, requests_to
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Rounds, Tasks, Threads
from mirps_bot.chat.web import Page
from mirps_bot.ports import Clock

T = TypeVar("T")

_LONGEST_PAUSE = 10.0
_A_DAY = 86_400.0
_log = logging.getLogger(__name__)


class SlackFront:
    """`on_work` is called after each arrival was worked on: there may be something to send. `inbox` is run by whoever
    made it, once this has started. `posts` are what Slack sends to the bot's web server, by path; they may be served
    before.

    `patience`: seconds without a socket, and `silence`: seconds without anything from it, after which it is opened
    from the start.
    """

    def __init__(
        self,
        settings: SlackSettings,
        bot: Bot,
        client: AsyncWebClient,
        *,
        clock: Clock,
        threads: Threads,
        inbox: Inbox,
        on_work: Callable[[], None],
        patience: float = 60.0,
        silence: float = 900.0,
    ) -> None:
        self._settings = settings
        self._bot = bot
        self._client = client
        self._clock = clock
        self._threads = threads
        self._inbox = inbox
        self._on_work = on_work
        self._patience = patience
        self._silence = silence
        self._tasks = Tasks()
        self._looking: asyncio.Task[None] | None = None
        self._socket: Socket | None = None
        self._take: Page | None = None
        self.posts: Mapping[str, Page] = {} if settings.app_token else {EVENTS_PATH: self._receive}

    async def start(self) -> None:
        """Raises InvalidSlackSettings; waits as long as Slack can't be reached."""
        self._settings.check()
        try:
            await self._start(await self._once_reached(lambda: find_installation(self._client)))
        except BaseException:
            await self.stop(grace=0)
            raise

    async def _start(self, installation: Installation) -> None:
        replies = Replies(self._client)
        acquaintances = Acquaintances(self._bot, self._client, self._threads, team=installation.team)
        apologies = Apologies(self._bot, acquaintances, replies)
        events = Events(
            bot=self._bot,
            acquaintances=acquaintances,
            replies=replies,
            threads=self._threads,
            bot_user=installation.bot_user,
            on_work=self._on_work,
        )
        self._inbox.hand("event", events.work)
        listeners = Listeners(
            bot=self._bot,
            acquaintances=acquaintances,
            replies=replies,
            apologies=apologies,
            threads=self._threads,
            tasks=self._tasks,
            clock=self._clock,
            on_arrival=self._inbox.wake,
        )
        app = build_app(self._settings, self._client, installation, listeners, apologies)
        self._looking = asyncio.create_task(Rounds(acquaintances.look_around, every=_A_DAY).run())
        if self._settings.app_token is None:
            self._take = requests_to(app)
        else:
            self._socket = Socket(
                app,
                self._client,
                self._settings.app_token,
                self._tasks,
                patience=self._patience,
                silence=self._silence,
            )
            await self._once_reached(self._socket.start)

    async def stop(self, *, grace: float = 10.0) -> None:
        """Take nothing more, see through what was taken, then let go of Slack."""
        if self._socket is not None:
            await self._socket.stop_taking()
        await self._tasks.settle(grace)
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def is_connected(self) -> bool:
        """Over HTTP it is Slack that connects."""
        return self._take is not None or (self._socket is not None and await self._socket.is_connected())

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        """What comes before the bot knows as whom it is there is brought again."""
        return await self._take(request) if self._take else web.Response(status=503)

    async def _once_reached(self, call: Callable[[], Awaitable[T]]) -> T:
        pause = 1.0
        while True:
            try:
                return await call()
            except UNREACHABLE as failure:
                _log.warning(
                    "Slack can't be reached at %s (%s), next attempt in %.0f s",
                    self._settings.api_url,
                    reason(failure),
                    pause,
                )
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
