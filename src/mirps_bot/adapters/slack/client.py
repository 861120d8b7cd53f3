"""The connection to Slack's Web API."""

from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from mirps_bot.adapters.slack.discretion import sdk_logger
from mirps_bot.adapters.slack.failures import error_of
from mirps_bot.adapters.slack.settings import InvalidSlackSettings, SlackSettings

_PAGE = 200
_TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot as the workspace knows it, by Slack's ids."""

    team: str
    bot: str
    bot_user: str


class _Client(AsyncWebClient):
    """An answer that is no object, as a gateway's own page, counts as an empty one: the SDK would stumble over it."""

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await super()._request(
            http_verb=http_verb, api_url=api_url, req_args=req_args
        )
        return answer if isinstance(answer["data"], dict) else answer | {"data": {}}


@asynccontextmanager
async def open_client(settings: SlackSettings) -> AsyncIterator[AsyncWebClient]:
    """One pool of connections. No call is repeated by itself: a repeated post would be a second message."""
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        yield _Client(
            token=settings.bot_token,
            base_url=settings.api_url,
            session=session,
            retry_handlers=[],
            logger=sdk_logger(),
        )


async def find_installation(client: AsyncWebClient) -> Installation:
    """Raises InvalidSlackSettings when Slack does not accept the token."""
    try:
        return await read_installation(client)
    except SlackApiError as refused:
        error = error_of(refused)
        if error in ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"):
            raise InvalidSlackSettings(
                f"Slack does not accept SLACK_BOT_TOKEN ({error}). Install the app in the workspace "
                'again and copy the "Bot User OAuth Token" from https://api.slack.com/apps.'
            ) from None
        raise


async def read_installation(client: AsyncWebClient) -> Installation:
    """What a gateway does not tell is empty. Raises what Slack raises."""
    answer = await told_by(client.auth_test())
    return Installation(
        team=str(answer.get("team_id") or ""),
        bot=str(answer.get("bot_id") or ""),
        bot_user=str(answer.get("user_id") or ""),
    )


async def told_by(call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
    """The answer; empty where a gateway lacks the method. Raises what Slack raises."""
    try:
        answer = (await call).data
    except SlackApiError as refused:
        if error_of(refused) != "unknown_method":
            raise
        return {}
    return answer if isinstance(answer, dict) else {}


async def direct_channel(client: AsyncWebClient, user: str) -> str:
    """Where a gateway opens none, the user's id stands for it, as Slack takes it too. Raises what Slack raises."""
    answer = await told_by(client.conversations_open(users=[user]))
    return str((answer.get("channel") or {}).get("id") or user)


async def members(client: AsyncWebClient) -> AsyncIterator[Mapping[str, Any]]:
    """Everybody in the workspace, who left too. Raises what Slack raises."""
    cursor = ""
    while True:
        page = await client.users_list(limit=_PAGE, cursor=cursor or None)
        for user in page.get("members") or ():
            yield user
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
