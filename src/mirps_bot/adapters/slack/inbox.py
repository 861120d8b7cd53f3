"""Events: what is kept of them, and how each is worked off."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError

from mirps_bot.adapters.slack.acquaintances import Acquaintances
from mirps_bot.adapters.slack.failures import UNREACHABLE, is_passing, reason
from mirps_bot.adapters.slack.inbound import Payload, is_said_to_bot, read_said, reply_to, text_of, user_of
from mirps_bot.adapters.slack.replies import Replies
from mirps_bot.adapters.slack.typed import mentioned
from mirps_bot.chat.bot import Bot
from mirps_bot.chat.inbox import NotYet
from mirps_bot.chat.running import Threads
from mirps_bot.ports import Arrival

_log = logging.getLogger(__name__)


def arrival_of(body: Payload, now: datetime) -> Arrival | None:
    """None for what the bot does nothing about. Only what somebody says waits for what they said before."""
    event: Payload = body.get("event") or {}
    is_wanted = (
        is_said_to_bot(event)
        or (event.get("type") == "app_home_opened" and event.get("tab") != "messages")
        or event.get("type") == "user_change"
    )
    key = body.get("event_id") or _own_key(event)
    if not is_wanted or not key or _is_own(body):
        return None
    sender = user_of(body) if is_said_to_bot(event) else ""
    return Arrival(id=str(key), body={"event": dict(event)}, arrived_at=now, sender=sender or None)


def _is_own(body: Payload) -> bool:
    """What the bot said itself, where that can't be told by what it was asked for at the start: as whom it hears."""
    heard_by = (each.get("user_id") for each in body.get("authorizations") or () if each.get("is_bot"))
    return user_of(body) in heard_by


def _own_key(event: Payload) -> str | None:
    """What tells an event from others when it has no number: a gateway may leave that out."""
    moment = event.get("event_ts") or event.get("ts")
    return (
        f"{event.get('type')}:{event.get('channel') or user_of({'event': event})}:{moment}"
        if moment
        else None
    )


class Events:
    """Works one event off: answers what was said, shows the home tab, notes what changed about somebody."""

    def __init__(
        self,
        *,
        bot: Bot,
        acquaintances: Acquaintances,
        replies: Replies,
        threads: Threads,
        bot_user: str,
        on_work: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._acquaintances = acquaintances
        self._replies = replies
        self._threads = threads
        self._bot_user = bot_user
        self._on_work = on_work

    async def work(self, arrival: Arrival) -> None:
        """Raises NotYet for what Slack can't take or tell just now."""
        try:
            await self._work(arrival)
        except UNREACHABLE as failure:
            if is_passing(failure):
                raise NotYet(reason(failure)) from failure
            raise

    async def _work(self, arrival: Arrival) -> None:
        body: Mapping[str, Any] = arrival.body
        user = user_of(body)
        match body["event"]["type"]:
            case "message" | "app_mention":
                actor = await self._acquaintances.actor(user)
                names = await self._acquaintances.names(mentioned(text_of(body)))
                said = read_said(body["event"], actor, bot_user=self._bot_user, names=names)
                await self._threads(self._bot.work, arrival.id, said, reply_to(said))
                self._on_work()
            case "app_home_opened":
                await self._open_home(user)
                await self._threads(self._bot.finish, arrival.id)
            case _:
                await self._acquaintances.refresh(user)
                await self._threads(self._bot.finish, arrival.id)

    async def _open_home(self, user: str) -> None:
        actor = await self._acquaintances.actor(user)
        view = await self._threads(self._bot.home, actor)
        try:
            await self._replies.publish_home(view, user)
        except SlackApiError as refused:
            if is_passing(refused):
                raise
            _log.warning("The home tab was not published: %s", reason(refused))
