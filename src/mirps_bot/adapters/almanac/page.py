"""The page at which a person's own calendar fetches ours. The address is the key: it is never logged."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from aiohttp import web

from mirps_bot.adapters.almanac.ics import render_ics
from mirps_bot.ports import Clock, StorageBusy
from mirps_bot.view.almanac import Almanac

MOST_A_MINUTE = 30
"""How often one address is answered; programs ask a few times a day. Addresses that nobody holds are not counted:
there are too many to remember.
"""

AT_ONCE = 2
"""Of all that ask: whoever talks to the bot has the rest of the threads and the database's connections."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


class AlmanacPage:
    """`read` finds the almanac of whoever holds a secret, None if nobody does; it may block on the database."""

    def __init__(self, read: Callable[[str], Almanac | None], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._minute = 0
        self._answered: Counter[str] = Counter()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        secret = request.match_info["secret"]
        if not _SECRET.fullmatch(secret):
            return web.Response(status=404)
        if not self._is_in_measure(secret):
            return web.Response(status=429, headers={"Retry-After": "60"})
        async with self._slots:
            answer = await asyncio.to_thread(self._answer, secret, request.headers.get("If-None-Match", ""))
        if answer.status < 400:
            self._answered[secret] += 1
        return answer

    def _answer(self, secret: str, known: str) -> web.Response:
        try:
            almanac = self._read(secret)
        except StorageBusy:
            return web.Response(status=503, headers={"Retry-After": "60"})
        if almanac is None:
            return web.Response(status=404)
        tag = f'"{sha256(repr(almanac).encode()).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, max-age=3600", "X-Robots-Tag": "noindex"}
        if tag in known:
            return web.Response(status=304, headers=headers)
        body = render_ics(almanac, made_at=self._clock.now())
        return web.Response(body=body, headers=headers, content_type="text/calendar", charset="utf-8")

    def _is_in_measure(self, secret: str) -> bool:
        minute = int(self._clock.now().timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self._answered.clear()
        return self._answered[secret] < MOST_A_MINUTE
