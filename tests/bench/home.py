"""Opening the front page on a database grown large, beside an answer that reads nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.answers import QUESTIONS, row
from tests.bench.figures import alternating, show
from tests.bench.questions import fill
from tests.replicas.processes import ROOT

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.dialogue import Call, Place
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account

PLEDGES, UPDATES = 10_000, 100_000
DIRECT = Place(channel="D0", is_direct=True)


def measure(folder: Path) -> None:
    url = f"sqlite:///{folder / 'home.sqlite'}"
    storage = SqlStorage(url)
    fill(storage, PLEDGES, UPDATES)
    storage.close()
    bot = Bot(SqlStorage(url), read_content(ROOT), SystemClock())
    actor = bot.introduce(Account(user="U0", email="ana@example.org", language=None, time_zone=None))
    home, empty = asyncio.run(alternating([opening(bot, actor), helping(bot, actor)], count=QUESTIONS))
    show(
        f"The front page with {PLEDGES:,} pledges and {UPDATES:,} updates in SQLite",
        ("what", "way", "p50", "p99", "empty p50", "empty p99", "p50 ratio", "CPU p50"),
        [row("opening it", "in process", home, empty)],
        f"{QUESTIONS} times, in turns with as many answers to /mirps ayuda, which read nothing but who asks. The page "
        "is composed, and that it was seen is written.",
    )


def opening(bot: Bot, actor: Actor) -> Callable[[], Awaitable[object]]:
    async def act() -> None:
        bot.home(actor)

    return act


def helping(bot: Bot, actor: Actor) -> Callable[[], Awaitable[object]]:
    async def act() -> None:
        bot.handle(Call(actor=actor, words="ayuda", place=DIRECT))

    return act
