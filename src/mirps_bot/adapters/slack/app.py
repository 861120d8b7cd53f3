"""Bolt, told what to do with everything that Slack can send."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.apologies import Apologies
from mirps_bot.adapters.slack.client import Installation
from mirps_bot.adapters.slack.discretion import sdk_logger
from mirps_bot.adapters.slack.inbound import Payload, is_out_of_date
from mirps_bot.adapters.slack.listeners import Listeners
from mirps_bot.adapters.slack.settings import SlackSettings

_ANY = re.compile(r"")


def build_app(
    settings: SlackSettings,
    client: AsyncWebClient,
    installation: Installation,
    listeners: Listeners,
    apologies: Apologies,
) -> AsyncApp:
    """Everything is handed over, nothing left to the environment variables that Bolt reads by itself.

    The answer goes out when the listener is done, so it can be the acknowledgement's body. Who the bot is was
    asked once, at the start: no request waits for it.
    """

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=installation.team,
            bot_id=installation.bot,
            bot_user_id=installation.bot_user,
            bot_token=settings.bot_token,
        )

    app = AsyncApp(
        name="mirps-bot",
        logger=sdk_logger(),
        process_before_response=True,
        signing_secret=settings.signing_secret or "",
        client=AsyncWebClient(
            base_url=client.base_url, session=client.session, retry_handlers=[], logger=sdk_logger()
        ),
        authorize=authorize,
        before_authorize=_Gate(listeners),
        ssl_check_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )

    async def failed(error: Exception, body: Payload) -> BoltResponse:
        return await apologies.acknowledge(error, body)

    app.command(_ANY)(listeners.command)
    app.action(_ANY)(listeners.action)
    app.view_submission(_ANY)(listeners.submission)
    app.view_closed(_ANY)(listeners.closing)
    app.options(_ANY)(listeners.suggestion)
    app.event(_ANY)(listeners.event)
    app.error(failed)
    return app


class _Gate(AsyncMiddleware):
    """Acknowledges what no listener would ever see, or what Bolt itself would stumble over."""

    def __init__(self, listeners: Listeners) -> None:
        self._listeners = listeners

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        _complete(req.body)
        if req.body.get("ssl_check"):
            return BoltResponse(status=200)
        if req.body.get("type") == "app_rate_limited":
            sdk_logger().warning("Slack holds events back: more than 30,000 within an hour")
            return BoltResponse(status=200)
        if is_out_of_date(req.body):
            await self._listeners.out_of_date(req.body)
            return BoltResponse(status=200)
        return await next()


def _complete(body: dict[str, Any]) -> None:
    """What Bolt stumbles over without, and a gateway may leave out: that an event is one, and whether a view is a
    modal. Of ours only forms have a name.
    """
    if body.get("event"):
        body.setdefault("type", "event_callback")
    if view := body.get("view"):
        view.setdefault("type", "modal" if view.get("callback_id") else "home")
