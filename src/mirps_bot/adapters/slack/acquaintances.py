"""Who acts: known from the database, or asked from Slack once."""

import logging

from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.accounts import read_account
from mirps_bot.adapters.slack.client import members
from mirps_bot.adapters.slack.failures import UNREACHABLE, is_passing, reason
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account

_log = logging.getLogger(__name__)


class Acquaintances:
    def __init__(self, bot: Bot, client: AsyncWebClient, threads: Threads, *, team: str) -> None:
        self._bot = bot
        self._client = client
        self._threads = threads
        self._team = team
        self._languages: dict[str, Language] = {}
        self._missed: set[str] = set()

    async def actor(self, user: str) -> Actor:
        """Of whom Slack tells nothing is answered as a stranger, and asked for again the next time.

        Raises what the database or Slack raise.
        """
        actor = await self._threads(self._bot.recognise, user)
        if actor is None:
            account = await self._account(user)
            actor = await self._threads(self._bot.introduce, account) if account else self._stranger(user)
        self._languages[user] = actor.language
        return actor

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
