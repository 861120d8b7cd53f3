"""The bot in Teams: what is taken of what is sent to it, and the parts of this adapter put together."""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.acquaintances import Acquaintances
from mirps_bot.adapters.teams.activities import kind_of, surroundings_of
from mirps_bot.adapters.teams.addresses import Addresses
from mirps_bot.adapters.teams.connector import Connector
from mirps_bot.adapters.teams.credentials import Credentials
from mirps_bot.adapters.teams.forms import render_options
from mirps_bot.adapters.teams.settings import InvalidTeamsSettings, TeamsSettings
from mirps_bot.adapters.teams.work import Activities
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Threads
from mirps_bot.chat.web import Page
from mirps_bot.ports import Arrival, Clock, NotSent, OutcomeUnknown, StorageBusy

MESSAGES_PATH = "/api/messages"
_KEPT = (
    "action", "attachments", "channelData", "conversation", "entities", "from", "id", "localTimezone", "locale",
    "recipient", "replyToId", "serviceUrl", "text", "type", "value",
)  # fmt: skip
"""Of an activity, until it is worked off."""
_log = logging.getLogger(__name__)


class TeamsFront:
    """`on_work` is called after each arrival was worked on: there may be something to send. `inbox` is run by whoever
    made it, once this has started. `posts` are what Teams sends to the bot's web server, by path.
    """

    def __init__(
        self,
        settings: TeamsSettings,
        bot: Bot,
        credentials: Credentials,
        connector: Connector,
        addresses: Addresses,
        *,
        clock: Clock,
        threads: Threads,
        inbox: Inbox,
        on_work: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._credentials = credentials
        self._clock = clock
        self._threads = threads
        self._inbox = inbox
        self._on_work = on_work
        self._proving = Threads(2)
        self._acquaintances = Acquaintances(settings, bot, connector, addresses, threads)
        self._activities = Activities(
            bot=bot,
            connector=connector,
            addresses=addresses,
            acquaintances=self._acquaintances,
            threads=threads,
        )
        self.posts: Mapping[str, Page] = {MESSAGES_PATH: self._take}

    async def start(self) -> None:
        """Raises InvalidTeamsSettings. That Microsoft can't be reached now is no reason not to start."""
        try:
            await self._credentials.token()
        except ValueError as refused:
            raise InvalidTeamsSettings(
                f"Microsoft does not accept TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID ({refused}). "
                "A secret runs out after the time that was chosen for it: make a new one."
            ) from None
        except Exception as failure:  # noqa: BLE001 - the network, in any of the library's ways to say so
            _log.warning("Microsoft can't be reached yet: %s", type(failure).__name__)
        self._inbox.hand("teams", self._work)

    async def stop(self) -> None:
        self._proving.close()

    async def is_connected(self) -> bool:
        """It is Teams that connects."""
        return True

    async def _work(self, arrival: Arrival) -> None:
        await self._activities.work(arrival)
        self._on_work()

    async def _take(self, request: web.Request) -> web.Response:
        """Kept before it is acknowledged, worked on after: a crash loses none, a repetition doubles none. What
        can't be kept is not acknowledged, so that its sender is told.
        """
        try:
            activity = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(activity, dict) or not await self._is_from_teams(request, activity):
            return web.Response(status=401)
        try:
            return await self._received(activity)
        except (StorageBusy, NotSent, OutcomeUnknown) as failure:
            _log.warning("Something from Teams could not be taken: %s", failure)
            return web.Response(status=503)

    async def _received(self, activity: Mapping[str, Any]) -> web.Response:
        if activity.get("type") == "invoke":
            return await self._look_up(activity)
        if kind_of(activity) is not None and await self._threads(self._bot.receive, self._arrival(activity)):
            self._inbox.wake()
        return web.Response(status=200)

    async def _is_from_teams(self, request: web.Request, activity: Mapping[str, Any]) -> bool:
        header = request.headers.get("Authorization", "")
        return await self._proving(self._credentials.proves, header, str(activity.get("serviceUrl") or ""))

    def _arrival(self, activity: Mapping[str, Any]) -> Arrival:
        at = surroundings_of(activity)
        return Arrival(
            id=f"teams/{at.channel}/{activity.get('id') or secrets.token_hex(8)}",
            body={"teams": {key: activity[key] for key in _KEPT if key in activity}},
            arrived_at=self._clock.now(),
            sender=at.user or None,
        )

    async def _look_up(self, activity: Mapping[str, Any]) -> web.Response:
        """What a long list has for what was typed in it: all that Teams waits for an answer to."""
        value = activity.get("value")
        if activity.get("name") != "application/search" or not isinstance(value, dict):
            return web.Response(status=501)
        actor = await self._acquaintances.actor(activity)
        form, _, field = str(value.get("dataset") or "").partition("/")
        typed = str(value.get("queryText") or "")
        try:
            found = await self._threads(self._bot.options, actor, form, field, typed)
        except KeyError:
            found = ()
        results = render_options(found[: limits.FOUND])
        body = {"type": "application/vnd.microsoft.search.searchResponse", "value": {"results": results}}
        return web.json_response(body | {"statusCode": 200})
