"""Where a person's direct messages are: remembered, or found in Slack by e-mail address."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.accounts import read_account
from mirps_bot.adapters.slack.client import direct_channel, members, read_installation, told_by
from mirps_bot.adapters.slack.failures import is_passing
from mirps_bot.adapters.slack.refusals import told_apart
from mirps_bot.chat.running import Threads
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import NoAccount, Storage, Whereabouts


class Addresses:
    def __init__(self, client: AsyncWebClient, storage: Storage, threads: Threads) -> None:
        self._client = client
        self._storage = storage
        self._threads = threads
        self._team = ""
        self._asked: set[PersonId] = set()
        self._recalling: asyncio.Task[Mapping[PersonId, Whereabouts]] | None = None

    async def direct_channel(self, person: PersonId) -> str:
        """Raises NoAccount for a person who is not on the roster or not in the workspace, and NotSent."""
        known = await self._recall(person)
        if known.channel:
            return known.channel
        user = known.user or await self._find(known.email)
        with told_apart(changes=False):
            channel = await direct_channel(self._client, user)
        if channel != user:
            await self._threads(self._remember(user, channel))
        return channel

    async def _recall(self, person: PersonId) -> Whereabouts:
        """Together with whoever else is asked for at this moment: one by one would cost a transaction each."""
        self._asked.add(person)
        if self._recalling is None:
            self._recalling = asyncio.create_task(self._recall_together())
        found = (await asyncio.shield(self._recalling)).get(person)
        if found is None:
            raise NoAccount("not on the roster")
        return found

    async def _recall_together(self) -> Mapping[PersonId, Whereabouts]:
        asked, self._asked, self._recalling = self._asked, set(), None
        return await self._threads(self._read, asked)

    def _read(self, people: Collection[PersonId]) -> Mapping[PersonId, Whereabouts]:
        with self._storage.begin(reading=True) as work:
            return work.people.whereabouts(people)

    def _remember(self, user: str, channel: str) -> Callable[[], None]:
        def write() -> None:
            with self._storage.begin() as work:
                work.people.remember_direct_channel(user, channel)
                work.commit()

        return write

    async def _find(self, email: str) -> str:
        """Two questions, because Slack tells a user's language only to the second."""
        with told_apart(changes=False):
            found = await self._member(email)
            told = {**found, **await self._described(str(found["id"]))}
            self._team = self._team or (await read_installation(self._client)).team
        told["profile"] = {"email": email, **(told.get("profile") or {})}
        account = read_account(told, team=self._team)
        if account.email is None:
            raise NoAccount("a guest, or from another workspace")

        def introduce() -> None:
            with self._storage.begin() as work:
                work.people.introduce(account)
                work.commit()

        await self._threads(introduce)
        return account.user

    async def _member(self, email: str) -> Mapping[str, Any]:
        """Where a gateway looks up no addresses, among all members. Raises NoAccount, and what Slack raises."""
        answer = await told_by(self._client.users_lookupByEmail(email=email))
        if isinstance(found := answer.get("user"), dict):
            return found
        async for user in members(self._client):
            if str((user.get("profile") or {}).get("email") or "").lower() == email.lower():
                return user
        raise NoAccount("no member has this address")

    async def _described(self, user: str) -> Mapping[str, Any]:
        """Empty where Slack tells nothing more."""
        try:
            answer = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as refused:
            if is_passing(refused):
                raise
            return {}
        return answer.get("user") or {}
