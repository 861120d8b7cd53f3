import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from tests.core import content
from tests.journeys.world import TUESDAY, seed
from tests.platforms.teams.connector import SETTINGS, Person, Teams

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import Service, serve
from mirps_bot.content.load import Content
from mirps_bot.playground import SettableClock

__all__ = ["content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    teams: Teams
    service: Service
    storage: SqlStorage
    clock: SettableClock
    lucia: Person
    tomas: Person

    async def moves_to(self, moment: str) -> None:
        """UTC; what is due then begins to be sent."""
        self.clock.set(datetime.fromisoformat(f"{moment}+00:00"))
        await self.service.post_office.ring()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    file = tmp_path_factory.mktemp("teams") / "bot.sqlite"
    seed(file, content)
    return file


@pytest.fixture
async def world(seeded: Path, tmp_path: Path, content: Content) -> AsyncIterator[World]:
    """The bot in Teams alone, as it runs."""
    shutil.copy(seeded, tmp_path / "bot.sqlite")
    storage, clock, teams = (
        SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}"),
        SettableClock(TUESDAY, frozen=True),
        Teams(),
    )
    teams.changes.note_those_of(storage.engine)
    await teams.start()
    try:
        async with serve(
            None,
            storage,
            content,
            clock,
            teams=SETTINGS,
            credentials=teams.credentials,
            files=tmp_path / "files",
        ) as service:
            teams.url = f"http://127.0.0.1:{service.port}/api/messages"
            yield World(
                teams=teams,
                service=service,
                storage=storage,
                clock=clock,
                lucia=teams.user("Lucía", "lucia.ortega@example.org"),
                tomas=teams.user("Tomás", "tomas.rivera@example.org", zone="America/Tijuana"),
            )
    finally:
        await teams.stop()
        storage.close()
