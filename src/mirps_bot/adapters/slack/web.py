"""Signed requests from Slack, where it calls the bot over HTTP."""

import logging
import re
from collections.abc import Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from mirps_bot.chat.web import Page

EVENTS_PATH = "/slack/events"

_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_TIMESTAMP = re.compile(r"[0-9]{9,11}")
_log = logging.getLogger(__name__)


def requests_to(app: AsyncApp) -> Page:
    async def take(request: web.Request) -> web.Response:
        """What can't be from Slack ends here: Bolt would stumble over malformed headers and answer 500."""
        try:
            body = (await request.read()).decode()
        except UnicodeDecodeError:
            return web.Response(status=401)
        if not _may_be_signed(request):
            return web.Response(status=401)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        try:
            asked = AsyncBoltRequest(body=body, headers=headers)
        except (ValueError, AttributeError):  # no JSON, or no object
            return web.Response(status=400)
        answer = await app.async_dispatch(asked)
        if answer.status == 401:
            _log.warning("A request was turned away: its signature is not by SLACK_SIGNING_SECRET, or is old")
        return await to_aiohttp_response(answer)

    return take


def _may_be_signed(request: web.Request) -> bool:
    signature = request.headers.get("X-Slack-Signature", "")
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp))
