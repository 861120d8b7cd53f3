"""The bot as it starts where something is not there yet, or not to be had."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from tests.core import content
from tests.platforms.world import Call, Mode, Trouble, answers, settings_for, started, workspace, world
from typer.testing import CliRunner

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare, serve
from mirps_bot.cli import app
from mirps_bot.content.load import Content
from mirps_bot.playground import Playground, SettableClock

__all__ = ["content"]

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def storage(tmp_path: Path, content: Content) -> Iterator[SqlStorage]:
    made = SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    prepare(made, content)
    yield made
    made.close()


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_bot_that_waits_for_slack_is_alive_and_not_ready(
    storage: SqlStorage, content: Content, tmp_path: Path, port: int, mode: Mode
) -> None:
    trouble, was_asked = Trouble(), asyncio.Event()

    async def answer_for_slack(_: web.Request, __: Call) -> web.StreamResponse:
        trouble.calls["auth.test"] = answer_for_slack
        was_asked.set()
        return web.Response(status=502, text="Bad gateway")

    trouble.calls["auth.test"] = answer_for_slack
    async with (
        started(Playground(workspace(mode), faults=trouble)) as playground,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as watcher,
    ):
        slack = settings_for(playground, mode)
        service = serve(slack, storage, content, SettableClock(NOW), files=tmp_path, port=port)
        starting = asyncio.create_task(service.__aenter__())
        await asyncio.wait({starting, asyncio.create_task(was_asked.wait())}, return_when="FIRST_COMPLETED")

        answers = [await watcher.get("/healthz"), await watcher.get("/readyz")]
        brought = await watcher.post("/slack/events")
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)

    assert [each.status for each in answers] == [200, 503]
    assert brought.status == (503 if mode == "http" else 404)


async def test_bot_starts_where_slack_does_not_tell_who_it_is() -> None:
    trouble = Trouble()
    trouble.calls["auth.test"] = answers({"ok": False, "error": "unknown_method"})

    async with world("socket", trouble=trouble) as slack:
        assert await slack.front.is_connected()


async def test_ticket_without_an_address_is_asked_for_again(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble()
    trouble.calls["apps.connections.open"] = answers({"ok": True})

    async with world("socket", trouble=trouble) as slack:
        assert slack.trouble.asked.count("apps.connections.open") == 2
    assert [each for each in caplog.records if each.exc_info] == []


def test_address_that_is_taken_is_named(storage: SqlStorage, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {
            "MIRPS_HOST": "127.0.0.1",
            "MIRPS_PORT": str(port),
            "MIRPS_FILES": str(tmp_path),
            "DATABASE_URL": storage.engine.url.render_as_string(),
            "SLACK_BOT_TOKEN": "xoxb-not-a-real-token",
            "SLACK_APP_TOKEN": "xapp-not-a-real-token",
            "SLACK_API_URL": "http://127.0.0.1:1/api/",
        }
        done = CliRunner().invoke(app, ["run"], env=environment)

    assert done.exit_code == 1
    assert f"Can't listen at 127.0.0.1:{port} (" in done.stderr
