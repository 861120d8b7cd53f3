"""Deliveries over sockets: acknowledged or not, repeated, spread over connections, cut short."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from tests.faults import (
    BeforeDelivery,
    Fault,
    FaultyCalls,
    NoFaults,
    drop_after,
    drop_before,
    refuse_429,
    refuse_500,
)
from tests.playground.world import (
    GENERAL,
    LUCIA,
    QUICK,
    TOMAS,
    bolt_over_sockets,
    client_of,
    make_workspace,
    running,
)

from mirps_bot.playground import Playground


@asynccontextmanager
async def socket_to(playground: Playground) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare connection of the bot's, greeted already."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=playground.api_url, session=session)
        opened = await client.apps_connections_open(app_token=playground.app_token)
        async with session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            yield socket


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running(Playground(make_workspace(), patience=QUICK)) as started:
        yield started


async def test_a_command_nobody_hears_fails_in_the_persons_language(playground: Playground) -> None:
    lucia, tomas = playground.person(LUCIA), playground.person(TOMAS)
    await lucia.says("/mirps help")
    await tomas.says("/mirps help")

    assert lucia.errors == ["/mirps ha fallado con el error «dispatch_failed»"]
    assert tomas.errors == ['/mirps failed with the error "dispatch_failed"']


async def test_a_command_that_is_not_acknowledged_in_time_fails(playground: Playground) -> None:
    tomas = playground.person(TOMAS)
    async with socket_to(playground):
        await tomas.says("/mirps help")

    assert tomas.errors == ['/mirps failed with the error "operation_timeout"']


async def test_a_command_with_a_malformed_answer_fails(playground: Playground) -> None:
    tomas = playground.person(TOMAS)
    async with socket_to(playground) as socket:
        asking = asyncio.create_task(tomas.commands("/mirps help"))
        envelope = await socket.receive_json()
        answer = {"text": "x", "blocks": [{"type": "marquee"}]}
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": answer})
        await asking

    assert (tomas.errors, tomas.inbox) == (['/mirps failed with the error "invalid_blocks"'], [])


async def test_an_event_is_repeated_until_it_is_acknowledged(playground: Playground) -> None:
    seen: list[tuple[str, int, str]] = []
    async with socket_to(playground) as socket:
        saying = asyncio.create_task(playground.person(LUCIA).says("hola"))
        for _ in range(3):
            envelope = await socket.receive_json()
            seen.append(
                (envelope["payload"]["event_id"], envelope["retry_attempt"], envelope["retry_reason"])
            )
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await saying
        await playground.until_idle()

    event_id = seen[0][0]
    assert seen == [(event_id, 0, ""), (event_id, 1, "http_timeout"), (event_id, 2, "http_timeout")]


async def test_an_event_is_given_up_after_three_repetitions(playground: Playground) -> None:
    seen: list[int] = []
    async with socket_to(playground) as socket:
        saying = asyncio.create_task(playground.person(LUCIA).says("hola"))
        while len(seen) < 4:
            seen.append((await socket.receive_json())["retry_attempt"])
        await saying
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.5)

    assert seen == [0, 1, 2, 3]


async def test_envelopes_are_spread_over_the_connections(playground: Playground) -> None:
    async with socket_to(playground) as one, socket_to(playground) as other:
        saying = asyncio.create_task(playground.person(LUCIA).says("first"))
        await playground.person(TOMAS).says("second")
        envelopes = [await socket.receive_json() for socket in (one, other)]
        await saying

    texts = {envelope["payload"]["event"]["text"] for envelope in envelopes}
    assert texts == {"first", "second"}


async def test_a_ticket_opens_one_connection_only(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=playground.api_url, session=session)
        url = (await client.apps_connections_open(app_token=playground.app_token))["url"]
        async with session.ws_connect(url):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(url)

    assert caught.value.status == 401


async def test_the_bot_comes_back_after_a_requested_disconnection(playground: Playground) -> None:
    async with client_of(playground) as client:
        app = AsyncApp(client=client, attaching_conversation_kwargs_enabled=False)

        @app.command("/mirps")
        async def answer(ack: Any) -> None:
            await ack("Here")

        lucia = playground.person(LUCIA)
        async with bolt_over_sockets(playground, app):
            await playground.disconnect_sockets()
            await asyncio.wait_for(playground.until_connected(), 5)
            await lucia.says("/mirps")

    assert ([one["text"] for one in lucia.inbox], lucia.errors) == (["Here"], [])


async def test_a_socket_cut_before_the_acknowledgement_fails_the_act() -> None:
    faults = BeforeDelivery(kind="slash_commands")
    async with running(Playground(make_workspace(), faults=faults, patience=QUICK)) as playground:

        async def cut() -> None:
            playground.drop_sockets()

        faults.do = cut
        tomas = playground.person(TOMAS)
        async with socket_to(playground):
            await tomas.says("/mirps help")

    assert tomas.errors == ['/mirps failed with the error "dispatch_failed"']
    assert faults.deliveries == ["slash_commands"]


FAULTS: dict[str, tuple[Fault, type[Exception], int]] = {
    "500": (refuse_500, Exception, 0),
    "429": (refuse_429(1), Exception, 0),
    "dropped before the effect": (drop_before, aiohttp.ClientError, 0),
    "dropped after the effect": (drop_after, aiohttp.ClientError, 1),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_call_can_go_wrong_with_or_without_its_effect(fault: str) -> None:
    strike, error, posted = FAULTS[fault]
    faults = FaultyCalls(fault=strike)
    async with running(Playground(make_workspace(), faults=faults)) as playground:
        async with client_of(playground) as client:
            client.retry_handlers = []
            with pytest.raises(error):
                await client.chat_postMessage(channel=GENERAL, text="x")

        assert len(playground.person(LUCIA).sees(GENERAL)) == posted
    assert faults.calls == ["chat.postMessage"]


async def test_without_faults_calls_and_deliveries_pass() -> None:
    faults = NoFaults()
    async with (
        running(Playground(make_workspace(), faults=faults)) as playground,
        client_of(playground) as client,
    ):
        await client.auth_test()
        await playground.person(LUCIA).says("/mirps")

    assert (faults.calls, faults.deliveries) == (["auth.test"], ["slash_commands"])


async def test_too_many_messages_in_a_channel_are_refused_while_rates_are_limited() -> None:
    async with (
        running(Playground(make_workspace(), rate_limits=True)) as playground,
        client_of(playground) as client,
    ):
        for _ in range(4):
            await client.chat_postMessage(channel=GENERAL, text="x")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=GENERAL, text="x")
        playground.rate_limits = False
        await client.chat_postMessage(channel=GENERAL, text="x")

    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
    assert caught.value.response["error"] == "ratelimited"


async def test_what_a_killed_workspace_did_not_bring_is_brought_by_the_next(tmp_path: Path) -> None:
    async with running(
        Playground(make_workspace(keep=tmp_path / "kept.sqlite"), patience=QUICK)
    ) as playground:
        await playground.person(LUCIA).says("hola")
        await playground.stop()  # before the bot was there
    async with (
        running(Playground(make_workspace(keep=tmp_path / "kept.sqlite"))) as playground,
        socket_to(playground) as socket,
    ):
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await playground.until_idle()
        assert envelope["payload"]["event"]["text"] == "hola"
        assert playground.workspace.kept_events() == []


async def test_what_is_said_before_the_bot_is_there_waits_for_it() -> None:
    async with running(Playground(make_workspace())) as playground:
        lucia = playground.person(LUCIA)
        asking = asyncio.create_task(lucia.says("/mirps help"))
        await asyncio.sleep(0)
        async with socket_to(playground) as socket:
            envelope = await socket.receive_json()
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
            await asking
    assert lucia.errors == []
