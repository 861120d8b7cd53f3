"""The bot's own small web server: signed requests from Slack where it listens, and the pages of others."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

EVENTS_PATH = "/slack/events"

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]

LARGEST_BODY = 1024 * 1024
"""Bytes. A view ends at 250 KB; a submission with all that was typed stays well below this."""

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_TIMESTAMP = re.compile(r"[0-9]{9,11}")


class WebServer:
    """Without an app it serves the pages alone, which are GET, by path."""

    def __init__(self, app: AsyncApp | None, pages: Mapping[str, Page]) -> None:
        self._app = app
        self._pages = pages
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int, *, grace: float = 10.0) -> int:
        """The port it listens on, a free one for 0. `grace`: seconds to finish answers in when it stops."""
        site = web.Application(client_max_size=LARGEST_BODY)
        for path, page in self._pages.items():
            site.router.add_get(path, page)
        if self._app is not None:
            site.router.add_post(EVENTS_PATH, self._take)
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=grace)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """No new requests; those that are being answered are seen through."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        """What can't be from Slack ends here: Bolt would stumble over malformed headers and answer 500."""
        try:
            body = (await request.read()).decode()
        except UnicodeDecodeError:
            return web.Response(status=401)
        if self._app is None or not _may_be_signed(request):
            return web.Response(status=401)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        answer = await self._app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
        return await to_aiohttp_response(answer)


def _may_be_signed(request: web.Request) -> bool:
    signature = request.headers.get("X-Slack-Signature", "")
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp))
