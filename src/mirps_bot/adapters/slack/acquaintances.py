"""Who acts: known from the database, or asked from Slack once."""

import logging

from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.failures import reason
from mirps_bot.adapters.slack.profiles import read_profile
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Profile

_PAGE = 200
_log = logging.getLogger(__name__)


class Acquaintances:
    def __init__(self, bot: Bot, client: AsyncWebClient, threads: Threads, *, team: str) -> None:
        self._bot = bot
        self._client = client
        self._threads = threads
        self._team = team
        self._languages: dict[str, Language] = {}

    async def actor(self, user: str) -> Actor:
        """Raises what the database or Slack raise."""
        actor = await self._threads(self._bot.recognise, user)
        if actor is None:
            actor = await self._threads(self._bot.introduce, await self._profile(user))
        self._languages[user] = actor.language
        return actor

    async def refresh(self, user: str) -> None:
        """Slack says that something about this user changed."""
        if await self._threads(self._bot.recognise, user) is not None:
            await self._threads(self._bot.introduce, await self._profile(user))

    async def look_around(self) -> bool:
        """Whose account was deactivated without our hearing of it: Slack takes messages to them as if nothing had
        happened. There is never more to do at once.
        """
        cursor = ""
        try:
            while True:
                page = await self._client.users_list(limit=_PAGE, cursor=cursor or None)
                for user in page["members"]:
                    if user.get("deleted"):
                        await self._leave_taking(str(user["id"]))
                cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
                if not cursor:
                    return False
        except Exception as failure:  # noqa: BLE001 - tomorrow is another day
            _log.warning("Who has left can't be asked for: %s", reason(failure))
            return False

    async def _leave_taking(self, user: str) -> None:
        known = await self._threads(self._bot.recognise, user)
        if known is not None and known.person is not None:
            await self._threads(self._bot.introduce, await self._profile(user))

    def language(self, user: str) -> Language:
        """The language in which this user was last spoken to, when nothing else can be asked any more."""
        return self._languages.get(user, Language.ES)

    async def _profile(self, user: str) -> Profile:
        answer = await self._client.users_info(user=user, include_locale=True)
        return read_profile(answer["user"], team=self._team)
