"""The platforms on which the bot can live, each put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiohttp

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.documents import Documents
from mirps_bot.adapters.slack.front import SlackFront
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.teams.credentials import Credentials
from mirps_bot.adapters.teams.settings import TeamsSettings
from mirps_bot.adapters.vault import FolderVault
from mirps_bot.bot import Bot
from mirps_bot.chat.both import SlackOrTeams
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Threads
from mirps_bot.chat.web import Page
from mirps_bot.content.wording import Reader
from mirps_bot.domain.language import Language
from mirps_bot.domain.pace import Limits
from mirps_bot.ports import Clock, Messenger
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.document import Document
from mirps_bot.view.files import File
from mirps_bot.view.workbook import Workbook

REACHED = 3.0
"""Seconds that one platform waits for another when the bot starts."""

_log = logging.getLogger(__name__)


class Front(Protocol):
    """What takes what a platform sends. `posts` are what it sends to the bot's web server, by path; they may be served
    before it has started.
    """

    posts: Mapping[str, Page]

    async def start(self) -> None: ...

    async def is_connected(self) -> bool: ...

    async def stop(self) -> None:
        """Take nothing more, and see through what was taken."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One on which people talk to the bot. `side` is what it does besides, until it is cancelled; `wakers` are called
    when there may be something to do.
    """

    front: Front
    messenger: Messenger
    limits: Limits
    side: tuple[Callable[[], Coroutine[None, None, None]], ...] = ()
    wakers: tuple[Callable[[], None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every platform stands on."""

    bot: Bot
    storage: SqlStorage
    clock: Clock
    threads: Threads
    inbox: Inbox
    wake: Callable[[], None]


@asynccontextmanager
async def on_slack(
    settings: SlackSettings,
    ground: Ground,
    files: Path,
    write: Callable[[File], bytes],
) -> AsyncIterator[Platform]:
    settings.check()
    bot, threads = ground.bot, ground.threads
    async with open_client(settings) as client:
        documents = Documents(bot, client, FolderVault(files), threads, on_work=ground.wake)
        addresses = Addresses(client, ground.storage, threads)
        front = SlackFront(
            settings,
            bot,
            client,
            clock=ground.clock,
            threads=threads,
            inbox=ground.inbox,
            on_work=ground.wake,
        )
        yield Platform(
            front=front,
            messenger=SlackMessenger(
                client, addresses, Pictures(client, draw_grid), write, _without_file(bot)
            ),
            limits=settings.limits,
            side=(documents.run,),
            wakers=(documents.wake,),
        )


@asynccontextmanager
async def on_teams(
    settings: TeamsSettings, credentials: Credentials | None, ground: Ground
) -> AsyncIterator[Platform]:
    """Imported here: a start without Teams does without it."""
    from mirps_bot.adapters.teams.addresses import Addresses as TeamsAddresses
    from mirps_bot.adapters.teams.connector import Connector
    from mirps_bot.adapters.teams.credentials import open_credentials
    from mirps_bot.adapters.teams.front import TeamsFront
    from mirps_bot.adapters.teams.messenger import TeamsMessenger

    settings.check()
    if credentials is None:
        credentials = await asyncio.to_thread(open_credentials, settings)
    async with aiohttp.ClientSession() as session:
        connector = Connector(session, credentials.token)
        addresses = TeamsAddresses(settings, connector, ground.storage, ground.threads)
        front = TeamsFront(
            settings,
            ground.bot,
            credentials,
            connector,
            addresses,
            clock=ground.clock,
            threads=ground.threads,
            inbox=ground.inbox,
            on_work=ground.wake,
        )

        yield Platform(
            front=front,
            messenger=TeamsMessenger(connector, addresses, _without_file(ground.bot)),
            limits=settings.limits,
        )


_NO_FILE = {
    Almanac: "no_calendar_file_here",
    Workbook: "no_workbook_here",
    Document: "no_pack_here",
}


def _without_file(bot: Bot) -> Callable[[File], str]:
    def said(file: File) -> str:
        reader = Reader(language=Language(file.language), time_zone="UTC")
        return bot.knowledge.composer.said(_NO_FILE[type(file)], reader, {"has_mail": bot.has_mail})

    return said


async def start(fronts: Iterable[Front], within: float = REACHED) -> set[asyncio.Task[None]]:
    """Until one at least takes what is sent to it, and for so many seconds all. Those that can't be reached go on
    trying, and are returned: whoever stops the bot cancels them. Raises what the first to fail raises.
    """
    starts = {asyncio.create_task(each.start()) for each in fronts}
    try:
        done, waiting = await asyncio.wait(starts, timeout=within, return_when=asyncio.FIRST_EXCEPTION)
        if not done:
            done, waiting = await asyncio.wait(starts, return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            each.result()
    except BaseException:
        await cancel(starts)
        raise
    for each in waiting:
        each.add_done_callback(_tell_of_failure)
    return waiting


async def cancel(tasks: Collection[asyncio.Task[None]]) -> None:
    """Until they have ended."""
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _tell_of_failure(start: asyncio.Task[None]) -> None:
    if not start.cancelled() and (failure := start.exception()):
        _log.error("The bot goes on without this platform: %s", failure)


def over(platforms: Sequence[Platform], storage: SqlStorage) -> Messenger:
    match [each.messenger for each in platforms]:
        case [only]:
            return only
        case [slack, teams]:
            return SlackOrTeams(slack, teams, storage)
        case _:
            raise ValueError("the bot lives on one platform at least")


def strictest(limits: Iterable[Limits]) -> Limits:
    """Those that allow the least in one conversation: an outbox knows of one pace."""
    return min(limits, key=lambda each: each.each.per_second)
