"""A workspace as a process of its own: `python -m tests.replicas.workspace <people> <clock offset in seconds>`.

It prints how to reach it, then does what each line of its input asks for, answering each with one line of JSON.
"""

import asyncio
import json
import math
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from mirps_bot.adapters.slack.manifest import SlashCommand, slack_manifest
from mirps_bot.playground import Playground, Profile, SettableClock, Workspace
from mirps_bot.playground.answers import Answer, Kind

COMMAND = SlashCommand(name="mirps", description="Pledges, meetings, reports", usage_hint="[help]")


def email(number: int) -> str:
    return f"person{number}@example.org"


class Rate:
    """A number of messages in a row, then so many a second; refused ones don't count."""

    def __init__(self, *, per_second: float, burst: int) -> None:
        self._apart = 1 / per_second
        self._ahead = (burst - 1) / per_second
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next is taken; none or less: now."""
        return self._next - self._ahead - now

    def take(self, now: float) -> None:
        self._next = max(self._next, now) + self._apart


class Weather:
    """What is to go wrong with the next posts, one entry each.

    `busy`: 429 with a pause of a second. `lost`: it is posted, and the line breaks before the answer. `held`: it is
    posted, and the answer never comes; this is told by the port that the caller called from. While the workspace is
    `away`, every call breaks off. Once it is `limited`, what is posted faster than that is refused.
    """

    def __init__(self) -> None:
        self.coming: deque[str] = deque()
        self.held: asyncio.Queue[int] = asyncio.Queue()
        self.refused = 0
        self.is_away = False
        self._limits: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
        self._rates: dict[str, Rate] = {}

    def limit(self, overall: Mapping[str, Any], each: Mapping[str, Any]) -> None:
        """To the whole workspace, and to each conversation."""
        self._limits = (overall, each)

    async def around_call(
        self,
        request: web.Request,
        method: str,
        arguments: Mapping[str, Any],
        answer: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        if self.is_away:
            return _broken_off(request)
        coming = self.coming.popleft() if self.coming and method == "chat.postMessage" else "fine"
        if coming == "busy":
            return self._refuse(1)
        if method == "chat.postMessage" and (wait := self._too_fast(arguments["channel"])) > 0:
            return self._refuse(math.ceil(wait))
        done = await answer()
        if coming == "lost":
            return _broken_off(request)
        if coming == "held":
            assert request.transport is not None
            self.held.put_nowait(request.transport.get_extra_info("peername")[1])
            await asyncio.Event().wait()  # until the caller is gone
        return done

    def _too_fast(self, channel: str) -> float:
        """By how many seconds; else it is counted."""
        if self._limits is None:
            return 0
        overall, each = self._limits
        rates = (
            self._rates.setdefault("", Rate(**overall)),
            self._rates.setdefault(channel, Rate(**each)),
        )
        now = time.monotonic()
        wait = max(rate.wait(now) for rate in rates)
        if wait <= 0:
            for rate in rates:
                rate.take(now)
        return wait

    def _refuse(self, retry_after: int) -> web.StreamResponse:
        self.refused += 1
        body = {"ok": False, "error": "ratelimited"}
        return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})

    async def around_delivery(
        self, kind: Kind, payload: Mapping[str, Any], deliver: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        return await deliver()


def _broken_off(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)


def deliveries(workspace: Workspace) -> list[tuple[int, str, str, str]]:
    """For each message that stands: the delivery that it carries, its channel, its ts and its words."""
    return [
        (message["metadata"]["event_payload"]["id"], conversation.id, ts, message["text"])
        for conversation in workspace.conversations.values()
        for ts, message in conversation.messages.items()
        if "metadata" in message
    ]


async def main(people: int, offset: timedelta) -> None:
    profiles = [Profile(id=f"U{number}", name=f"P{number}", email=email(number)) for number in range(people)]
    manifest = slack_manifest((COMMAND,), name="mirps", description="Asks and reminds", socket_mode=True)
    workspace = Workspace(profiles, (), manifest, SettableClock(datetime.now(UTC) + offset))
    weather = Weather()
    playground = Playground(workspace, faults=weather)
    await playground.start()
    say({"url": playground.api_url, "bot": playground.bot_token, "app": playground.app_token})
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        match asked:
            case {"coming": coming}:
                weather.coming.extend(coming)
                say(None)
            case {"away": bool(is_away)}:
                weather.is_away = is_away
                say(None)
            case {"limits": [overall, each]}:
                weather.limit(overall, each)
                say(None)
            case "held":
                say(await weather.held.get())
            case "refused":
                say(weather.refused)
            case _:
                say(deliveries(workspace))
    await playground.stop()


def say(what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), timedelta(seconds=float(sys.argv[2]))))
