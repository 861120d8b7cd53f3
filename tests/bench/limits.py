"""Reminders in a workspace that takes no more than Slack does, of all and of each conversation, beside the least time
that this takes.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.figures import ratio, show
from tests.bench.reminders import deliver_all, without_bundles
from tests.replicas.campaign import DUE, ZONES, fill, meeting
from tests.replicas.processes import ROOT, Platform

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.limits import CONVERSATION, MESSAGES_AT_ONCE, MESSAGES_PER_MINUTE
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import read_content
from mirps_bot.bot import Bot
from mirps_bot.chat.running import Threads
from mirps_bot.dues import enlist
from mirps_bot.playground import SettableClock
from mirps_bot.postoffice import PostOffice

FASTER = 4
"""Than Slack is: else it would take minutes."""

PER_MINUTE = FASTER * MESSAGES_PER_MINUTE
SLACK = {"per_second": PER_MINUTE / 60, "burst": MESSAGES_AT_ONCE + 5}
EACH = {"per_second": CONVERSATION.per_second, "burst": CONVERSATION.burst + 1}
"""What the workspace takes, of all and of one conversation. It counts from when a message arrives, not from when it was
sent, so it is a little more patient with a burst than we count on.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Each person is reminded of each meeting by itself."""

    binding: str
    people: int
    meetings: int

    @property
    def messages(self) -> int:
        return self.people * self.meetings

    @property
    def least(self) -> float:
        """Seconds, by whichever limit takes longer."""
        of_all = (self.messages - MESSAGES_AT_ONCE) / PER_MINUTE * 60
        of_each = (self.meetings - CONVERSATION.burst) / CONVERSATION.per_second
        return max(of_all, of_each)


CASES = (
    Case(binding=f"{PER_MINUTE:,} messages a minute in all", people=600, meetings=1),
    Case(
        binding=f"{CONVERSATION.per_second:.0f} message a second for each conversation", people=8, meetings=32
    ),
)


def measure(folder: Path) -> None:
    show(
        f"Reminders in a workspace that takes {FASTER} times as many messages a minute as Slack is taken to allow, "
        "and no more than Slack for each conversation",
        ("what binds", "people", "each", "seconds", "at least", "ratio", "429s"),
        [row(case, folder) for case in CASES],
        "The workspace counts too, of all and of each conversation, and answers 429 to what is too much.",
    )


def row(case: Case, folder: Path) -> tuple[str, ...]:
    now = DUE + timedelta(minutes=10)
    platform = Platform(people=case.people, clock_offset=now - datetime.now(UTC))
    storage = SqlStorage(f"sqlite:///{folder / f'{case.people}_limited.sqlite'}")
    tomorrow = (now + timedelta(days=1)).date()
    fill(storage, case.people, [meeting(tomorrow, number) for number in range(case.meetings)], ZONES)
    try:
        took = asyncio.run(deliver(storage, platform, now))
        sent, refused = len(platform.ask("deliveries")), platform.ask("refused")
    finally:
        platform.end()
        storage.close()
    assert sent == case.messages, f"{sent} arrived"
    figures = (f"{took:.1f}", f"{case.least:.1f}", ratio(took, case.least), str(refused))
    return (case.binding, f"{case.people}", f"{case.meetings}", *figures)


async def deliver(storage: SqlStorage, platform: Platform, now: datetime) -> float:
    """Seconds from the bell to the last one, once everybody's conversation is known."""
    settings = SlackSettings(
        bot_token=platform.address["bot"], api_url=platform.address["url"], messages_per_minute=PER_MINUTE
    )
    threads, clock = Threads(), SettableClock(now)
    bot = Bot(storage, without_bundles(read_content(ROOT)), clock)
    async with open_client(settings) as client:
        addresses = Addresses(client, storage, threads)
        messenger = SlackMessenger(client, addresses, Pictures(client, draw_grid), lambda _: b"ics", str)
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
