"""A workspace to test with: three people, three rooms and an app that may do everything."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.playground import Patience, Playground, Profile, Room, SettableClock, Workspace

LUCIA, TOMAS, GUEST = "U0LUCIA", "U0TOMAS", "U0GUEST"
GENERAL, QUIET, ARCHIVE = "C0GENERAL", "C0QUIET", "C0ARCHIVE"
NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)

PROFILES = (
    Profile(
        id=LUCIA,
        name="Lucía Ortega",
        email="lucia@example.org",
        tz="America/Mexico_City",
        locale="es-MX",
        title="Focal point",
        note="Mexico",
    ),
    Profile(id=TOMAS, name="Tomás Rivas", email="tomas@example.org", tz="America/Panama", locale="en-US"),
    Profile(id=GUEST, name="Grace Guest", email="grace@example.org", is_guest=True),
)
ROOMS = (
    Room(id=GENERAL, name="mirps-general", topic="Everything", members=(LUCIA, TOMAS)),
    Room(id=QUIET, name="quiet", members=(LUCIA,), has_bot=False),
    Room(id=ARCHIVE, name="archive", members=(LUCIA,), is_archived=True),
)
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "MIRPS"},
    "features": {
        "bot_user": {"display_name": "mirps"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/mirps",
                "description": "Ask about pledges",
                "usage_hint": "[pledges | help]",
                "should_escape": True,
            }
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:write",
                "team:read",
                "users:read",
                "users:read.email",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "member_joined_channel",
                "message.channels",
                "message.im",
                "user_change",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
HTTP_MANIFEST: dict[str, Any] = MANIFEST | {"settings": MANIFEST["settings"] | {"socket_mode_enabled": False}}


def make_workspace(
    manifest: dict[str, Any] = MANIFEST, clock: SettableClock | None = None, keep: Path | None = None
) -> Workspace:
    return Workspace(PROFILES, ROOMS, manifest, clock or SettableClock(NOON, frozen=True), keep=keep)


@asynccontextmanager
async def running(playground: Playground) -> AsyncIterator[Playground]:
    await playground.start()
    try:
        yield playground
    finally:
        await playground.stop()


@asynccontextmanager
async def client_of(playground: Playground) -> AsyncIterator[AsyncWebClient]:
    """The bot's own client, on one session."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=playground.bot_token, base_url=playground.api_url, session=session)


@asynccontextmanager
async def bolt_over_sockets(playground: Playground, app: AsyncApp) -> AsyncIterator[None]:
    """The app, connected in Socket Mode."""
    handler = AsyncSocketModeHandler(app, playground.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await playground.until_connected()
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def serving(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """The address of a small server that answers every request with the handler."""
    application = web.Application()
    application.router.add_route("*", "/slack/events", handler)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


QUICK = Patience(
    connection=0, acknowledgement=0.3, trigger=0.3, response_url=60.0, event_retries=(0.0, 0.05, 0.1)
)
