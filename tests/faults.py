"""Networks that misbehave, each in one way, to hand to a playground."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from mirps_bot.playground.answers import Answer, Kind

Respond = Callable[[], Awaitable[web.StreamResponse]]
Deliver = Callable[[], Awaitable[Answer]]


@dataclass
class NoFaults:
    """Lets everything pass; the faults below change one thing each. `calls` are the methods called, in order."""

    calls: list[str] = field(default_factory=list)
    deliveries: list[Kind] = field(default_factory=list)

    async def around_call(
        self, request: web.Request, method: str, arguments: Mapping[str, Any], answer: Respond
    ) -> web.StreamResponse:
        self.calls.append(method)
        return await answer()

    async def around_delivery(self, kind: Kind, payload: dict[str, Any], deliver: Deliver) -> Answer:
        self.deliveries.append(kind)
        return await deliver()


@dataclass
class FaultyCalls(NoFaults):
    """The first `times` calls of `method` go wrong, as `fault` does it."""

    method: str = "chat.postMessage"
    times: int = 1
    fault: "Fault" = field(default_factory=lambda: refuse_500)

    async def around_call(
        self, request: web.Request, method: str, arguments: Mapping[str, Any], answer: Respond
    ) -> web.StreamResponse:
        self.calls.append(method)
        if method != self.method or self.times == 0:
            return await answer()
        self.times -= 1
        return await self.fault(request, answer)


Fault = Callable[[web.Request, Respond], Awaitable[web.StreamResponse]]


async def refuse_500(_request: web.Request, _answer: Respond) -> web.StreamResponse:
    return web.Response(status=500, text="internal error")


def refuse_429(retry_after: int) -> Fault:
    """Too many requests, for so many seconds."""

    async def fault(_request: web.Request, _answer: Respond) -> web.StreamResponse:
        body = {"ok": False, "error": "ratelimited"}
        return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})

    return fault


async def drop_before(request: web.Request, _answer: Respond) -> web.StreamResponse:
    """The connection is lost before anything happened."""
    return _cut(request)


async def drop_after(request: web.Request, answer: Respond) -> web.StreamResponse:
    """The call takes effect and its answer is lost."""
    await answer()
    return _cut(request)


def delay(seconds: float) -> Fault:
    async def fault(_request: web.Request, answer: Respond) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await answer()

    return fault


@dataclass
class BeforeDelivery(NoFaults):
    """Does something before the first `times` deliveries of `kind`, such as cutting the bot's sockets."""

    do: Callable[[], Awaitable[None]] | None = None
    kind: Kind = "events_api"
    times: int = 1

    async def around_delivery(self, kind: Kind, payload: dict[str, Any], deliver: Deliver) -> Answer:
        self.deliveries.append(kind)
        if self.do is not None and kind == self.kind and self.times > 0:
            self.times -= 1
            await self.do()
        return await deliver()


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
