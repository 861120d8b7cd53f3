"""Who acts: known from the database, or asked from Slack once."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice

from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.accounts import read_account
from mirps_bot.adapters.slack.client import direct_channel, members
from mirps_bot.adapters.slack.failures import UNREACHABLE, is_passing, reason
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account

MOST_NAMED = 10
"""Of those that one message mentions, so many are looked for."""
ASKED_AGAIN = 3_600.0
"""Seconds until Slack is asked once more for somebody who is on no roster: an address may be shown by then."""
PAUSE = 0.4
"""Seconds before somebody who waits for an answer is asked for a second time."""

_log = logging.getLogger(__name__)


class Acquaintances:
    def __init__(self, bot: Bot, client: AsyncWebClient, threads: Threads, *, team: str) -> None:
        self._bot = bot
        self._client = client
        self._threads = threads
        self._team = team
        self._languages: dict[str, Language] = {}
        self._missed: set[str] = set()
        self._strangers: dict[str, float] = {}
        self._rooms: dict[str, str] = {}

    async def actor(self, user: str) -> Actor:
        """Of whom Slack tells nothing is answered as a stranger, and asked for again the next time.

        Raises what the database or Slack raise.
        """
        actor = await self._threads(self._bot.recognise, user)
        if (actor is None or actor.person is None) and self._may_be_asked(user, again=actor is not None):
            account = await self._account(user)
            if account:
                actor = await self._threads(self._bot.introduce, account)
        actor = actor or self._stranger(user)
        self._languages[user] = actor.language
        return actor

    async def waiting_actor(self, user: str) -> Actor:
        """The same for somebody who waits for an answer that nobody gives later: what passes is tried once more."""
        try:
            return await self.actor(user)
        except UNREACHABLE:
            await asyncio.sleep(PAUSE)
            return await self.actor(user)

    async def names(self, users: Iterable[str]) -> Mapping[str, str]:
        """What those on the roster are called there."""
        names: dict[str, str] = {}
        for user in islice(users, MOST_NAMED):
            with suppress(*UNREACHABLE):
                person = (await self.actor(user)).person
                names |= {user: person.name} if person else {}
        return names

    async def is_with_bot(self, user: str, channel: str) -> bool:
        """Whether this direct conversation of theirs is the one with the bot, and none with a colleague."""
        if user not in self._rooms:
            try:
                self._rooms[user] = await direct_channel(self._client, user)
            except UNREACHABLE as failure:
                _log.warning("The bot's own conversation can't be asked for: %s", reason(failure))
                return True
        return channel in (self._rooms[user], user)

    def _may_be_asked(self, user: str, *, again: bool) -> bool:
        now = time.monotonic()
        if again and now - self._strangers.get(user, -ASKED_AGAIN) < ASKED_AGAIN:
            return False
        self._strangers[user] = now
        return True

    async def refresh(self, user: str) -> None:
        """Slack says that something about this user changed."""
        if await self._threads(self._bot.recognise, user) is not None:
            await self._read_anew(user)

    async def look_around(self) -> bool:
        """Whose account was deactivated without our hearing of it: Slack takes messages to them as if nothing had
        happened. There is never more to do at once.
        """
        try:
            async for user in members(self._client):
                if user.get("deleted"):
                    await self._leave_taking(str(user["id"]))
        except Exception as failure:  # noqa: BLE001 - tomorrow is another day
            _log.warning("Who has left can't be asked for: %s", reason(failure))
        return False

    async def _leave_taking(self, user: str) -> None:
        known = await self._threads(self._bot.recognise, user)
        if known is not None and known.person is not None:
            await self._read_anew(user)

    def language(self, user: str) -> Language:
        """The language in which this user was last spoken to, when nothing else can be asked any more."""
        return self._languages.get(user, Language.ES)

    def _stranger(self, user: str) -> Actor:
        return Actor.stranger(user, None, None, otherwise=self.language(user))

    async def _read_anew(self, user: str) -> None:
        account = await self._account(user)
        if account is not None:
            await self._threads(self._bot.introduce, account)

    async def _account(self, user: str) -> Account | None:
        """None: Slack does not tell. What may pass is raised the first time, for a message is worked on again."""
        try:
            answer = await self._client.users_info(user=user, include_locale=True)
        except UNREACHABLE as failure:
            if is_passing(failure) and user not in self._missed:
                self._missed.add(user)
                raise
            _log.warning("Slack does not tell who somebody is: %s", reason(failure))
            return None
        self._missed.discard(user)
        told = answer.get("user")
        return read_account({**told, "id": user}, team=self._team) if told else None
