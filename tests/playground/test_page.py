"""What the page asks the playground, and what it is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from tests.playground.world import (
    GENERAL,
    LUCIA,
    NOON,
    QUIET,
    TOMAS,
    bolt_over_sockets,
    client_of,
    make_workspace,
    running,
)

from mirps_bot.playground import Playground
from mirps_bot.playground.identity import BOT_USER_ID

Json = dict[str, Any]
DUE = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)


class Timer:
    """Stands for the bot's own timer: knows what is due, and counts how often it was told the clock moved."""

    def __init__(self) -> None:
        self.rings = 0

    async def ring(self) -> None:
        self.rings += 1

    def due(self) -> datetime:
        return DUE


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
async def playground(timer: Timer) -> AsyncIterator[Playground]:
    workspace = make_workspace()
    async with running(Playground(workspace, on_clock_moved=timer.ring, next_due=timer.due)) as started:
        yield started


class Browser:
    """A page's requests, as one person."""

    def __init__(self, session: aiohttp.ClientSession, person: str) -> None:
        self.session = session
        self.person = person

    async def get(self, path: str, **query: str) -> Json:
        async with self.session.get(f"/page/{path}", params={"person": self.person, **query}) as answer:
            return dict(await answer.json())

    async def post(self, path: str, **body: Any) -> Json:
        async with self.session.post(f"/page/{path}", json={"person": self.person, **body}) as answer:
            return dict(await answer.json())

    async def act(self, act: str, **details: Any) -> Json:
        return await self.post("act", act=act, **details)


@pytest.fixture
async def session(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as opened:
        yield opened


@pytest.fixture
def browser(session: aiohttp.ClientSession) -> Browser:
    return Browser(session, LUCIA)


async def test_the_world_is_told_whole(browser: Browser) -> None:
    world = await browser.get("world")

    assert world["bot"]["user_id"] == BOT_USER_ID
    assert world["me"] == {
        "id": LUCIA,
        "name": "Lucía Ortega",
        "title": "Focal point",
        "note": "Mexico",
        "locale": "es-MX",
        "tz": "America/Mexico_City",
        "is_deactivated": False,
    }
    assert [(one["id"], one["kind"], one.get("with")) for one in world["channels"]] == [
        (GENERAL, "channel", None),
        (QUIET, "channel", None),
        ("C0ARCHIVE", "channel", None),
        ("D0LUCIA", "im", BOT_USER_ID),
    ]
    assert world["commands"] == [
        {
            "command": "/mirps",
            "description": "Ask about pledges",
            "usage_hint": "[pledges | help]",
            "hints": ["pledges", "help"],
        }
    ]
    assert world["clock"] == {"now": NOON.isoformat(), "next_due": DUE.isoformat(), "can_move": True}
    assert world["home"] is None


async def test_a_stranger_sees_nothing(session: aiohttp.ClientSession) -> None:
    async with session.get("/page/world", params={"person": "U0NOBODY"}) as answer:
        assert (answer.status, await answer.json()) == (400, {"ok": False, "error": "user_not_found"})


async def test_a_channel_is_for_its_members(session: aiohttp.ClientSession) -> None:
    assert await Browser(session, TOMAS).get("channel", channel=QUIET) == {
        "ok": False,
        "error": "not_in_channel",
    }


async def test_messages_are_paged_oldest_first(browser: Browser) -> None:
    for number in range(5):
        await browser.act("say", channel=GENERAL, text=str(number))
    last = await browser.get("channel", channel=GENERAL, limit="2")
    before = await browser.get("channel", channel=GENERAL, limit="3", before=last["messages"][0]["ts"])

    assert ([one["text"] for one in last["messages"]], last["has_more"]) == (["3", "4"], True)
    assert ([one["text"] for one in before["messages"]], before["has_more"]) == (["0", "1", "2"], False)


async def test_a_command_answers_in_the_channel(browser: Browser, playground: Playground) -> None:
    async with client_of(playground) as client:
        app = AsyncApp(client=client, attaching_conversation_kwargs_enabled=False)

        @app.command("/mirps")
        async def answer(ack: AsyncAck) -> None:
            await ack("Here")

        async with bolt_over_sockets(playground, app):
            outcome = await browser.act("command", channel=GENERAL, text="/mirps help")

    assert outcome == {"ok": True}
    (message,) = (await browser.get("channel", channel=GENERAL))["messages"]
    assert (message["text"], message["ephemeral"], message["author"]["is_bot"]) == ("Here", True, True)


async def test_what_did_not_succeed_is_told_in_the_persons_language(session: aiohttp.ClientSession) -> None:
    tomas = Browser(session, TOMAS)
    parent = (await tomas.act("say", channel=GENERAL, text="x"))["ts"]

    assert await tomas.act("command", channel=GENERAL, text="/mirps help") == {
        "ok": False,
        "error": '/mirps failed with the error "dispatch_failed"',
    }
    assert await tomas.act("command", channel=GENERAL, text="/mirps", thread_ts=parent) == {
        "ok": False,
        "error": "/mirps is not supported in threads. Sorry!",
    }
    assert await tomas.act("dance") == {"ok": False, "error": "unknown_act"}


async def test_own_messages_are_edited_and_deleted(browser: Browser, session: aiohttp.ClientSession) -> None:
    ts = (await browser.act("say", channel=GENERAL, text="Hola"))["ts"]
    stranger = await Browser(session, TOMAS).act("edit", channel=GENERAL, ts=ts, text="x")
    await browser.act("edit", channel=GENERAL, ts=ts, text="Hola a todos")
    (edited,) = (await browser.get("channel", channel=GENERAL))["messages"]
    await browser.act("delete", channel=GENERAL, ts=ts)

    assert stranger == {"ok": False, "error": "You can only change your own messages."}
    assert (edited["text"], edited["edited"]["user"]) == ("Hola a todos", LUCIA)
    assert (await browser.get("channel", channel=GENERAL))["messages"] == []


async def test_unread_and_mentions_last_until_read(playground: Playground, browser: Browser) -> None:
    async def marks() -> tuple[int, bool]:
        channel = (await browser.get("world"))["channels"][0]
        return channel["unread"], channel["mentioned"]

    async with client_of(playground) as client:
        await client.chat_postMessage(channel=GENERAL, text="one")
        plain = await marks()
        ts = (await client.chat_postMessage(channel=GENERAL, text=f"<@{LUCIA}> two"))["ts"]
        mentioned = await marks()
    await browser.act("read", channel=GENERAL, ts=ts)

    assert (plain, mentioned, await marks()) == ((1, False), (2, True), (0, False))


async def test_a_form_is_filled_in_on_the_page(playground: Playground, browser: Browser) -> None:
    view = playground.workspace.modals.open(
        LUCIA,
        {
            "type": "modal",
            "title": {"type": "plain_text", "text": "Form"},
            "submit": {"type": "plain_text", "text": "Send"},
            "blocks": [
                {
                    "type": "input",
                    "block_id": "name",
                    "label": {"type": "plain_text", "text": "Name"},
                    "element": {"type": "plain_text_input", "action_id": "a"},
                }
            ],
        },
    )

    assert await browser.act("submit", view_id=view["id"], values={}) == {
        "ok": False,
        "errors": {"name": "Este campo es obligatorio."},
    }
    assert await browser.act("close", view_id=view["id"]) == {"ok": True}
    assert playground.person(LUCIA).view is None


async def test_the_live_connection_tells_what_this_person_sees(
    playground: Playground, session: aiohttp.ClientSession
) -> None:
    async with (
        session.ws_connect("/page/live", params={"person": LUCIA}) as live,
        client_of(playground) as client,
    ):
        start = await live.receive_json()
        await client.chat_postEphemeral(channel=GENERAL, user=TOMAS, text="not for her")
        ts = (await client.chat_postMessage(channel=GENERAL, text="Hola"))["ts"]
        posted, channel = await live.receive_json(), await live.receive_json()
        await client.chat_update(channel=GENERAL, ts=ts, text="Adiós")
        changed = await live.receive_json()
        await client.chat_delete(channel=GENERAL, ts=ts)
        deleted = await live.receive_json()

    assert start == {"kind": "view", "view": None, "stack": []}
    assert (posted["kind"], posted["message"]["text"]) == ("message", "Hola")
    assert (channel["kind"], channel["channel"]["unread"]) == ("channel", 1)
    assert (changed["kind"], changed["message"]["text"]) == ("message_changed", "Adiós")
    assert deleted == {"kind": "message_deleted", "channel": GENERAL, "ts": ts}


async def test_a_reply_tells_its_parent_too(playground: Playground, session: aiohttp.ClientSession) -> None:
    async with client_of(playground) as client:
        ts = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
        async with session.ws_connect("/page/live", params={"person": LUCIA}) as live:
            await live.receive_json()
            await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=ts)
            news = [await live.receive_json() for _ in range(2)]

    assert [(one["kind"], one["message"]["text"], one["message"].get("reply_count")) for one in news] == [
        ("message", "reply", None),
        ("message_changed", "parent", 1),
    ]


MOVES = {
    "next_morning": datetime(2026, 3, 3, 15, 0, tzinfo=UTC),
    "next_due": DUE,
    "2026-04-01T12:00:00+00:00": datetime(2026, 4, 1, 12, 0, tzinfo=UTC),
    "2026-04-01T12:00:00Z": datetime(2026, 4, 1, 12, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("to", MOVES)
async def test_the_clock_is_moved_from_the_page(
    playground: Playground, browser: Browser, timer: Timer, to: str
) -> None:
    moved = await browser.post("clock", to=to)

    assert moved == {"now": MOVES[to].isoformat(), "next_due": DUE.isoformat(), "can_move": True}
    assert (playground.workspace.now(), timer.rings) == (MOVES[to], 1)


async def test_the_clock_does_not_move_to_nonsense(browser: Browser, timer: Timer) -> None:
    assert await browser.post("clock", to="tomorrow") == {"ok": False, "error": "invalid_moment"}
    assert timer.rings == 0


FOREIGN = {
    "another host": {"Host": "playground.example.org"},
    "another origin": {"Origin": "https://example.org"},
    "no origin": {"Origin": "null"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("path", ["/", "/page/world", "/page/live", "/static/index.html"])
async def test_requests_from_elsewhere_are_refused(
    session: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> None:
    async with session.get(path, headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("path", ["/files/F0NONE", "/page/live?person=U0NOBODY", "/static/none.js"])
async def test_what_is_not_there_is_not_found(session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(path) as answer:
        assert answer.status == 404


async def test_a_form_of_another_site_cannot_act(session: aiohttp.ClientSession) -> None:
    async with session.post("/page/act", data={"person": LUCIA, "act": "home"}) as answer:
        assert await answer.json() == {"ok": False, "error": "invalid_json"}


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": "hola \ud83d"}, "invalid_json"),
        ({"text": "hola", "thread_ts": {"x": 1}}, "invalid_arguments"),
        ({"text": "hola", "files": 5}, "invalid_arguments"),
        ({"text": None}, "invalid_arguments"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    session: aiohttp.ClientSession, more: dict[str, object], error: str
) -> None:
    body = {"person": LUCIA, "act": "say", "channel": GENERAL} | more
    async with session.post("/page/act", json=body) as answer:
        refused = await answer.json()
    assert (refused["ok"], refused["error"]) == (False, error)
    async with session.get("/page/channel", params={"person": LUCIA, "channel": GENERAL}) as answer:
        assert (await answer.json())["messages"] == []


@pytest.mark.parametrize("to", ["9999-12-31T23:59:59+00:00", "0001-01-01", "9999-12-31T23:00:00-11:00"])
async def test_clock_is_not_moved_so_far_that_nothing_can_be_counted(
    session: aiohttp.ClientSession, to: str
) -> None:
    async with session.post("/page/clock", json={"person": LUCIA, "to": to}) as answer:
        assert (await answer.json())["error"] == "invalid_moment"
    async with session.get("/page/world", params={"person": LUCIA}) as answer:
        assert (await answer.json())["clock"]["now"] == NOON.isoformat()


async def test_the_page_may_load_nothing_from_outside(session: aiohttp.ClientSession) -> None:
    async with session.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'; img-src 'self' data:; ")


async def test_only_a_loopback_address_is_listened_at() -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Playground(make_workspace()).start("0.0.0.0")


async def test_a_clock_that_cannot_be_set_is_left_alone() -> None:
    class RealClock:
        def now(self) -> datetime:
            return datetime.now(UTC)

    workspace = make_workspace()
    workspace.clock = RealClock()
    async with running(Playground(workspace)) as playground, aiohttp.ClientSession(playground.url) as session:
        browser = Browser(session, LUCIA)
        assert (await browser.get("clock"))["can_move"] is False
        assert await browser.post("clock", to="next_morning") == {"ok": False, "error": "clock_cannot_move"}


async def test_account_is_deactivated_and_brought_back_by_whoever_looks_on(browser: Browser) -> None:
    assert await browser.act("account", person=TOMAS, user=LUCIA, is_active=False) == {"ok": True}
    refused = await browser.act("say", person=LUCIA, channel=GENERAL, text="hola")
    assert refused["error"] == "Esta cuenta está desactivada: solo puede mirar."
    await browser.act("account", person=TOMAS, user=LUCIA, is_active=True)
    assert (await browser.act("say", person=LUCIA, channel=GENERAL, text="hola"))["ok"]
