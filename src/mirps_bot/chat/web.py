"""The bot's own small web server: what platforms send where it listens, and the pages of others."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]

LARGEST_BODY = 1024 * 1024
"""Bytes. A view of Slack's ends at 250 KB, a message of Teams' at 100; a submission with all that was typed stays well
below this.
"""


class WebServer:
    """By path: `pages` are read, `posts` take what a platform sends."""

    def __init__(self, pages: Mapping[str, Page], posts: Mapping[str, Page]) -> None:
        self._pages = pages
        self._posts = posts
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int, *, grace: float = 10.0) -> int:
        """The port it listens on, a free one for 0. `grace`: seconds to finish answers in when it stops."""
        site = web.Application(client_max_size=LARGEST_BODY)
        for path, page in self._pages.items():
            site.router.add_get(path, page)
        for path, page in self._posts.items():
            site.router.add_post(path, page)
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=grace)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """No new requests; those that are being answered are seen through."""
        if self._runner is not None:
            await self._runner.cleanup()
