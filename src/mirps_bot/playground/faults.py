"""The hook through which a test makes the network misbehave."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from mirps_bot.playground.answers import Answer, Kind
from mirps_bot.playground.wire import Json


class Faults(Protocol):
    """Wraps every Web API call and every delivery; what it leaves untouched happens as usual."""

    async def around_call(
        self,
        request: web.Request,
        method: str,
        arguments: Mapping[str, Any],
        answer: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Answers one Web API call. The effect of the call happens when `answer` is awaited."""

    async def around_delivery(
        self, kind: Kind, payload: Json, deliver: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Delivers one payload to the bot, which receives it when `deliver` is awaited."""
