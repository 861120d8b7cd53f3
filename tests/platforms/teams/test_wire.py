"""What is let in, and what each of Teams' answers means for a message that is owed."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.platforms.scripted import says
from tests.platforms.teams.conftest import World
from tests.platforms.teams.connector import ROOM, TEAM, Teams, Trouble

from mirps_bot.adapters.teams.connector import Connector
from mirps_bot.adapters.teams.render import render_message
from mirps_bot.ports import Conversation, NotSent, OutcomeUnknown, Refused, Throttled

EARLIER = datetime.now(UTC) - timedelta(hours=1)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def unsigned(teams: Teams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none")


def forged(teams: Teams) -> str:
    claims = jwt.decode(teams.token(), options={"verify_signature": False})
    return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "one"})


@pytest.mark.parametrize(
    "token",
    [
        lambda _: "",
        lambda _: "nonsense",
        lambda teams: teams.token(aud="somebody-else"),
        lambda teams: teams.token(iss="https://evil.example"),
        lambda teams: teams.token(serviceurl="https://evil.example/"),
        lambda teams: teams.token(exp=EARLIER),
        unsigned,
        forged,
    ],
)
async def test_what_teams_did_not_sign_is_not_let_in(world: World, token: Callable[[Teams], str]) -> None:
    said = world.teams.activity(world.lucia.user, "message", text="ayuda")

    status, _ = await world.teams.deliver(said, token=token(world.teams))

    assert status == 401
    assert world.teams.calls == []
    with world.storage.begin() as unit:
        assert unit.arrivals.claim(world.clock.now(), limit=1, lease=timedelta(1)) == ()


async def test_what_cannot_be_kept_is_not_acknowledged(world: World) -> None:
    said = world.teams.activity(world.lucia.user, "message", text="ayuda")

    with world.storage.begin():  # nobody else can write
        status, _ = await world.teams.deliver(said)
    again, _ = await world.teams.deliver(said)

    assert (status, again) == (503, 200)
    await world.lucia.reads("Lo más usado")


@pytest.mark.parametrize("body", [[], {}, {"type": "message"}, "text"])
async def test_nothing_can_come_without_a_service_url(world: World, body: object) -> None:
    async with aiohttp.ClientSession() as session, session.post(world.teams.url, json=body) as answer:
        assert answer.status == 401


async def test_long_list_is_searched_while_typing(world: World) -> None:
    value = {"kind": "search", "queryText": "registro", "dataset": "update/pledge"}
    wanted = world.teams.activity(world.lucia.user, "invoke", name="application/search", value=value)

    status, text = await world.teams.deliver(wanted)

    assert status == 200
    assert '"value": "rec-022"' in text


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    made = Teams()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def connector(teams: Teams) -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        yield Connector(session, teams.credentials.token)


def room(teams: Teams) -> Conversation:
    return Conversation(channel=ROOM, service_url=teams.service_url.rstrip("/"))


CARD = render_message(says("Buenos días"))


async def test_message_gets_an_id_by_which_it_is_changed(teams: Teams, connector: Connector) -> None:
    message = await connector.post(room(teams), CARD, thread="17")
    await connector.put(room(teams), message, render_message(says("Buenas tardes")))

    (shown,) = teams.messages
    assert (shown.thread, shown.text, shown.edits) == ("17", "Buenas tardes", 1)


@pytest.mark.parametrize(
    ("trouble", "meant", "wait"),
    [
        (Trouble(status=429, headers={"Retry-After": "7"}), Throttled, timedelta(seconds=7)),
        (Trouble(status=429), Throttled, timedelta(seconds=30)),
        (Trouble(status=401), NotSent, timedelta(minutes=5)),
        (Trouble(status=503), NotSent, None),
    ],
)
async def test_no_for_now_says_how_long(
    teams: Teams, connector: Connector, trouble: Trouble, meant: type[NotSent], wait: timedelta | None
) -> None:
    teams.troubles.append(trouble)

    with pytest.raises(NotSent) as caught:
        await connector.post(room(teams), CARD)

    assert (type(caught.value), caught.value.wait) == (meant, wait)
    assert teams.messages == []


@pytest.mark.parametrize("status", [400, 403, 404, 413])
async def test_no_for_good_is_told_apart(teams: Teams, connector: Connector, status: int) -> None:
    teams.troubles.append(Trouble(status=status))

    with pytest.raises(Refused):
        await connector.post(room(teams), CARD)


@pytest.mark.parametrize("trouble", [Trouble(status=500), Trouble(status=0, after=True)])
async def test_lost_answer_leaves_a_new_message_in_doubt(
    teams: Teams, connector: Connector, trouble: Trouble
) -> None:
    teams.troubles.append(trouble)

    with pytest.raises(OutcomeUnknown):
        await connector.post(room(teams), CARD)


async def test_lost_answer_to_a_change_is_only_tried_again(teams: Teams, connector: Connector) -> None:
    message = await connector.post(room(teams), CARD)
    teams.troubles += [
        Trouble(status=0, after=True)
    ] * 2  # the HTTP client itself repeats once what is harmless

    with pytest.raises(NotSent):
        await connector.put(room(teams), message, CARD)


async def test_teams_out_of_reach_is_no_reason_to_give_up() -> None:
    async def token() -> str:
        return "the-bot"

    nowhere = Conversation(channel=TEAM, service_url="http://127.0.0.1:9")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(NotSent, match="can't be reached"):
            await Connector(session, token).post(nowhere, CARD)


async def test_without_a_token_nothing_is_sent(teams: Teams) -> None:
    async def token() -> str:
        raise ValueError("invalid_client")

    async with aiohttp.ClientSession() as session:
        with pytest.raises(NotSent, match="no token"):
            await Connector(session, token).post(room(teams), CARD)
    assert teams.calls == []
