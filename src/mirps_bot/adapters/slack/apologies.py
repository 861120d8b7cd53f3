"""What a person is told when something broke: kind words and a reference that stands in the log."""

import logging
import secrets
from collections import deque
from collections.abc import Awaitable
from typing import Any

from slack_bolt import BoltResponse

from mirps_bot.adapters.slack.acquaintances import Acquaintances
from mirps_bot.adapters.slack.discretion import redact
from mirps_bot.adapters.slack.failures import UNREACHABLE, is_passing, reason
from mirps_bot.adapters.slack.forms import read_form
from mirps_bot.adapters.slack.inbound import Payload, is_said_to_bot, user_of
from mirps_bot.adapters.slack.replies import Replies, as_answer
from mirps_bot.chat.bot import Bot
from mirps_bot.view.blocks import View

MOST_TOLD = 1_000
"""Of so many that were not kept it is remembered that their authors were told."""

_log = logging.getLogger(__name__)


class Apologies:
    def __init__(self, bot: Bot, acquaintances: Acquaintances, replies: Replies) -> None:
        self._bot = bot
        self._acquaintances = acquaintances
        self._replies = replies
        self._told: deque[object] = deque(maxlen=MOST_TOLD)

    async def acknowledge(self, error: Exception, body: Payload) -> BoltResponse:
        """Answer a request whose listener failed. An event gets a 500, so that Slack brings it again."""
        reference = self._log(error, body)
        if "event" in body:
            await self._tell_not_kept(body, reference)
            return BoltResponse(status=500, body="")
        view = self._bot.apologise(self._acquaintances.language(user_of(body)), reference)
        match "command" if "command" in body else body.get("type"):
            case "command":
                return BoltResponse(status=200, body=as_answer(view))
            case "view_submission":
                errors = read_form(body.get("view") or {}).at_blocks({"": view.summary})
                return BoltResponse(status=200, body={"response_action": "errors", "errors": errors})
            case "block_suggestion":
                return BoltResponse(status=200, body={"options": []})
            case _:
                await self.tell(view, body)
                return BoltResponse(status=200, body="")

    async def cover(self, work: Awaitable[Any], body: Payload) -> None:
        """See work through that goes on after the acknowledgement."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever broke, somebody waits for an answer
            reference = self._log(error, body)
            await self.tell(self._bot.apologise(self._acquaintances.language(user_of(body)), reference), body)

    async def note(self, work: Awaitable[Any]) -> None:
        """See work through that nobody waits for."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody waits, so the log is the place
            self._log(error, {})

    async def tell(self, view: View, body: Payload) -> None:
        """Where whoever acted looks, as far as the payload says."""
        try:
            if body.get("response_url"):
                await self._replies.respond(body, as_answer(view))
            elif user_of(body):
                await self._replies.open_receipt(view, view.summary, body)
        except UNREACHABLE as failure:
            _log.warning("Somebody could not be told: %s", reason(failure))

    async def _tell_not_kept(self, body: Payload, reference: str) -> None:
        """Once, however often Slack brings what somebody said."""
        event, key = body["event"], body.get("event_id")
        if not is_said_to_bot(event) or key in self._told:
            return
        self._told.append(key)
        user = user_of(body)
        view = self._bot.apologise(self._acquaintances.language(user), reference, is_kept=False)
        try:
            thread = event.get("thread_ts")
            await self._replies.whisper(view, channel=event["channel"], thread=thread, user=user)
        except UNREACHABLE as failure:
            _log.warning("Somebody could not be told: %s", reason(failure))

    def _log(self, error: Exception, body: Payload) -> str:
        """Without the payload: it holds what people wrote. That Slack could not be reached needs no trace."""
        reference = secrets.token_hex(3)
        kind = body.get("command") or (body.get("event") or {}).get("type") or body.get("type")
        trace = None if is_passing(error) else error
        _log.error("Reference %s: %s failed with %s", reference, kind, redact(reason(error)), exc_info=trace)
        return reference
