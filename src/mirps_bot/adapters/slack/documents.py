"""Fetching the files that people attached to what they reported, after it was filed."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from mirps_bot.adapters.slack.failures import is_passing, reason
from mirps_bot.adapters.slack.inbound import Payload
from mirps_bot.chat.running import Rounds, Threads
from mirps_bot.domain.attachment import LARGEST, Coming, Document, FileState
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Vault

ATTEMPTS = 5
_SLACK = "https://slack.com"
_TIMEOUT = aiohttp.ClientTimeout(total=45, sock_connect=5, sock_read=15)
"""Less than the lease for which a file is held."""
_log = logging.getLogger(__name__)


class Desk(Protocol):
    """What this asks of the bot. Raises `StorageBusy` when the database can't be reached."""

    def recognise(self, user: str) -> Actor | None: ...

    def take_file(self) -> Coming | None:
        """One that is to be fetched; nobody else gets it until its lease ends."""
        ...

    def settle_file(self, coming: Coming, document: Document) -> None:
        """Note what became of it and tell who attached it, all or nothing."""
        ...


class Documents:
    """One after the other: each is held in memory while it is looked at.

    `on_work` is called after each.
    """

    def __init__(
        self,
        desk: Desk,
        client: AsyncWebClient,
        vault: Vault,
        threads: Threads,
        *,
        on_work: Callable[[], None],
        look_every: float = 15.0,
    ) -> None:
        self._desk = desk
        self._client = client
        self._vault = vault
        self._threads = threads
        self._on_work = on_work
        rounds = Rounds(self._fetch_one, every=look_every)
        self.run, self.wake = rounds.run, rounds.wake

    async def _fetch_one(self) -> bool:
        """Whether there was any. What fails comes up again when its lease ends, a few times."""
        coming = await self._threads(self._desk.take_file)
        if coming is None:
            return False
        try:
            await self._threads(self._desk.settle_file, coming, await self._received(coming))
        except Exception as failure:  # noqa: BLE001 - one file's trouble must not stop the others
            _log.warning("The file of update %s is left for later: %s", coming.update, reason(failure))
            return True
        self._on_work()
        return True

    async def _received(self, coming: Coming) -> Document:
        """Raises whatever may pass; the last time it is given up instead."""
        lost = Document(name=coming.attachment.name, state=FileState.NOT_ARRIVED)
        try:
            described = (await self._client.files_info(file=coming.attachment.id)).get("file") or {}
            actor = await self._threads(self._desk.recognise, str(described.get("user") or ""))
            if actor is None or actor.person is None or actor.person.id != coming.author:
                return lost  # somebody else's file, named by its id
            if int(described.get("size") or 0) > LARGEST:
                return replace(lost, state=FileState.TOO_LARGE)
            address = self._address(described)
            content = await self._download(address) if address else None
            if content is None:
                return lost
            return await self._threads(self._vault.keep, coming.attachment.name, content)
        except SlackApiError as refused:
            if is_passing(refused) and coming.attempt < ATTEMPTS:
                raise
        except Exception:
            if coming.attempt < ATTEMPTS:
                raise
        return lost

    def _address(self, described: Payload) -> str | None:
        """Where it lies, if that is with Slack, which a gateway may stand for: the token goes nowhere else."""
        address = str(described.get("url_private_download") or described.get("url_private") or "")
        try:
            is_known = any(_is_at(address, each) for each in (self._client.base_url, _SLACK))
        except ValueError:
            return None
        return address if is_known else None

    async def _download(self, address: str) -> bytes | None:
        """One byte beyond the largest at most. None: Slack leads elsewhere or refuses, as it does for a lost right."""
        session = self._client.session
        if session is None:
            raise RuntimeError("the client has no session to share")
        headers = {"Authorization": f"Bearer {self._client.token}"}
        content = bytearray()
        async with session.get(address, headers=headers, allow_redirects=False, timeout=_TIMEOUT) as response:
            if response.status >= 500 or response.status == 429:
                response.raise_for_status()
            if response.status != 200:
                return None
            async for chunk in response.content.iter_chunked(64 * 1024):
                content += chunk[: LARGEST + 1 - len(content)]
                if len(content) > LARGEST:
                    break
        return bytes(content)


def _is_at(address: str, home: str) -> bool:
    """On that host, or on the one beside it that serves files."""
    found, own = urlsplit(address), urlsplit(home)
    same = (found.scheme, found.port, found.username) == (own.scheme, own.port, None)
    return same and found.hostname in (own.hostname, f"files.{own.hostname}")
