"""The only place where concrete parts meet."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import assert_never

from mirps_bot.adapters.almanac.ics import render_ics
from mirps_bot.adapters.almanac.page import AlmanacPage
from mirps_bot.adapters.console.render import render_text
from mirps_bot.adapters.documents.docx import render_docx
from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.drawing.picture import draw_picture
from mirps_bot.adapters.mail.letters import Footer
from mirps_bot.adapters.mail.messenger import MailOrChat
from mirps_bot.adapters.mail.settings import MailSettings, read_mail_settings
from mirps_bot.adapters.sheets.xlsx import render_xlsx
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.teams.credentials import Credentials
from mirps_bot.adapters.teams.settings import TeamsSettings
from mirps_bot.adapters.ticker import EVERY, Ticker
from mirps_bot.adapters.watch.metrics import PrometheusMeter
from mirps_bot.adapters.watch.pages import Watch
from mirps_bot.bot import Bot
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Tasks, Threads
from mirps_bot.chat.web import WebServer
from mirps_bot.content.facts import load_facts
from mirps_bot.content.find import find_content
from mirps_bot.content.load import Content, load_content, preview_choices, read_example
from mirps_bot.content.reading import ContentError, Fault
from mirps_bot.content.wording import Gazetteer, Reader
from mirps_bot.dialogue import Show
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person
from mirps_bot.features import feed
from mirps_bot.platforms import Ground, Platform, cancel, on_slack, on_teams, over, start, strictest
from mirps_bot.ports import Clock, Messenger
from mirps_bot.postoffice import PostOffice
from mirps_bot.routes import TEMPLATES
from mirps_bot.settings import Settings
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.blocks import View
from mirps_bot.view.document import Document
from mirps_bot.view.files import File
from mirps_bot.view.workbook import Workbook

GARBAGE = 10_000
"""Objects more than before at which the youngest are looked through for garbage: a few messages make so many, hardly
any of them in a circle.
"""

SETTLED = 3.0
"""Seconds after a start until there is time for more than the start."""

log = logging.getLogger(__name__)


def read_content(told: Path | None) -> Content:
    """Raises FileNotFoundError, or ContentError with every fault."""
    return load_content(find_content(told), TEMPLATES)


def prepare(storage: SqlStorage, content: Content, extra: Iterable[Event] | None = ()) -> None:
    """Bring the database to this version's shape, facts and calendar; the same again changes nothing.

    `extra` are events that no file has; None: those that are there stay.
    """
    upgrade(storage)
    seed(storage, load_facts(), content.events, extra)


def slack_settings(settings: Settings) -> SlackSettings | None:
    """None: nothing is told of Slack."""
    if not (settings.slack_bot_token or settings.slack_app_token or settings.slack_signing_secret):
        return None
    return SlackSettings(
        bot_token=settings.slack_bot_token,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        api_url=settings.slack_api_url,
        messages_per_minute=settings.messages_per_minute,
    )


def teams_settings(settings: Settings) -> TeamsSettings | None:
    """None: nothing is told of Teams."""
    if not (settings.teams_client_id or settings.teams_client_secret or settings.teams_tenant_id):
        return None
    return TeamsSettings(
        client_id=settings.teams_client_id,
        client_secret=settings.teams_client_secret,
        tenant_id=settings.teams_tenant_id,
        messages_per_minute=settings.messages_per_minute,
    )


class Shelf:
    """Notices when staff change the content of a running bot. A broken change is logged and left on the shelf."""

    def __init__(self, content: Content, storage: SqlStorage, bot: Bot, extra: tuple[Event, ...]) -> None:
        self._folder = content.folder
        self._storage = storage
        self._bot = bot
        self._extra = extra
        self._seen = self._state()

    def look(self) -> None:
        """Never raises, for the bell has more to do: what can't be taken up now is looked at again."""
        try:
            state = self._state()
            if state != self._seen:
                self._take_up()
                self._seen = state
        except Exception:
            log.exception("the changed content can't be taken up now, the next bell tries again")

    def _take_up(self) -> None:
        try:
            content = load_content(self._folder, TEMPLATES)
        except ContentError as error:
            log.error("the changed content can't be used, the last good one stays:\n%s", error)
            return
        seed(self._storage, load_facts(), content.events, self._extra)
        self._bot.learn(content)
        log.info("the changed content is in use")

    def _state(self) -> frozenset[tuple[str, int]]:
        return frozenset(
            (str(path), path.stat().st_mtime_ns)
            for folder in ("commands", "reminders")
            for path in (self._folder / folder).rglob("*")
            if path.suffix in (".toml", ".j2")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running bot. `port` is where it serves its health, Slack in HTTP mode, and Teams."""

    bot: Bot
    post_office: PostOffice
    storage: SqlStorage
    port: int


@asynccontextmanager
async def serve(
    slack: SlackSettings | None,
    storage: SqlStorage,
    content: Content,
    clock: Clock,
    *,
    teams: TeamsSettings | None = None,
    credentials: Credentials | None = None,
    files: Path,
    host: str = "127.0.0.1",
    port: int = 0,
    extra: tuple[Event, ...] = (),
    every: timedelta = EVERY,
    public_url: str | None = None,
    mail: MailSettings | None = None,
) -> AsyncIterator[Service]:
    """The bot on Slack, on Teams or on both, on a prepared storage, until the block is left; then it finishes what it
    has begun.

    Its pages are served while it waits for a platform. `files`: where what people attach is kept. `port` 0: any that is
    free. `public_url`: where the bot's own pages can be reached from outside; `{port}` in it stands for the one it got.
    `credentials`: for Teams, if they are not Microsoft's.
    Raises InvalidSlackSettings and InvalidTeamsSettings, and OSError for an address that can't be had.
    """
    loop = asyncio.get_running_loop()
    meter = PrometheusMeter()
    wakers: list[Callable[[], None]] = []
    write = partial(write_file, clock=clock)

    def wake() -> None:
        for each in wakers:
            each()

    async with AsyncExitStack() as working, AsyncExitStack() as taking:
        threads = working.enter_context(closing(Threads()))
        bot = Bot(
            storage,
            content,
            clock,
            on_owed=lambda: loop.call_soon_threadsafe(wake),
            aside=threads.aside,
            meter=meter,
        )
        bot.has_mail = mail is not None
        inbox = Inbox(bot, threads)
        ground = Ground(bot=bot, storage=storage, clock=clock, threads=threads, inbox=inbox, wake=wake)
        platforms: list[Platform] = []
        if slack:
            platforms.append(await working.enter_async_context(on_slack(slack, ground, files, write)))
        if teams:
            platforms.append(await working.enter_async_context(on_teams(teams, credentials, ground)))
        messenger = over(platforms, storage)
        if mail:
            messenger = _with_mail(messenger, storage, bot, clock, mail, write)
        post_office = PostOffice(
            storage, bot, messenger, clock, meter=meter, limits=strictest(each.limits for each in platforms)
        )
        wakers += [post_office.wake, *(waker for each in platforms for waker in each.wakers)]
        shelf = Shelf(content, storage, bot, extra)

        async def ring() -> None:
            await asyncio.to_thread(shelf.look)
            await post_office.ring()

        async def learn() -> None:
            await asyncio.sleep(SETTLED)
            await asyncio.to_thread(bot.knowledge.likeness.learn)

        async def is_connected() -> bool:
            """One that is away is no reason to turn the other away."""
            return any([await each.front.is_connected() for each in platforms])

        watch = Watch(meter, storage, clock, is_connected)
        pages = {**watch.pages, feed.PATH: AlmanacPage(bot.almanac, clock).answer}
        posts = {path: post for each in platforms for path, post in each.front.posts.items()}
        server = WebServer(pages, posts)
        for each in platforms:
            taking.push_async_callback(each.front.stop)
        taking.push_async_callback(server.stop)
        port = await server.start(host, port)
        bot.public_url = public_url and public_url.format(port=port)
        taking.push_async_callback(cancel, await start(each.front for each in platforms))
        delivering = asyncio.create_task(post_office.run())
        working.push_async_callback(asyncio.wait, {delivering})
        working.callback(post_office.close)
        side = Tasks()
        working.push_async_callback(side.settle, 0)
        for run in (inbox.run, learn, *(run for each in platforms for run in each.side)):
            side.start(run())
        ticker = Ticker(ring, every)
        ticker.start()
        taking.callback(ticker.stop)
        gc.freeze()  # what a bot is made of stays: no need to look through it each time that garbage is collected
        taking.callback(gc.unfreeze)
        taking.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(GARBAGE)
        await post_office.ring()
        yield Service(bot=bot, post_office=post_office, storage=storage, port=port)


def write_file(file: File, clock: Clock) -> bytes:
    """As it is handed over, made now."""
    match file:
        case Workbook():
            return render_xlsx(file, made_at=clock.now())
        case Document():
            return render_docx(file, draw=draw_picture, made_at=clock.now())
        case Almanac():
            return render_ics(file, made_at=clock.now())
        case _:
            assert_never(file)


def mail_settings(settings: Settings) -> MailSettings | None:
    """None: no e-mail is sent. Raises InvalidMailSettings."""
    if not settings.smtp_url:
        return None
    return read_mail_settings(settings.smtp_url, settings.mail_from, settings.mail_reply_to)


def _with_mail(
    chat: Messenger,
    storage: SqlStorage,
    bot: Bot,
    clock: Clock,
    settings: MailSettings,
    write: Callable[[File], bytes],
) -> MailOrChat:
    def footer(person: Person) -> Footer:
        composer = bot.knowledge.composer
        reader = Reader.of(person)
        return Footer(
            text=composer.said("mail_footer", reader, {"address": settings.reply_to}),
            mute=composer.said("mail_mute_subject", reader, {}),
        )

    return MailOrChat(
        chat, storage, settings, clock, in_words=render_text, footer=footer, draw=draw_grid, write=write
    )


def preview_view(content: Content, template: str, language: Language) -> View:
    """A template on its example, with the names of the platform's facts. Raises KeyError for an unknown one."""
    if template not in TEMPLATES:
        raise KeyError(f"no template is called '{template}'; there are {', '.join(sorted(TEMPLATES))}")
    faults: list[Fault] = []
    example = read_example(content, template, TEMPLATES[template], faults)
    if example is None:
        raise ContentError(faults)
    facts = load_facts()
    gazetteer = Gazetteer.of(facts.entities, facts.areas, facts.groups, facts.records)
    show = Show(template=template, data=example, choices=preview_choices())
    return content.composer(gazetteer).show(show, Reader(language=language, time_zone="America/Mexico_City"))
