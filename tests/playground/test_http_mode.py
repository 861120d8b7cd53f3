"""The bot behind a signed HTTP address."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.signature import SignatureVerifier
from tests.playground.world import HTTP_MANIFEST, LUCIA, QUICK, client_of, make_workspace, running, serving

from mirps_bot.playground import Playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running(Playground(make_workspace(HTTP_MANIFEST), patience=QUICK)) as started:
        yield started


async def test_a_bolt_app_is_verified_and_reached(playground: Playground) -> None:
    async with client_of(playground) as client:
        app = AsyncApp(
            client=client,
            signing_secret=playground.signing_secret,
            attaching_conversation_kwargs_enabled=False,
        )

        @app.command("/mirps")
        async def answer_command(ack: AsyncAck, command: dict[str, Any]) -> None:
            await ack(f"You asked for {command['text']}")

        @app.message("hola")
        async def answer_message(say: AsyncSay) -> None:
            await say("Buenos días")

        @app.event("message")
        async def ignore_own() -> None:
            pass

        async def take(request: web.Request) -> web.StreamResponse:
            return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

        lucia = playground.person(LUCIA)
        async with serving(take) as playground.request_url:
            await lucia.says("/mirps pledges")
            await lucia.says("hola")
            await lucia.until(lambda: len(lucia.inbox) == 3)
            await playground.until_idle()

    assert [one["text"] for one in lucia.inbox] == ["You asked for pledges", "hola", "Buenos días"]
    assert lucia.errors == []


async def test_every_request_is_signed(playground: Playground) -> None:
    verifier, verdicts = SignatureVerifier(playground.signing_secret), []

    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.text()
        verdicts.append(verifier.is_valid_request(body, dict(request.headers)))
        if request.content_type == "application/json":
            return web.json_response({"challenge": (await request.json()).get("challenge")})
        return web.json_response({"text": "Done"})

    lucia = playground.person(LUCIA)
    async with serving(take) as playground.request_url:
        await lucia.says("/mirps help")

    assert (verdicts, [one["text"] for one in lucia.inbox]) == ([True, True], ["Done"])


async def test_nothing_is_sent_to_an_address_that_fails_the_challenge(playground: Playground) -> None:
    kinds: list[str] = []

    async def take(request: web.Request) -> web.StreamResponse:
        kinds.append(request.content_type)
        return web.json_response({"challenge": "something else"})

    lucia = playground.person(LUCIA)
    async with serving(take) as playground.request_url:
        await lucia.says("/mirps help")

    assert kinds == ["application/json"]
    assert lucia.errors == ["/mirps ha fallado con el error «dispatch_failed»"]


async def test_a_failed_event_is_repeated_with_its_number_and_reason(playground: Playground) -> None:
    attempts: asyncio.Queue[tuple[str | None, str | None]] = asyncio.Queue()
    statuses = iter((500, 500, 200))

    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "challenge" in body:
            return web.json_response({"challenge": body["challenge"]})
        attempts.put_nowait(
            (request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason"))
        )
        return web.Response(status=next(statuses))

    async with serving(take) as playground.request_url:
        await playground.person(LUCIA).says("hola")
        seen = [await asyncio.wait_for(attempts.get(), 5) for _ in range(3)]
        await playground.until_idle()

    assert seen == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert attempts.empty()


async def test_a_failed_event_is_not_repeated_when_the_bot_asks_for_that(playground: Playground) -> None:
    attempts: list[str] = []

    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if "challenge" in body:
            return web.json_response({"challenge": body["challenge"]})
        attempts.append(body["event"]["text"])
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    lucia = playground.person(LUCIA)
    async with serving(take) as playground.request_url:
        await lucia.says("one")
        await lucia.says("two")

    assert attempts == ["one", "two"]
