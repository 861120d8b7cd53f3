"""Sends what is owed to Teams."""

from collections.abc import Callable
from datetime import datetime

from mirps_bot.adapters.teams.addresses import Addresses
from mirps_bot.adapters.teams.connector import Connector, Gone
from mirps_bot.adapters.teams.render import ROOM, render_message
from mirps_bot.chat.pages import split
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.ports import Conversation, NoAccount
from mirps_bot.view.blocks import Note, Plain, View
from mirps_bot.view.files import File


class TeamsMessenger:
    """A `ports.Messenger`. `without_file` says in its reader's language that a file can't come: bots can hand none over
    without being asked for it a second time.
    """

    def __init__(
        self, connector: Connector, addresses: Addresses, without_file: Callable[[File], str]
    ) -> None:
        self._connector = connector
        self._addresses = addresses
        self._without_file = without_file
        self._rooms: dict[str, Spot] = {}

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:  # noqa: ARG002 - no message carries it
        """In as many messages as it takes; the last one stands for all. Whoever turned the bot away is forgotten."""
        where = await self._find(to)
        is_private = isinstance(to, Inbox) or to.only_for is not None
        thread = to.thread if isinstance(to, Spot) and not is_private else None
        asked_at = to if isinstance(to, Spot) and is_private else None
        if view.file:
            note = self._without_file(view.file)
            view = view.with_blocks(Note((Plain(note),)))
        message = ""
        try:
            for part in (view,) if view.form else split(view, ROOM):
                message = await self._connector.post(where, render_message(part, asked_at), thread=thread)
        except Gone as error:
            if thread is None:
                await self._forget(where.channel)
            if is_private:
                raise NoAccount(str(error)) from error
            raise
        return Sent(channel=where.channel, ts=message)

    async def edit(self, sent: Sent, view: View) -> None:
        where = await self._addresses.of_channel(sent.channel)
        await self._connector.put(where, sent.ts, render_message(view))

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> None:
        """Teams lets a bot read no conversation, so nothing is ever found: rather twice than not at all."""

    def fits(self, view: View) -> bool:
        return len(split(view, ROOM)) == 1

    async def room(self, name: str) -> Spot | None:
        """Remembered once found: a channel keeps its id when it is renamed."""
        if name not in self._rooms:
            found = await self._addresses.of_room(name)
            if found is None:
                return None
            self._rooms[name] = Spot(channel=found.channel)
        return self._rooms[name]

    async def _forget(self, channel: str) -> None:
        self._rooms = {name: spot for name, spot in self._rooms.items() if spot.channel != channel}
        await self._addresses.forget(channel)

    async def _find(self, to: Inbox | Spot) -> Conversation:
        match to:
            case Inbox(person=person):
                return await self._addresses.of_person(person)
            case Spot(only_for=str(user)):
                return await self._addresses.of_user(user)
            case Spot(channel=channel):
                return await self._addresses.of_channel(channel)
