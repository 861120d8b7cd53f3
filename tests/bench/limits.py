"""Reminders to many people in a workspace that takes no more than Slack does, beside the least time that this takes."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.figures import ratio, show
from tests.bench.reminders import deliver_all
from tests.replicas.campaign import DUE, ZONES, fill, meeting
from tests.replicas.processes import ROOT, Platform

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.limits import CONVERSATION, MESSAGES_AT_ONCE, MESSAGES_PER_MINUTE
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.running import Threads
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.dues import enlist
from mirps_bot.playground import SettableClock
from mirps_bot.postoffice import PostOffice

FASTER = 4
"""Than Slack is: else it would take minutes."""

PEOPLE = 600
PER_MINUTE = FASTER * MESSAGES_PER_MINUTE
SLACK = {"per_second": PER_MINUTE / 60, "burst": MESSAGES_AT_ONCE + 5}
EACH = {"per_second": CONVERSATION.per_second, "burst": CONVERSATION.burst + 1}
"""What the workspace takes, of all and of one conversation. It counts from when a message arrives, not from when it was
sent, so it is a little more patient with a burst than we count on.
"""


def measure(folder: Path) -> None:
    now = DUE + timedelta(minutes=10)
    platform = Platform(people=PEOPLE, clock_offset=now - datetime.now(UTC))
    storage = SqlStorage(f"sqlite:///{folder / 'limits.sqlite'}")
    fill(storage, PEOPLE, [meeting((now + timedelta(days=1)).date())], ZONES)
    try:
        took = asyncio.run(deliver(storage, platform, now))
        sent, refused = len(platform.ask("deliveries")), platform.ask("refused")
    finally:
        platform.end()
        storage.close()
    assert sent == PEOPLE, f"{sent} arrived"
    least = (PEOPLE - MESSAGES_AT_ONCE) / PER_MINUTE * 60
    show(
        f"{PEOPLE} reminders at {PER_MINUTE:,} messages a minute ({FASTER} times what Slack is taken to allow)",
        ("seconds", "at least", "ratio", "429s"),
        [(f"{took:.1f}", f"{least:.1f}", ratio(took, least), str(refused))],
        "The workspace counts too, of all and of each conversation, and answers 429 to what is too much.",
    )


async def deliver(storage: SqlStorage, platform: Platform, now: datetime) -> float:
    """Seconds from the bell to the last one, once everybody's conversation is known."""
    settings = SlackSettings(
        bot_token=platform.address["bot"], api_url=platform.address["url"], messages_per_minute=PER_MINUTE
    )
    threads, clock = Threads(), SettableClock(now)
    bot = Bot(storage, read_content(ROOT), clock)
    async with open_client(settings) as client:
        addresses = Addresses(client, storage, threads)
        messenger = SlackMessenger(client, addresses, Pictures(client, draw_grid), lambda _: b"ics")
        office = PostOffice(storage, bot, messenger, clock, limits=settings.limits)
        with storage.begin(reading=True) as unit:
            people = unit.people.all()
        for person in people:
            await addresses.direct_channel(person.id)
        platform.ask({"limits": [SLACK, EACH]})
        enlist(storage, bot.knowledge, clock.now())
        began = time.perf_counter()
        await deliver_all(storage, office)
        took = time.perf_counter() - began
    threads.close()
    return took
