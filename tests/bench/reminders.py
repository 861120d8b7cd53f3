"""Reminders due at once through the Web API of another process, beside bare calls of the same client.

`python -m tests.bench.reminders 10000` delivers so many.
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient
from tests.bench.figures import Taken, milliseconds, ratio, show
from tests.replicas.processes import ROOT, Platform
from tests.replicas.workspace import email

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import Pictures
from mirps_bot.adapters.slack.render import render_message
from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.schema import upgrade
from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import GARBAGE, read_content
from mirps_bot.bot import Bot
from mirps_bot.carrier import AT_ONCE
from mirps_bot.chat.running import Threads
from mirps_bot.content.facts import load_facts
from mirps_bot.content.load import Content
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import LEASE, Owed, Reminder
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.parcels import Parcel, compose
from mirps_bot.playground import SettableClock
from mirps_bot.ports import RosterRow
from mirps_bot.postoffice import PostOffice

PEOPLE, MEETINGS = 25, 80
ZONE = "America/Mexico_City"
ZONES = (ZONE, "America/Guatemala", "America/Bogota", "America/Panama", "Europe/Madrid")
MORNING = datetime(2026, 11, 24, 16, tzinfo=UTC)
"""Of a Tuesday, when people may be reminded in all of these zones."""


def measure(folder: Path, meetings: int = MEETINGS) -> None:
    """Everybody is reminded of each meeting."""
    platform = Platform(people=PEOPLE)
    storage = SqlStorage(f"sqlite:///{folder / 'reminders.sqlite'}")
    try:
        asyncio.run(measure_deliveries(storage, platform, meetings))
    finally:
        platform.end()
        storage.close()


async def measure_deliveries(storage: SqlStorage, platform: Platform, meetings: int) -> None:
    deliveries = PEOPLE * meetings
    settings = SlackSettings(bot_token=platform.address["bot"], api_url=platform.address["url"])
    threads, clock = Threads(), SettableClock(MORNING)
    fill(storage, meetings)
    bot = Bot(storage, without_bundles(read_content(ROOT)), clock)
    async with open_client(settings) as client:
        addresses = Addresses(client, storage, threads)
        messenger = SlackMessenger(client, addresses, Pictures(client, draw_grid), lambda _: b"ics", str)

        def deliver() -> Awaitable[None]:
            return deliver_all(storage, PostOffice(storage, bot, messenger, clock))

        owe(storage, "acquaint", meetings=1)
        await deliver()  # from here on everybody's conversation is known
        owe(storage, "measure", meetings=meetings)
        post = await bare_post(storage, bot, client, addresses)
        gc.collect()
        gc.freeze()  # as a running bot does
        gc.set_threshold(GARBAGE)
        ours = await taken(deliver)
        one_by_one = await taken(lambda: post_all(post, deliveries, at_once=1))
        at_once = await taken(lambda: post_all(post, deliveries, at_once=AT_ONCE))
    threads.close()
    sent = len(platform.ask("deliveries"))
    assert sent == deliveries + PEOPLE, f"{sent} arrived"
    rows = [
        row(f"reminders, {AT_ONCE} at once", deliveries, ours, one_by_one, at_once),
        row("bare chat.postMessage, one by one", deliveries, one_by_one, one_by_one, at_once),
        row(f"bare chat.postMessage, {AT_ONCE} at once", deliveries, at_once, one_by_one, at_once),
    ]
    show(
        f"{deliveries:,} deliveries, SQLite, the workspace in another process",
        ("way", "seconds", "a second", "own work each", "to one by one", f"to {AT_ONCE} at once"),
        rows,
        "A reminder is claimed, composed for its reader, sent and settled, none with others in one message; "
        "a bare call repeats one.",
    )


def row(what: str, count: int, took: Taken, *baselines: Taken) -> tuple[str, ...]:
    rate, work = f"{count / took.wall:.0f}", milliseconds(took.cpu / count)
    return (what, f"{took.wall:.1f}", rate, work, *(ratio(each.wall, took.wall) for each in baselines))


async def taken(act: Callable[[], Awaitable[object]]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    await act()
    return Taken(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)


# ---- ours


async def deliver_all(storage: SqlStorage, office: PostOffice) -> None:
    """As a running bot does, until nothing is owed any more."""
    running = asyncio.create_task(office.run())
    while await asyncio.to_thread(is_owing, storage):  # noqa: ASYNC110 - it stands in the storage
        await asyncio.sleep(0.05)
    office.close()
    await running


def is_owing(storage: SqlStorage) -> bool:
    with storage.begin(reading=True) as unit:
        return unit.deliveries.next_moment() is not None


def without_bundles(content: Content) -> Content:
    """Each reminder in a message of its own, as the calls that it is compared with."""
    return replace(content, programmes=tuple(replace(each, bundle=False) for each in content.programmes))


def fill(storage: SqlStorage, meetings: int = MEETINGS) -> None:
    """Somebody for each entity, of every language and in several zones, and meetings tomorrow to remind all of them of,
    no two alike: messages share what real ones share.
    """
    facts = load_facts()
    tomorrow = MORNING.date() + timedelta(days=1)
    upgrade(storage)
    seed(storage, facts, [meeting(number, tomorrow) for number in range(meetings)])
    people = [
        RosterRow(
            email=email(number),
            name=f"P{number}",
            entity=entity.id,
            role=Role.FOCAL_POINT,
            language=list(Language)[number % len(Language)],
            time_zone=ZONES[number % len(ZONES)],
        )
        for number, entity in enumerate(facts.entities[:PEOPLE])
    ]
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()


def meeting(number: int, day: date) -> Event:
    return Event(
        id=EventId(f"meeting-{number}"),
        title=Names(es=f"Reunión {number} de puntos focales", en=f"Meeting {number} of focal points"),
        kind=EventKind.MEETING,
        status=EventStatus.CONFIRMED,
        start=PartialDate(year=day.year, month=day.month, day=day.day),
        start_time=hour(20 + number % 3, number % 60),
        end_time=hour(23, 30),
        time_zone=ZONES[number % len(ZONES)],
        place=f"Sala {number}",
        link=f"https://meetings.example/{number}",
        source=f"https://calendar.example/{number}",
    )


def owe(storage: SqlStorage, name: str, *, meetings: int) -> None:
    now = MORNING
    with storage.begin() as unit:
        people, events = (
            unit.people.all(),
            [unit.events.find(EventId(f"meeting-{n}")) for n in range(meetings)],
        )
        unit.deliveries.owe(
            [
                Owed(
                    key=f"{name}/{event.id}/{person.entity}",
                    content=Reminder(
                        programme="quarterly_meeting",
                        event=event.id,
                        day=event.day,
                        step="+7d",
                        entity=person.entity,
                    ),
                    due_at=now,
                    give_up_at=now + timedelta(days=1),
                )
                for person in people
                for event in events
                if event and event.day
            ]
        )
        unit.commit()


# ---- bare calls


async def bare_post(
    storage: SqlStorage, bot: Bot, client: AsyncWebClient, addresses: Addresses
) -> Callable[[int], Awaitable[object]]:
    """The call of one such reminder, to everybody's conversation in turns."""
    with storage.begin() as unit:
        people = unit.people.all()
        (sample,) = unit.deliveries.claim(MORNING, limit=1, lease=LEASE)  # not committed: it is owed still
        parcel = compose(unit, bot.knowledge, sample, now=MORNING)
    assert isinstance(parcel, Parcel)
    message = render_message(parcel.view)
    channels = [await addresses.direct_channel(person.id) for person in people]

    async def post(number: int) -> None:
        await client.chat_postMessage(
            channel=channels[number % len(channels)],
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )

    return post


async def post_all(post: Callable[[int], Awaitable[object]], count: int, *, at_once: int) -> None:
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await post(number)

    await asyncio.gather(*(work() for _ in range(at_once)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), int(sys.argv[1]) // PEOPLE)
