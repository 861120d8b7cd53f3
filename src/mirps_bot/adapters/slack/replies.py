"""Answers on their way to the person: messages beside the acknowledgement, modals and the home tab."""

import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from mirps_bot.adapters.slack.client import direct_channel
from mirps_bot.adapters.slack.discretion import sdk_logger
from mirps_bot.adapters.slack.failures import UNREACHABLE, error_of, reason
from mirps_bot.adapters.slack.forms import OpenForm, render_form
from mirps_bot.adapters.slack.inbound import Payload, is_fleeting, place_of, user_of
from mirps_bot.adapters.slack.render import render_home, render_message, render_receipt
from mirps_bot.adapters.slack.rich_text import Json
from mirps_bot.view.blocks import View
from mirps_bot.view.form import ShownForm

_NOT_THERE = ("channel_not_found", "is_archived", "not_in_channel", "unknown_method", "user_not_in_channel")
_log = logging.getLogger(__name__)


def as_answer(view: View) -> Json:
    """A message that only the person who asked sees."""
    rendered = render_message(view)
    return {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": rendered.text,
        "blocks": rendered.blocks,
    }


def as_replacement(view: View) -> Json:
    rendered = render_message(view)
    return {"replace_original": True, "text": rendered.text, "blocks": rendered.blocks}


class Replies:
    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open_form(self, form: ShownForm, payload: Payload) -> bool:
        """Whether it stands on the person's screen; a trigger lives for three seconds."""
        return await self._open(render_form(form), payload)

    async def open_receipt(self, view: View, title: str, payload: Payload) -> None:
        """In the person's direct messages where no modal can be opened."""
        if not await self._open(render_receipt(view, title), payload):
            rendered = render_message(view)
            await self._write_to(user_of(payload), {"text": rendered.text, "blocks": rendered.blocks})

    async def update_view(self, content: Json, payload: Payload) -> None:
        """Replace the modal that the payload came from, unless it changed or went in the meantime."""
        view = payload["view"]
        try:
            await self._client.views_update(view_id=view["id"], hash=view.get("hash"), view=content)
        except SlackApiError as refused:
            if error_of(refused) not in ("hash_conflict", "not_found"):
                raise

    async def redraw(self, form: ShownForm, before: OpenForm, payload: Payload) -> None:
        await self.update_view(render_form(form, redrawn=before), payload)

    async def respond(self, payload: Payload, message: Json) -> None:
        """Where the payload says; in its conversation when nothing is taken there, as after 30 minutes."""
        address = payload.get("response_url")
        if not address or not await self._is_taken(str(address), message):
            await self._answer_in_place(payload, message)

    async def _is_taken(self, address: str, message: Json) -> bool:
        """Where the line broke it may have been: rather twice than not at all."""
        webhook = AsyncWebhookClient(
            address, session=self._client.session, logger=sdk_logger(), retry_handlers=[]
        )
        try:
            answer = await webhook.send_dict(message)
        except (aiohttp.ClientError, TimeoutError):
            return False
        return answer.status_code == 200

    async def _answer_in_place(self, payload: Payload, message: Json) -> None:
        """In the person's direct messages where the bot is no member."""
        place, user = place_of(payload), user_of(payload)
        content = {"text": message["text"], "blocks": message["blocks"]}
        try:
            if message["replace_original"] and place.message and not is_fleeting(payload):
                await self._client.chat_update(channel=place.channel, ts=place.message, **content)
            else:
                await self._client.chat_postEphemeral(
                    channel=place.channel, user=user, thread_ts=place.thread, **content
                )
        except SlackApiError as refused:
            if error_of(refused) not in _NOT_THERE:
                raise
            await self._write_to(user, content)

    async def _write_to(self, user: str, content: Json) -> None:
        await self._client.chat_postMessage(channel=await direct_channel(self._client, user), **content)

    async def whisper(self, view: View, *, channel: str, thread: str | None, user: str) -> None:
        """To one person alone, in a thread too, where an answer to a button would not show."""
        rendered = render_message(view)
        await self._client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread, text=rendered.text, blocks=rendered.blocks
        )

    async def publish_home(self, view: View, user: str) -> None:
        await self._client.views_publish(user_id=user, view=render_home(view))

    async def _open(self, content: Json, payload: Payload) -> bool:
        try:
            await self._client.views_open(trigger_id=str(payload.get("trigger_id") or ""), view=content)
        except UNREACHABLE as failure:
            _log.warning("A modal could not be opened: %s", reason(failure))
            return False
        return True
