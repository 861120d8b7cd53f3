"""Where people and rooms are spoken to: as it was learnt from what came from there."""

from collections.abc import Callable
from typing import TypeVar

from mirps_bot.adapters.teams.connector import Connector, Gone
from mirps_bot.adapters.teams.settings import TeamsSettings
from mirps_bot.chat.running import Threads
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.person import Chat
from mirps_bot.ports import Conversation, NoAccount, Refused, Storage, UnitOfWork

T = TypeVar("T")


class Addresses:
    def __init__(
        self, settings: TeamsSettings, connector: Connector, storage: Storage, threads: Threads
    ) -> None:
        self._settings = settings
        self._connector = connector
        self._storage = storage
        self._threads = threads

    async def of_person(self, person: PersonId) -> Conversation:
        """Raises NoAccount for a person who has never been met in Teams: it lets nobody be looked up by address."""
        known = await self._read(lambda work: work.people.whereabouts((person,), Chat.TEAMS).get(person))
        if known is None or known.user is None:
            raise NoAccount("never met in Teams")
        return await self.of_user(known.user)

    async def of_user(self, user: str) -> Conversation:
        """Their direct messages, opened if they were only met in a team. Raises NoAccount, and as `Connector` does."""
        direct, teams = await self._read(
            lambda work: (work.conversations.direct(user), work.conversations.teams())
        )
        if direct:
            return direct
        for team in teams:
            try:
                channel = await self._connector.open_direct(
                    team, user, bot=self._settings.bot, tenant=self._settings.tenant_id
                )
            except Refused:
                continue
            opened = Conversation(channel=channel, service_url=team.service_url)
            await self.remember(opened, direct_with=user)
            return opened
        raise NoAccount("no direct messages with the bot")

    async def of_channel(self, channel: str) -> Conversation:
        """Raises Refused for one that the bot was never in, or is not any more."""
        found = await self._read(lambda work: work.conversations.find(channel))
        if found is None:
            raise Refused("not a conversation that the bot is in")
        return found

    async def of_room(self, name: str) -> Conversation | None:
        """The channel of this name in a team that the bot is in."""
        for team in await self._read(lambda work: work.conversations.teams()):
            try:
                channels = await self._connector.channels(team)
            except Gone:
                await self.forget(team.channel)
                continue
            for each in channels:
                if str(each.get("name") or "").casefold() == name.casefold():
                    room = Conversation(
                        channel=str(each["id"]),
                        service_url=team.service_url,
                        is_team=str(each["id"]) == team.channel,
                    )
                    await self.remember(room)
                    return room
        return None

    async def remember(self, conversation: Conversation, *, direct_with: str | None = None) -> None:
        """Written only if it is news."""

        def write() -> None:
            with self._storage.begin(reading=True) as work:
                known = work.conversations.find(conversation.channel)
                if known == conversation and (
                    direct_with is None or work.conversations.direct(direct_with) == conversation
                ):
                    return
            with self._storage.begin() as work:
                work.conversations.remember(conversation)
                if direct_with:
                    work.people.remember_direct_channel(direct_with, conversation.channel)
                work.commit()

        await self._threads(write)

    async def forget(self, channel: str) -> None:
        def write() -> None:
            with self._storage.begin() as work:
                work.conversations.forget(channel)
                work.commit()

        await self._threads(write)

    async def _read(self, ask: Callable[[UnitOfWork], T]) -> T:
        def read() -> T:
            with self._storage.begin(reading=True) as work:
                return ask(work)

        return await self._threads(read)
