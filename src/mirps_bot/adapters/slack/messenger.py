"""Sends what is owed, and finds out whether it stands in the conversation."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import direct_channel
from mirps_bot.adapters.slack.limits import MESSAGE
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.refusals import MissingScope, told_apart
from mirps_bot.adapters.slack.render import Rendered, render_message, render_part
from mirps_bot.adapters.slack.uploads import upload
from mirps_bot.chat.pages import split
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.ports import NotSent, Refused
from mirps_bot.view.blocks import Image, Note, Plain, View
from mirps_bot.view.files import File

EVENT_TYPE = "mirps_delivery"
"""The kind of metadata on a message: the delivery's id and nothing else, for everybody can read it."""

_PAGE = 200
_UNTIL_PICTURES_ARE_IN = timedelta(seconds=3)


class SlackMessenger:
    """A `ports.Messenger`. `without_file` says in its reader's language that a file can't come."""

    def __init__(
        self,
        client: AsyncWebClient,
        addresses: Addresses,
        pictures: Pictures,
        write: Callable[[File], bytes],
        without_file: Callable[[File], str],
    ) -> None:
        self._client = client
        self._write = write
        self._without_file = without_file
        self._pictures = pictures
        self._addresses = addresses
        self._rooms: dict[str, Spot] = {}

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        """In as many messages as it takes, the file in the first; the last one carries the id, so that it stands for
        all. What only one person is to see and its place does not take stands in their direct messages.
        """
        spot = await self._spot(to)
        try:
            return await self._send(spot, view, delivery)
        except (MissingScope, Refused) as error:
            if spot.only_for:
                with told_apart(changes=False):
                    channel = await direct_channel(self._client, spot.only_for)
                return await self._send(Spot(channel=channel), view, delivery)
            if await self._is_room_another(spot):
                raise NotSent(f"{error}: there is another room of that name, or none") from error
            raise

    async def _send(self, spot: Spot, view: View, delivery: DeliveryId) -> Sent | None:
        is_one = self.fits(view) and not view.file
        stands = frozenset() if is_one else await self._pieces(spot, delivery)
        is_missing = view.file and _name_of(view.file, delivery) not in stands
        if view.file and is_missing and not await self._share(spot, view.file, delivery):
            view = view.with_blocks(Note((Plain(self._without_file(view.file)),)))
        *before, last = split(view, MESSAGE)
        for number, part in enumerate(before):
            if str(number) not in stands:
                await self._post(spot, part, _metadata({"id": delivery, "part": number}))
        return await self._post(spot, last, _metadata({"id": delivery}))

    async def edit(self, sent: Sent, view: View) -> None:
        """Harmless to repeat, so a lost answer is only a reason to try again."""
        async with self._rendered(view, render_message, changes=False) as rendered:
            await self._client.chat_update(
                channel=sent.channel, ts=sent.ts, text=rendered.text, blocks=rendered.blocks
            )

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        """Where the bot may not read along, as in most channels, nothing is found: rather twice than not at all."""
        spot = await self._spot(to)
        if spot.only_for:
            return None
        try:
            return await self._find(spot, delivery, since)
        except (MissingScope, Refused):
            return None

    def fits(self, view: View) -> bool:
        return len(split(view, MESSAGE)) == 1

    async def room(self, name: str) -> Spot | None:
        """Remembered once found: a room keeps its id when it is renamed. Where the bot may list none, there is none."""
        if name not in self._rooms:
            with suppress(MissingScope):
                async for channel in self._channels():
                    if channel.get("name") == name and channel.get("is_member", True):
                        self._rooms[name] = Spot(channel=str(channel["id"]))
                        break
        return self._rooms.get(name)

    async def _is_room_another(self, spot: Spot) -> bool:
        """Archived, perhaps, and made anew since it was found by its name."""
        name = next((name for name, known in self._rooms.items() if known == spot), None)
        return name is not None and self._rooms.pop(name) != await self.room(name)

    async def _pieces(self, spot: Spot, delivery: DeliveryId) -> frozenset[str]:
        """What stands there of a delivery whose last message may not: its file, by name, and the numbers of its parts.
        Where the bot may not read along, nothing is known of.
        """
        if spot.only_for:
            return frozenset()
        stands: set[str] = set()
        try:
            async for message in self._messages(spot, only_page=True):
                stands.update(str(each.get("name")) for each in message.get("files") or ())
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("id") == delivery and "part" in payload:
                    stands.add(str(payload["part"]))
        except (MissingScope, Refused):
            return frozenset()
        return frozenset(stands)

    async def _share(self, spot: Spot, file: File, delivery: DeliveryId) -> bool:
        """Whether the bot may hand over files."""
        content = await asyncio.to_thread(self._write, file)
        try:
            with told_apart(changes=False):
                await upload(
                    self._client,
                    content,
                    name=_name_of(file, delivery),
                    title=file.name,
                    channel=spot.channel,
                    thread=spot.thread,
                )
        except MissingScope:
            return False
        return True

    async def _post(self, spot: Spot, view: View, metadata: dict[str, Any] | None = None) -> Sent | None:
        message: dict[str, Any] = {"channel": spot.channel}
        if spot.thread:
            message["thread_ts"] = spot.thread
        async with self._rendered(view, render_part, changes=True) as rendered:
            message |= {"text": rendered.text, "blocks": rendered.blocks}
            if spot.only_for:
                await self._client.chat_postEphemeral(user=spot.only_for, **message)
                return None
            answer = await self._client.chat_postMessage(
                metadata=metadata, unfurl_links=False, unfurl_media=False, **message
            )
        ts = answer.get("ts")
        return Sent(channel=str(answer.get("channel") or spot.channel), ts=str(ts)) if ts else None

    @asynccontextmanager
    async def _rendered(
        self, view: View, render: Callable[[View, Mapping[Image, str]], Rendered], *, changes: bool
    ) -> AsyncIterator[Rendered]:
        """With its pictures. If it is refused with them, it is tried again, at last with words in their place."""
        files = await self._pictures.of(view)
        try:
            with told_apart(changes=changes):
                yield render(view, files)
        except Refused as error:
            if not files:
                raise
            self._pictures.doubt(files)
            raise NotSent(f"refused with pictures: {error}", _UNTIL_PICTURES_ARE_IN) from error

    async def _spot(self, to: Inbox | Spot) -> Spot:
        if isinstance(to, Inbox):
            return Spot(channel=await self._addresses.direct_channel(to.person))
        return to

    async def _find(self, spot: Spot, delivery: DeliveryId, since: datetime) -> Sent | None:
        async for message in self._messages(spot, since):
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload") == {"id": delivery}:
                return Sent(channel=spot.channel, ts=str(message["ts"]))
        return None

    async def _messages(
        self, spot: Spot, since: datetime | None = None, *, only_page: bool = False
    ) -> AsyncIterator[Mapping[str, Any]]:
        """The newest first; in a thread, the oldest."""
        wanted: dict[str, Any] = {"channel": spot.channel, "include_all_metadata": True, "limit": _PAGE}
        if since:
            wanted["oldest"] = f"{since.timestamp():.6f}"
        if spot.thread:
            wanted["ts"] = spot.thread
        ask = self._client.conversations_replies if spot.thread else self._client.conversations_history
        cursor = ""
        while True:
            with told_apart(changes=False):
                page = await ask(cursor=cursor or None, **wanted)
            for message in page.get("messages") or ():
                yield message
            cursor = _next(page.get("response_metadata"))
            if not cursor or only_page:
                return

    async def _channels(self) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        while True:
            with told_apart(changes=False):
                page = await self._client.conversations_list(
                    types="public_channel,private_channel",
                    exclude_archived=True,
                    limit=_PAGE,
                    cursor=cursor or None,
                )
            for channel in page.get("channels") or ():
                yield channel
            cursor = _next(page.get("response_metadata"))
            if not cursor:
                return


def _name_of(file: File, delivery: DeliveryId) -> str:
    """A name of its own for the file of each delivery, by which it is found if its message must be sent again."""
    stem, dot, ending = file.file.rpartition(".")
    return f"{stem}_{delivery}{dot}{ending}"


def _metadata(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _next(metadata: object) -> str:
    return str(metadata.get("next_cursor") or "") if isinstance(metadata, dict) else ""
