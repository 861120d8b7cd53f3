"""`/mirps compromisos asilo` through Bolt, on a database grown large, beside a Bolt listener that does nothing."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from tests.bench.figures import Taken, alternating, milliseconds, percentile, ratio, show
from tests.bench.questions import fill
from tests.replicas.processes import ROOT, Platform

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.slack.acquaintances import Acquaintances
from mirps_bot.adapters.slack.apologies import Apologies
from mirps_bot.adapters.slack.app import build_app
from mirps_bot.adapters.slack.client import find_installation, open_client
from mirps_bot.adapters.slack.listeners import Listeners
from mirps_bot.adapters.slack.replies import Replies
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.slack.web import EVENTS_PATH, requests_to
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.chat.running import Tasks, Threads
from mirps_bot.chat.web import WebServer
from mirps_bot.content.facts import load_facts

SIZES = ((len(load_facts().pledges), 1_000), (10_000, 100_000), (100_000, 1_000_000))
"""Pledges, and updates to them."""
QUESTIONS = 200
AT_ONCE, ROUNDS = 16, 5
SECRET = "not so secret"
LINES = ("compromisos asilo", "compromisos mexico", "compromisos", "ayuda")


def measure(folder: Path) -> None:
    platform = Platform(people=1)
    try:
        for pledge_count, update_count in SIZES:
            url = f"sqlite:///{folder / f'answers-{pledge_count}.sqlite'}"
            storage = SqlStorage(url)
            fill(storage, pledge_count, update_count)
            storage.close()  # as after any restart, nothing of the filling is left in the write-ahead log
            title = f"Answers with {pledge_count:,} pledges and {update_count:,} updates in SQLite"
            asyncio.run(measure_answers(title, SqlStorage(url), platform))
    finally:
        platform.end()


async def measure_answers(title: str, storage: SqlStorage, platform: Platform) -> None:
    settings = SlackSettings(
        bot_token=platform.address["bot"], signing_secret=SECRET, api_url=platform.address["url"]
    )
    async with our_app(storage, settings) as ours, aiohttp.ClientSession() as session:
        empty = empty_app(settings)
        gc.freeze()  # as `bootstrap.serve` does; the empty listener has its benefit too
        rows, throughputs = [], []
        for line in LINES:
            body = command(line)
            acts = [dispatching(ours, body), dispatching(empty, body)]
            rows.append(row(f"/mirps {line}", "in process", *await alternating(acts, count=QUESTIONS)))
            throughputs.append(throughput_row(f"/mirps {line}", "in process", await throughputs_of(acts)))
        body = command(LINES[0])
        async with serving(ours) as our_address, serving(empty) as its_address:
            acts = [posting(session, our_address, body), posting(session, its_address, body)]
            rows.append(row(f"/mirps {LINES[0]}", "over a socket", *await alternating(acts, count=QUESTIONS)))
            throughputs.append(
                throughput_row(f"/mirps {LINES[0]}", "over a socket", await throughputs_of(acts))
            )
    show(
        title,
        ("question", "way", "p50", "p99", "empty p50", "empty p99", "p50 ratio", "CPU p50"),
        rows,
        f"{QUESTIONS} signed requests each, in turns with as many to a Bolt listener that only acknowledges "
        "(async App, all settings default), which waits ten milliseconds for its own acknowledgement. "
        "CPU: what ours took of the processor, to which p50 comes down on an idle machine.",
    )
    show(
        f"The same, {AT_ONCE} at once",
        ("question", "way", "a second", "empty, a second", "ratio"),
        throughputs,
        f"The median of {ROUNDS} rounds of {QUESTIONS} requests, in turns. So many at once, the empty listener's waits "
        "fall together, and only what each takes of the processor counts; over a socket, who asks takes some too.",
    )


async def throughputs_of(acts: Sequence[Callable[[], Awaitable[object]]]) -> list[float]:
    """Of each act, how often a second it is done when so many are under way at once."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, its in zip(acts, taken, strict=True):
            began = time.perf_counter()
            await all_of(act)
            its.append(QUESTIONS / (time.perf_counter() - began))
    return [percentile(its, 50) for its in taken]


async def all_of(act: Callable[[], Awaitable[object]]) -> None:
    left = iter(range(QUESTIONS))

    async def work() -> None:
        for _ in left:
            await act()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


def throughput_row(what: str, way: str, rates: Sequence[float]) -> tuple[str, ...]:
    ours, empty = rates
    return (what, way, f"{ours:.0f}", f"{empty:.0f}", ratio(ours, empty))


def row(what: str, way: str, ours: list[Taken], empty: list[Taken]) -> tuple[str, ...]:
    walls = [percentile([each.wall for each in its], part) for its in (ours, empty) for part in (50, 99)]
    work = percentile([each.cpu for each in ours], 50)
    return (what, way, *map(milliseconds, walls), ratio(walls[0], walls[2]), milliseconds(work))


# ---- the two apps


@asynccontextmanager
async def our_app(storage: SqlStorage, settings: SlackSettings) -> AsyncIterator[AsyncApp]:
    """What `SlackFront` puts together, without its sockets."""
    bot, threads, tasks = Bot(storage, read_content(ROOT), SystemClock()), Threads(), Tasks()
    async with open_client(settings) as client:
        installation = await find_installation(client)
        acquaintances = Acquaintances(bot, client, threads, team=installation.team)
        replies = Replies(client)
        apologies = Apologies(bot, acquaintances, replies)
        listeners = Listeners(
            bot=bot,
            acquaintances=acquaintances,
            replies=replies,
            apologies=apologies,
            threads=threads,
            tasks=tasks,
            clock=SystemClock(),
            on_arrival=lambda: None,
        )
        yield build_app(settings, client, installation, listeners, apologies)
    threads.close()


def empty_app(settings: SlackSettings) -> AsyncApp:
    app = AsyncApp(
        client=AsyncWebClient(token=settings.bot_token, base_url=settings.api_url), signing_secret=SECRET
    )

    @app.command("/mirps")
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    return app


@asynccontextmanager
async def serving(app: AsyncApp) -> AsyncIterator[str]:
    server = WebServer({}, {EVENTS_PATH: requests_to(app)})
    port = await server.start("127.0.0.1", 0)
    yield f"http://127.0.0.1:{port}{EVENTS_PATH}"
    await server.stop()


# ---- asking


def command(line: str) -> str:
    return urlencode(
        {
            "command": "/mirps",
            "text": line,
            "user_id": "U0",
            "channel_id": "D0",
            "team_id": "T0PLAYGRND",
            "response_url": "http://127.0.0.1:1/",
            "trigger_id": "1.1.1",
        }
    )


def signed(body: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    return {
        "X-Slack-Signature": str(signature),
        "X-Slack-Request-Timestamp": timestamp,
        "Content-Type": "application/x-www-form-urlencoded",
    }


def dispatching(app: AsyncApp, body: str) -> Callable[[], Awaitable[object]]:
    async def ask() -> None:
        answer = await app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(signed(body))))
        assert answer.status == 200

    return ask


def posting(session: aiohttp.ClientSession, address: str, body: str) -> Callable[[], Awaitable[object]]:
    async def ask() -> None:
        async with session.post(address, data=body, headers=signed(body)) as answer:
            assert answer.status == web.HTTPOk.status_code
            await answer.read()

    return ask
