from collections.abc import AsyncIterator

import pytest
from tests.platforms.world import World, world


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """The bot in a workspace, once for each way in which Slack brings things."""
    async with world(request.param) as made:
        yield made
