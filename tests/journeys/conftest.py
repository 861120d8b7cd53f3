from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.core import content
from tests.journeys.actors import Actor
from tests.journeys.world import Journey, journey, seed

from mirps_bot.content.load import Content

__all__ = ["content"]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    file = tmp_path_factory.mktemp("journeys") / "bot.sqlite"
    seed(file, content)
    return file


@pytest.fixture
async def world(seeded: Path, tmp_path: Path, content: Content) -> AsyncIterator[Journey]:
    async with journey(seeded, tmp_path, content) as started:
        yield started


@pytest.fixture
def lucia(world: Journey) -> Actor:
    """Mexico's focal point: Spanish, Mexico City."""
    return world.actor(1)


@pytest.fixture
def tomas(world: Journey) -> Actor:
    """Mexico's alternate."""
    return world.actor(2)


@pytest.fixture
def ana(world: Journey) -> Actor:
    """Costa Rica's focal point."""
    return world.actor(3)


@pytest.fixture
def grace(world: Journey) -> Actor:
    """The World Bank's focal point: English, Washington."""
    return world.actor(10)


@pytest.fixture
def noah(world: Journey) -> Actor:
    """Of the secretariat: English, Panama."""
    return world.actor(11)
