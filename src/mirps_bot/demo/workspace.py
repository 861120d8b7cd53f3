"""Opens the demo: a playground, a bot on it, one clock for both."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, read_content, serve
from mirps_bot.bot import Bot
from mirps_bot.content.load import Content
from mirps_bot.demo.board import post_board
from mirps_bot.demo.exercise import exercise_events, first_opened
from mirps_bot.demo.people import demo_people, demo_profiles, demo_rooms
from mirps_bot.domain.calendar import Event
from mirps_bot.dues import plan_due
from mirps_bot.knowledge import Knowledge
from mirps_bot.manifests import slack_app
from mirps_bot.playground import Playground, SettableClock, Workspace
from mirps_bot.ports import RosterRow
from mirps_bot.postoffice import PostOffice

EVERY = timedelta(seconds=5)
AHEAD = timedelta(days=120)
"""How far ahead the clock looks for the next reminder."""

PATIENCE = 20.0
"""Seconds for which the clock is not moved on, at most, while what is due is sent."""

A_MORNING = timedelta(hours=12)
"""From nine in the easternmost office to nine in the westernmost, and less than a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """`url` is the page's."""

    url: str
    playground: Playground
    post_office: PostOffice
    clock: SettableClock


@asynccontextmanager
async def open_demo(
    folder: Path,
    *,
    port: int,
    content: Path | None = None,
    clock: SettableClock | None = None,
    every: timedelta = EVERY,
) -> AsyncIterator[Demo]:
    """Goes on where it was if the folder has been used before. Raises OSError when the port is taken."""
    clock = clock or SettableClock()
    opened = first_opened(folder, clock.now().date())
    read = read_content(content)
    people = demo_people()
    workspace = Workspace(
        demo_profiles(people, read),
        demo_rooms(people),
        slack_app(read),
        clock,
        team_name="MIRPS",
        keep=folder / "workspace.sqlite",
    )
    storage = SqlStorage(f"sqlite:///{folder / 'bot.sqlite'}")
    exercise = exercise_events(opened)
    await asyncio.to_thread(_prepare, storage, read, exercise, people, clock)
    office: list[PostOffice] = []
    playground = Playground(
        workspace,
        on_clock_moved=lambda: _send_due(office),
        next_due=lambda: next_wave(storage, read, clock.now()),
    )
    try:
        await playground.start(port=port)
        slack = SlackSettings(
            bot_token=playground.bot_token, app_token=playground.app_token, api_url=playground.api_url
        )
        async with serve(
            slack,
            storage,
            read,
            clock,
            files=folder / "files",
            extra=exercise,
            every=every,
            public_url="http://localhost:{port}",
        ) as service:
            office.append(service.post_office)
            yield Demo(
                url=playground.url,
                playground=playground,
                post_office=service.post_office,
                clock=clock,
            )
    finally:
        await playground.stop()
        workspace.close()
        storage.close()


async def _send_due(office: list[PostOffice]) -> None:
    """Returns once it is sent: were the clock moved on before, it would be too late."""
    for each in office:
        await each.ring()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await each.until_sent()


def _prepare(
    storage: SqlStorage,
    content: Content,
    exercise: tuple[Event, ...],
    people: tuple[RosterRow, ...],
    clock: SettableClock,
) -> None:
    prepare(storage, content, exercise)
    with storage.begin() as unit:
        unit.people.save(people)
        unit.commit()
    post_board(Bot(storage, content, clock), storage)


def next_wave(storage: SqlStorage, content: Content, now: datetime) -> datetime | None:
    """When the next step of any programme has reached everybody it is for that morning, in whatever zone they are.

    Holidays put it off for some by days: they are another wave's, so that nothing comes late to the others.
    """
    with storage.begin(reading=True) as unit:
        due = plan_due(unit, Knowledge.gather(content, unit), after=now, until=now + AHEAD)
        owed = unit.deliveries.next_moment()
    if due:
        first = min(due, key=lambda each: each.due_at)
        wave = max(
            each.due_at
            for each in due
            if (each.programme, each.event, each.step) == (first.programme, first.event, first.step)
            and each.due_at < first.due_at + A_MORNING
        )
        return min(wave, owed) if owed and owed > now else wave
    return owed if owed and owed > now else None
