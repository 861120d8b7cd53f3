"""Socket Mode: the bot dials out, so it needs no public address."""

import asyncio
import logging

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.discretion import sdk_logger
from mirps_bot.adapters.slack.failures import error_of, reason
from mirps_bot.adapters.slack.settings import InvalidSlackSettings
from mirps_bot.chat.running import Tasks

_AT_ONCE = 16
_PING_EVERY = 5.0
_CONNECT_WITHIN = 30.0
_LINGER = 5.0
"""Seconds that a connection stays open for what it has taken, after another has taken its place."""
_NOT_ACCEPTED = (
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "token_revoked",
)
_log = logging.getLogger(__name__)


class Socket:
    """A connection that is watched.

    The SDK comes back by itself from most losses, but a ticket that Slack refuses it tries for ever, and a connection
    that looks well and brings nothing any more it does not notice. After `patience` seconds without a connection,
    or `silence` seconds in which nothing came in, a new one is opened from the start.
    """

    def __init__(
        self,
        app: AsyncApp,
        client: AsyncWebClient,
        app_token: str,
        tasks: Tasks,
        *,
        patience: float = 60.0,
        silence: float = 900.0,
    ) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._tasks = tasks
        self._patience = patience
        self._silence = silence
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._handler: _Handler | None = None
        self._leaving = Tasks()
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Raises InvalidSlackSettings when Slack does not accept the app token."""
        await self._connect()
        self._watch = asyncio.create_task(self._keep_connected())

    async def stop_taking(self) -> None:
        """Leave what arrives from now on to other connections; the one here stays open for answers."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        if self._handler is not None:
            self._handler.is_taking = False

    async def close(self) -> None:
        await self._leaving.settle(0)
        if self._handler is not None:
            await self._handler.close_all()
            self._handler = None

    async def is_connected(self) -> bool:
        return self._handler is not None and await self._handler.client.is_connected()

    async def _keep_connected(self) -> None:
        now = asyncio.get_running_loop().time
        seen = now()
        while True:
            await asyncio.sleep(min(self._patience, self._silence) / 6)
            if not await self.is_connected():
                if now() - seen > self._patience:
                    _log.warning("No connection to Slack for %.0f seconds: starting over", now() - seen)
                    await self._start_over()
                continue
            seen = now()
            if self._handler and seen - self._handler.heard > self._silence:
                _log.info("Nothing from Slack for %.0f seconds: connecting anew", seen - self._handler.heard)
                await self._start_over()

    async def _start_over(self) -> None:
        try:
            await self._connect()
        except Exception as failure:  # noqa: BLE001 - whatever it is, without another attempt the bot stays deaf
            _log.warning("Slack can't be reached: %s", reason(failure))

    async def _connect(self) -> None:
        """The new connection first: nothing that comes in between is missed."""
        handler = _Handler(self._app, self._client, self._app_token, self._tasks, self._slots)
        try:
            handler.client.wss_uri = await self._ticket()
            await asyncio.wait_for(handler.client.connect(), _CONNECT_WITHIN)  # type: ignore[no-untyped-call]
        except BaseException:
            await handler.close_all()
            raise
        if self._handler is not None:
            self._leaving.start(self._handler.close_after(_LINGER))
        self._handler = handler

    async def _ticket(self) -> str:
        try:
            answer = await self._client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as refused:
            if error_of(refused) in _NOT_ACCEPTED:
                raise InvalidSlackSettings(
                    "Slack does not accept SLACK_APP_TOKEN. Make one with the scope connections:write "
                    'at https://api.slack.com/apps, your app, "Basic Information", "App-Level Tokens".'
                ) from None
            raise
        address = answer.get("url")
        if not address:
            raise aiohttp.ClientPayloadError("a ticket without an address")
        return str(address)


class _Handler(AsyncSocketModeHandler):
    """Works on so many envelopes at a time, and lets none get lost when it closes."""

    def __init__(
        self, app: AsyncApp, client: AsyncWebClient, app_token: str, tasks: Tasks, slots: asyncio.Semaphore
    ) -> None:
        super().__init__(app, app_token, logger=sdk_logger(), web_client=client, ping_interval=_PING_EVERY)
        self.is_taking = True
        self.heard = asyncio.get_running_loop().time()
        """When something last came in, or when it was made."""
        self._tasks = tasks
        self._slots = slots

    async def handle(  # type: ignore[override]
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        self.heard = asyncio.get_running_loop().time()
        if self.is_taking:
            await self._tasks.start(self._take(client, req))

    async def _take(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        async with self._slots:
            await super().handle(client, req)

    async def close_after(self, seconds: float) -> None:
        try:
            await asyncio.sleep(seconds)
        finally:
            await self.close_all()

    async def close_all(self) -> None:
        """With the SDK's own tasks, which its `close` cancels and forgets."""
        client = self.client
        await client.close()  # type: ignore[no-untyped-call]
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
