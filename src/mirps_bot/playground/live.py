"""The live connection of one browser: tells it what changes in the part of the workspace its person sees."""

import asyncio
from typing import assert_never

from aiohttp import web

from mirps_bot.playground.changes import (
    Change,
    ClockMoved,
    ConversationOpened,
    HomeOpened,
    HomePublished,
    MemberJoined,
    MessageChanged,
    MessageDeleted,
    MessageMarked,
    MessagePosted,
    ModalsChanged,
    ProfileChanged,
    ReadMoved,
)
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.sight import channel_seen, message_seen, people_seen
from mirps_bot.playground.timetable import Timetable
from mirps_bot.playground.wire import Json, encode
from mirps_bot.playground.workspace import Workspace


class Viewer:
    def __init__(self, workspace: Workspace, user: str, timetable: Timetable) -> None:
        self._workspace = workspace
        self._user = user
        self._timetable = timetable
        self._socket = web.WebSocketResponse(heartbeat=20.0)
        self._news: asyncio.Queue[Json] = asyncio.Queue()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Holds the connection until the browser leaves or the playground stops."""
        await self._socket.prepare(request)
        stop = self._workspace.listen(self._on_change)
        self._news.put_nowait(self._modals())
        writing = asyncio.create_task(self._write())
        try:
            async for _ in self._socket:
                pass
        finally:
            stop()
            writing.cancel()
        return self._socket

    async def close(self) -> None:
        await self._socket.close()

    async def _write(self) -> None:
        while True:
            try:
                await self._socket.send_str(encode(await self._news.get()))
            except ConnectionError:
                return

    def _on_change(self, change: Change) -> None:
        for news in self._news_of(change):
            self._news.put_nowait(news)

    def _news_of(self, change: Change) -> list[Json]:
        match change:
            case MessagePosted(conversation=conversation, message=message, to=to):
                return self._if_seen(conversation, to, self._posted(conversation, message))
            case MessageChanged(conversation=conversation, message=message, to=to):
                return self._if_seen(
                    conversation, to, [self._message("message_changed", conversation, message)]
                )
            case MessageMarked(conversation=conversation, message=message):
                return self._if_seen(
                    conversation, None, [self._message("message_changed", conversation, message)]
                )
            case MessageDeleted(conversation=conversation, previous=previous, to=to):
                return self._if_seen(conversation, to, self._deleted(conversation, previous))
            case ConversationOpened(user=user) | ReadMoved(user=user) if user == self._user:
                return [self._channel(change.conversation)]
            case MemberJoined(conversation=conversation):
                return self._if_seen(conversation, None, [self._channel(conversation)])
            case ModalsChanged(user=user) if user == self._user:
                return [self._modals()]
            case HomePublished(user=user, view=view) if user == self._user:
                return [{"kind": "home", "view": view}]
            case ProfileChanged():
                return [{"kind": "people", "people": people_seen(self._workspace)}]
            case ClockMoved():
                return [{"kind": "clock", **self._timetable.shown()}]
            case ConversationOpened() | ReadMoved() | ModalsChanged() | HomePublished() | HomeOpened():
                return []
            case _:
                assert_never(change)

    def _if_seen(self, conversation: Conversation, to: str | None, news: list[Json]) -> list[Json]:
        """The news, if this person sees it: members see all but the ephemeral messages of others."""
        return news if self._user in conversation.members and to in (None, self._user) else []

    def _posted(self, conversation: Conversation, message: Json) -> list[Json]:
        """A reply changes what its parent shows as well."""
        root = message.get("thread_ts", message["ts"])
        news = [self._message("message", conversation, message)]
        if root != message["ts"] and root in conversation.messages and not message.get("ephemeral"):
            news.append(self._message("message_changed", conversation, conversation.shown(root)))
        return [*news, self._channel(conversation)]

    def _deleted(self, conversation: Conversation, previous: Json) -> list[Json]:
        news: Json = {"kind": "message_deleted", "channel": conversation.id, "ts": previous["ts"]}
        if "thread_ts" in previous:
            news["thread_ts"] = previous["thread_ts"]
        return [news, self._channel(conversation)]

    def _modals(self) -> Json:
        stack = self._workspace.modals.stack(self._user)
        return {"kind": "view", "view": stack[-1] if stack else None, "stack": [one["id"] for one in stack]}

    def _message(self, kind: str, conversation: Conversation, message: Json) -> Json:
        stored = message["ts"] in conversation.messages
        shown = conversation.shown(message["ts"]) if stored else message
        seen = message_seen(self._workspace, self._user, conversation, shown)
        return {"kind": kind, "channel": conversation.id, "message": seen}

    def _channel(self, conversation: Conversation) -> Json:
        return {"kind": "channel", "channel": channel_seen(self._workspace, self._user, conversation)}
