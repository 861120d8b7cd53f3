from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from tests.playground.world import client_of, make_workspace, running

from mirps_bot.playground import Playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running(Playground(make_workspace())) as started:
        yield started


@pytest.fixture
async def client(playground: Playground) -> AsyncIterator[AsyncWebClient]:
    async with client_of(playground) as connected:
        yield connected


@pytest.fixture
def app(playground: Playground, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, attaching_conversation_kwargs_enabled=False)
