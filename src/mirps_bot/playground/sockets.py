"""Socket Mode: envelopes over web sockets that the bot opens to the workspace."""

import asyncio
import contextlib
import secrets
from typing import Literal, TypeAlias

from aiohttp import WSMsgType, web

from mirps_bot.playground.answers import Acknowledged, Answer, Kind, Retry, Unanswered
from mirps_bot.playground.identity import APP_ID
from mirps_bot.playground.patience import Patience
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json, encode

MOST_CONNECTIONS = 10
Goodbye: TypeAlias = Literal["warning", "refresh_requested", "link_disabled"]


class SocketCourier:
    """Each envelope goes to one of the open connections, in turn, and waits there for its acknowledgement."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._tickets: set[str] = set()
        self._connections: dict[web.WebSocketResponse, web.Request] = {}
        self._open: set[web.WebSocketResponse] = set()
        self._mute: set[web.WebSocketResponse] = set()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Answer]]] = {}
        self._turn = 0
        self.connected = asyncio.Event()

    def issue_ticket(self) -> str:
        """The secret with which one connection may be opened. Raises Refused beyond ten."""
        if len(self._connections) >= MOST_CONNECTIONS:
            raise Refused("too_many_websockets")
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Holds one connection until the bot or the workspace ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="the ticket is unknown or was used")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._connections[socket] = request
        self._open.add(socket)
        await socket.send_str(encode(self._hello()))
        self.connected.set()
        try:
            async for received in socket:
                if received.type == WSMsgType.TEXT:
                    self._acknowledge(received.json())
        finally:
            self._forget(socket)
        return socket

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Answer:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.connection):
                await self.connected.wait()
        if not self._connections:
            return Unanswered(reason="connection_failed")
        self._turn += 1
        socket = tuple(self._connections)[self._turn % len(self._connections)]
        envelope = _envelope(kind, payload, retry)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = (socket, answer)
        try:
            async with asyncio.timeout(self._patience.acknowledgement):
                if socket not in self._mute:
                    await socket.send_str(encode(envelope))
                return await answer
        except TimeoutError:
            return Unanswered(reason="http_timeout")
        except ConnectionError:
            return Unanswered(reason="connection_failed")
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def until_reachable(self) -> None:
        await self.connected.wait()

    async def disconnect(self, reason: Goodbye = "refresh_requested") -> None:
        """Asks the bot to open other connections, as the platform does now and then.

        Unless it is a warning, these get no more envelopes; the bot may still acknowledge what it has, and ends them.
        """
        for socket in tuple(self._connections):
            if reason != "warning":
                self._retire(socket)
            await socket.send_str(encode({"type": "disconnect", "reason": reason, "debug_info": {}}))

    def drop(self) -> None:
        """Cuts every connection without a word."""
        for socket, request in tuple(self._connections.items()):
            self._retire(socket)
            if request.transport is not None:
                request.transport.abort()

    def mute(self) -> None:
        """Keeps every connection open, and sends nothing over it any more, as has been seen of the platform."""
        self._mute.update(self._connections)

    async def stop(self) -> None:
        for socket in tuple(self._open):
            await socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _acknowledge(self, received: Json) -> None:
        _, answer = self._waiting.get(received.get("envelope_id", ""), (None, None))
        if answer is not None and not answer.done():
            answer.set_result(Acknowledged(body=received.get("payload") or {}))

    def _retire(self, socket: web.WebSocketResponse) -> None:
        self._connections.pop(socket, None)
        if not self._connections:
            self.connected.clear()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._retire(socket)
        self._open.discard(socket)
        self._mute.discard(socket)
        for holder, answer in self._waiting.values():
            if holder is socket and not answer.done():
                answer.set_result(Unanswered(reason="connection_failed"))


def _envelope(kind: Kind, payload: Json, retry: Retry | None) -> Json:
    envelope: Json = {
        "envelope_id": secrets.token_hex(16),
        "type": kind,
        "accepts_response_payload": kind != "events_api",
        "payload": payload,
    }
    if kind == "events_api":
        envelope["retry_attempt"] = retry.attempt if retry is not None else 0
        envelope["retry_reason"] = retry.reason if retry is not None else ""
    return envelope
