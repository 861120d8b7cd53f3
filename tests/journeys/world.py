"""The bot as it runs, on real sockets, in a workspace of its own, with a clock that stands still until it is moved."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from tests.changes import Changes
from tests.journeys.actors import Actor
from tests.platforms.world import Trouble

from mirps_bot.adapters.slack.settings import SlackSettings
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import Service, prepare, serve
from mirps_bot.content.load import Content
from mirps_bot.demo.exercise import exercise_events
from mirps_bot.demo.people import demo_people, demo_profiles, demo_rooms
from mirps_bot.manifests import slack_app
from mirps_bot.playground import Playground, Profile, Room, SettableClock, Workspace

Mode = Literal["socket", "http"]

TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""Nine in Mexico City, 16 days before the exercise's meeting."""

GENERAL, ASYLUM, SECRETARIAT = "C001MIRPS", "C002MIRPS", "C003MIRPS"
VISITOR = Profile(
    id="U0VISITOR", name="Vera Visitor", email="vera@example.org", tz="America/Panama", locale="en-US"
)
PATIENCE = 30.0
"""Seconds after which whatever is waited for counts as lost."""


def seed(file: Path, content: Content) -> None:
    """A database as the bot finds it on the first morning."""
    storage = SqlStorage(f"sqlite:///{file}")
    prepare(storage, content, exercise_events(TUESDAY.date()))
    with storage.begin() as unit:
        unit.people.save(demo_people())
        unit.commit()
    storage.close()


class Journey:
    def __init__(
        self,
        playground: Playground,
        storage: SqlStorage,
        content: Content,
        mode: Mode,
        trouble: Trouble,
        files: Path,
    ) -> None:
        self.playground = playground
        self.storage = storage
        self.trouble = trouble
        self._content = content
        self.files = files
        self._mode = mode
        self._changes = Changes(patience=PATIENCE)
        self.until = self._changes.until
        self._service: Service | None = None
        self._running: asyncio.Task[None] | None = None
        self._changes.note_those_of(self.storage.engine)
        self.playground.workspace.listen(self._changes.note)

    # ---- people

    def actor(self, number: int) -> Actor:
        """By their place on the demo's roster."""
        return self._actor(f"U{number:03d}MIRPS")

    @property
    def visitor(self) -> Actor:
        """Of the workspace, and not on the roster."""
        return self._actor(VISITOR.id)

    def _actor(self, user: str) -> Actor:
        return Actor(self.playground.person(user), self.until)

    # ---- time

    @property
    def now(self) -> datetime:
        return self.playground.workspace.now()

    def sets_the_clock(self, moment: str) -> None:
        """UTC. Nobody is told."""
        self.playground.workspace.move_clock(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    async def moves_to(self, moment: str) -> None:
        """UTC. Returns when all that is due then was sent, or given up."""
        self.sets_the_clock(moment)
        await self.settles()

    async def advances(self, **delta: float) -> None:
        self.playground.workspace.move_clock(self.now + timedelta(**delta))
        await self.settles()

    async def settles(self) -> None:
        """Until nothing is under way: every event is with the bot, and nothing that is due waits to be sent."""
        await self.playground.until_idle()
        await self.rings()
        await self.until(lambda: not self._is_something_due())

    async def rings(self) -> None:
        """The bot's bell, which else rings every so many seconds."""
        if self._service:
            await self._service.post_office.ring()

    def _is_something_due(self) -> bool:
        """What is being sent at the moment too."""
        with self.storage.begin(reading=True) as unit:
            return unit.deliveries.is_sending(self.now)

    # ---- the bot

    async def start(self) -> None:
        ready = asyncio.get_running_loop().create_future()
        self._running = asyncio.create_task(self._run(ready))
        await asyncio.wait({ready, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            self._running.result()
        self._service = ready.result()
        if self._mode == "http":
            self.playground.request_url = f"http://127.0.0.1:{self._service.port}/slack/events"
        else:
            await self.playground.until_connected()

    async def stop(self) -> None:
        if self._running:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        self._running = self._service = None

    async def _run(self, ready: "asyncio.Future[Service]") -> None:
        is_socket = self._mode == "socket"
        slack = SlackSettings(
            bot_token=self.playground.bot_token,
            app_token=self.playground.app_token if is_socket else None,
            signing_secret=None if is_socket else self.playground.signing_secret,
            api_url=self.playground.api_url,
        )
        clock = self.playground.workspace.clock
        async with serve(
            slack, self.storage, self._content, clock, files=self.files, every=timedelta(hours=1)
        ) as service:
            ready.set_result(service)
            await asyncio.Event().wait()


def _room(room: Room, profiles: Collection[Profile]) -> Room:
    """With the people who have an account, and the visitor where it is open."""
    known = [each.id for each in profiles if each.id in room.members]
    return replace(room, members=(*known, *(() if room.is_private else (VISITOR.id,))))


@asynccontextmanager
async def journey(
    seeded: Path,
    folder: Path,
    content: Content,
    *,
    mode: Mode = "socket",
    absent: Collection[str] = (),
    rooms: Collection[str] = (GENERAL, ASYLUM, SECRETARIAT),
) -> AsyncIterator[Journey]:
    """`absent` are roster people who have no account; `rooms` the ones there are."""
    shutil.copy(seeded, folder / "bot.sqlite")
    people = demo_people()
    profiles = [each for each in demo_profiles(people, content) if each.email not in absent]
    manifest = slack_app(content, public_url=None if mode == "socket" else "https://example.org/slack/events")
    workspace = Workspace(
        [*profiles, VISITOR],
        [_room(each, profiles) for each in demo_rooms(people) if each.id in rooms],
        manifest,
        SettableClock(TUESDAY, frozen=True),
    )
    storage = SqlStorage(f"sqlite:///{folder / 'bot.sqlite'}")
    trouble = Trouble()
    playground = Playground(workspace, faults=trouble)
    await playground.start()
    made = Journey(playground, storage, content, mode, trouble, folder / "files")
    try:
        await made.start()
        yield made
    finally:
        await made.stop()
        await playground.stop()
        storage.close()
