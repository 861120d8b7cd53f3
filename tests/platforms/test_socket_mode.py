import asyncio
import threading

import pytest
from aiohttp import web
from tests.platforms.scripted import ScriptedBot, says
from tests.platforms.world import (
    Call,
    Trouble,
    World,
    Wrap,
    answers,
    answers_with_a_page,
    settings_for,
    started,
    workspace,
    world,
)

from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.front import SlackFront
from mirps_bot.adapters.slack.settings import InvalidSlackSettings, SlackSettings
from mirps_bot.chat.inbox import Inbox
from mirps_bot.chat.running import Threads
from mirps_bot.dialogue import Answer, Inbound, Shown
from mirps_bot.playground import Playground, SettableClock


async def until_answered(slack: World) -> None:
    """A command sent while the bot reconnects fails, as in Slack; the person tries again."""
    async with asyncio.timeout(15):
        while not slack.lucia.inbox:
            await slack.playground.until_connected()
            await slack.lucia.commands("/mirps")
    assert [message["text"] for message in slack.lucia.inbox] == ["understood"]


async def test_bot_comes_back_after_a_polite_goodbye() -> None:
    async with world("socket") as slack:
        await slack.playground.disconnect_sockets("refresh_requested")

        await until_answered(slack)


async def test_bot_comes_back_after_the_line_was_cut() -> None:
    async with world("socket") as slack:
        slack.playground.drop_sockets()

        await until_answered(slack)


@pytest.mark.parametrize("wrap", [answers({}, status=503), answers_with_a_page])
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_bot_waits_at_its_start_until_slack_can_be_reached(
    method: str, wrap: Wrap, caplog: pytest.LogCaptureFixture
) -> None:
    async with world("socket", trouble=Trouble(calls={method: wrap})) as slack:
        await until_answered(slack)

    assert slack.trouble.asked.count(method) == 2
    assert f"Slack can't be reached at {slack.playground.api_url} (status" in caplog.text


async def test_bot_starts_over_when_slack_refuses_its_ticket() -> None:
    async with world("socket", patience=0.3) as slack:
        refused_ticket = f"{slack.playground.url.replace('http', 'ws')}/link?ticket=used"
        was_given = asyncio.Event()

        async def give_refused_ticket(_: web.Request, __: Call) -> web.StreamResponse:
            slack.playground.drop_sockets()
            was_given.set()
            return web.json_response({"ok": True, "url": refused_ticket})

        slack.trouble.calls["apps.connections.open"] = give_refused_ticket
        await slack.playground.disconnect_sockets("warning")
        async with asyncio.timeout(5):
            await was_given.wait()

        await until_answered(slack)


async def test_bot_tries_again_whatever_came_instead_of_a_ticket() -> None:
    async with world("socket", patience=0.3) as slack:
        was_given = asyncio.Event()

        async def give_none(_: web.Request, __: Call) -> web.StreamResponse:
            slack.playground.drop_sockets()
            was_given.set()
            return web.json_response({"ok": True})

        slack.trouble.calls["apps.connections.open"] = give_none
        await slack.playground.disconnect_sockets("warning")
        async with asyncio.timeout(5):
            await was_given.wait()

        await until_answered(slack)


async def test_bot_connects_anew_when_its_socket_falls_silent() -> None:
    async with world("socket", silence=0.5) as slack:
        slack.playground.mute_sockets()

        await until_answered(slack)


async def test_what_was_taken_is_answered_before_the_end() -> None:
    async with world("socket") as slack:
        was_heard, may_answer = asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        def answer(_: Inbound) -> Answer:
            loop.call_soon_threadsafe(was_heard.set)
            may_answer.wait(10)
            return Shown(view=says("por fin"))

        slack.bot.answer = answer
        asked = asyncio.create_task(slack.lucia.commands("/mirps"))
        await was_heard.wait()
        stopping = asyncio.create_task(slack.front.stop())
        await asyncio.wait({stopping}, timeout=0.1)
        may_answer.set()
        await asyncio.gather(asked, stopping)

        assert [message["text"] for message in slack.lucia.inbox] == ["por fin"]
        assert slack.lucia.errors == []


@pytest.mark.parametrize(
    ("change", "variable"),
    [
        ({"bot_token": "xoxb-of-nobody"}, "SLACK_BOT_TOKEN"),
        ({"app_token": "xapp-of-nobody"}, "SLACK_APP_TOKEN"),
    ],
)
async def test_token_that_slack_does_not_know_is_named(change: dict[str, str], variable: str) -> None:
    async with started(Playground(workspace("socket"))) as playground:
        known = settings_for(playground, "socket")
        settings = SlackSettings(
            bot_token=change.get("bot_token", known.bot_token),
            app_token=change.get("app_token", known.app_token),
            api_url=known.api_url,
        )
        threads = Threads()
        async with open_client(settings) as client:
            front = SlackFront(
                settings,
                ScriptedBot(),
                client,
                clock=SettableClock(),
                threads=threads,
                inbox=Inbox(ScriptedBot(), threads),
                on_work=lambda: None,
            )
            with pytest.raises(InvalidSlackSettings) as caught:
                await front.start()
        threads.close()

    assert variable in str(caught.value)
