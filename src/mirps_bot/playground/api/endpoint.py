"""The Web API over HTTP: reads a call, lets it through or not, and answers it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from mirps_bot.playground.api.call import Arguments, Call, Method
from mirps_bot.playground.api.methods import METHODS
from mirps_bot.playground.api.places import need
from mirps_bot.playground.api.rates import Rates
from mirps_bot.playground.faults import Faults
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.tickets import Triggers
from mirps_bot.playground.wire import Json, encode
from mirps_bot.playground.workspace import Workspace


@dataclass(slots=True, kw_only=True)
class WebApi:
    """Calls are limited while `is_limited`; `site` tells the workspace's own address, once it has one."""

    workspace: Workspace
    triggers: Triggers
    site: Callable[[], str]
    open_socket: Callable[[], str]
    faults: Faults | None
    rates: Rates
    is_limited: bool

    async def serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            arguments = await _read_arguments(request)
        except Refused as refused:
            return _answer(refused.as_answer())
        if self.faults is None:
            return self._respond(request, method, arguments)

        async def answer() -> web.StreamResponse:
            return self._respond(request, method, arguments)

        return await self.faults.around_call(request, method, arguments, answer)

    def _respond(self, request: web.Request, name: str, given: Mapping[str, Any]) -> web.Response:
        try:
            method = self._permitted(request, name, given)
            delay = self._delay(name, method, given) if self.is_limited else None
            if delay is not None:
                return _answer({"ok": False, "error": "ratelimited"}, status=429, retry_after=delay)
            return _answer(method.run(self._call(given)))
        except Refused as refused:
            return _answer(refused.as_answer())

    def _call(self, given: Mapping[str, Any]) -> Call:
        return Call(
            workspace=self.workspace,
            triggers=self.triggers,
            site=self.site(),
            arguments=Arguments(given),
            open_socket=self.open_socket,
        )

    def _permitted(self, request: web.Request, name: str, given: Mapping[str, Any]) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token")
        secrets = self.workspace.secrets
        if not token:
            raise Refused("not_authed")
        if token not in (secrets.bot_token, secrets.app_token):
            raise Refused("invalid_auth")
        if (token == secrets.app_token) != (method.caller == "app"):
            raise Refused("not_allowed_token_type")
        if method.scopes:
            need(self._call(given), *method.scopes)
        return method

    def _delay(self, name: str, method: Method, given: Mapping[str, Any]) -> int | None:
        if name == "chat.postMessage":
            return self.rates.delay_for_post(str(given.get("channel")))
        return self.rates.delay_for_call(name, method.per_minute)


async def _read_arguments(request: web.Request) -> dict[str, Any]:
    """Arguments from the address, then from a form or a JSON body. Raises Refused for any other body."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return given | body
    return given | dict(await request.post())


def _answer(body: Json, *, status: int = 200, retry_after: int | None = None) -> web.Response:
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    return web.Response(text=encode(body), status=status, headers=headers, content_type="application/json")
