"""HTTP mode: signed requests to the address where the bot listens."""

import asyncio
import json
import secrets
import ssl
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from mirps_bot.playground.answers import Acknowledged, Answer, Kind, Retry, Unanswered
from mirps_bot.playground.identity import Secrets
from mirps_bot.playground.patience import Patience
from mirps_bot.playground.wire import Json, encode

FORM = "application/x-www-form-urlencoded"
MOST_REDIRECTS = 2


class HttpCourier:
    """The address must have answered the challenge once before anything else is sent to it."""

    def __init__(self, request_url: str | None, secret: Secrets, patience: Patience) -> None:
        self.request_url = request_url
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=patience.acknowledgement)
        self._signer = SignatureVerifier(secret.signing_secret)
        self._session: aiohttp.ClientSession | None = None  # needs a running loop, hence made by start()
        self._verified: str | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=self._timeout)

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Answer:
        if self.request_url is None or not await self._is_verified(self.request_url):
            return Unanswered(reason="connection_failed")
        match kind:
            case "events_api":
                return await self._send(self.request_url, "application/json", encode(payload), retry)
            case "slash_commands":
                return await self._send(self.request_url, FORM, urlencode(payload))
            case "interactive":
                return await self._send(self.request_url, FORM, urlencode({"payload": encode(payload)}))

    async def until_reachable(self) -> None:
        """That is known only by trying."""
        await asyncio.Event().wait()

    async def _is_verified(self, address: str) -> bool:
        if self._verified != address:
            challenge = secrets.token_urlsafe(16)
            asked = {
                "token": self._secret.verification_token,
                "challenge": challenge,
                "type": "url_verification",
            }
            answer = await self._send(address, "application/json", encode(asked))
            if isinstance(answer, Acknowledged) and challenge in (
                answer.body.get("challenge"),
                answer.body.get("text"),
            ):
                self._verified = address
        return self._verified == address

    async def _send(self, address: str, content_type: str, body: str, retry: Retry | None = None) -> Answer:
        if self._session is None:
            return Unanswered(reason="connection_failed")
        headers = self._headers(content_type, body, retry)
        try:
            async with self._session.post(
                address, data=body.encode(), headers=headers, max_redirects=MOST_REDIRECTS
            ) as response:
                text = await response.text()
        except TimeoutError:
            return Unanswered(reason="http_timeout")
        except aiohttp.TooManyRedirects:
            return Unanswered(reason="too_many_redirects")
        except (aiohttp.ClientSSLError, ssl.SSLError):
            return Unanswered(reason="ssl_error")
        except aiohttp.ClientError:
            return Unanswered(reason="connection_failed")
        if not 200 <= response.status < 300:
            return Unanswered(reason="http_error", may_retry=response.headers.get("x-slack-no-retry") != "1")
        return Acknowledged(body=_body(response.content_type, text))

    def _headers(self, content_type: str, body: str, retry: Retry | None) -> dict[str, str]:
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": self._signer.generate_signature(timestamp=timestamp, body=body) or "",
        }
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.attempt), "X-Slack-Retry-Reason": retry.reason}
        return headers


def _body(content_type: str, text: str) -> Json:
    """The answer's JSON; a plain text stands for a message of that text."""
    if content_type != "application/json":
        return {"text": text} if text else {}
    try:
        parsed: Any = json.loads(text)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
