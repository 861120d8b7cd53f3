"""The Web API as the bot's own client sees it: what is answered, and what is refused under which name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from tests.playground.world import (
    ARCHIVE,
    GENERAL,
    GUEST,
    LUCIA,
    MANIFEST,
    NOON,
    QUIET,
    TOMAS,
    client_of,
    make_workspace,
    running,
)

from mirps_bot.playground import Playground
from mirps_bot.playground.identity import BOT_USER_ID

PAYLOAD = {"event_type": "delivery", "event_payload": {"id": "d-1"}}
RICH: list[dict[str, Any]] = [
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hola"}]}],
    }
]


async def refusal(call: Awaitable[Any]) -> str:
    """The error's name with which a call is refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def dm(client: AsyncWebClient, user: str = LUCIA) -> str:
    return str((await client.conversations_open(users=user))["channel"]["id"])


async def test_a_posted_message_is_seen_by_the_person(playground: Playground, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=await dm(client), text="Hola")

    lucia = playground.person(LUCIA)
    assert [(one["ts"], one["text"], one["mine"]) for one in lucia.inbox] == [(answer["ts"], "Hola", False)]


async def test_message_times_come_from_the_clock_and_increase(client: AsyncWebClient) -> None:
    channel = await dm(client)
    first = (await client.chat_postMessage(channel=channel, text="one"))["ts"]
    second = (await client.chat_postMessage(channel=channel, text="two"))["ts"]

    start = int(NOON.timestamp())
    assert (first, second) == (f"{start}.000000", f"{start}.000001")


Call = Callable[[AsyncWebClient], Awaitable[Any]]
REFUSALS: Mapping[str, Call] = {
    "channel_not_found": lambda client: client.chat_postMessage(channel="C0NOWHERE", text="x"),
    "not_in_channel": lambda client: client.chat_postMessage(channel=QUIET, text="x"),
    "is_archived": lambda client: client.chat_postMessage(channel=ARCHIVE, text="x"),
    "no_text": lambda client: client.api_call("chat.postMessage", json={"channel": GENERAL, "text": " "}),
    "thread_not_found": lambda client: client.chat_postMessage(
        channel=GENERAL, text="x", thread_ts="1700000000.000100"
    ),
    "message_not_found": lambda client: client.chat_update(channel=GENERAL, ts="1700000000.000100", text="x"),
    "invalid_metadata_format": lambda client: client.chat_postMessage(
        channel=GENERAL, text="x", metadata={"event_type": "delivery"}
    ),
    "metadata_too_large": lambda client: client.chat_postMessage(
        channel=GENERAL, text="x", metadata={"event_type": "d", "event_payload": {"id": "x" * 5000}}
    ),
    "invalid_blocks_format": lambda client: client.chat_postMessage(channel=GENERAL, text="x", blocks="no"),
    "user_not_in_channel": lambda client: client.chat_postEphemeral(channel=GENERAL, user=GUEST, text="x"),
    "user_not_found": lambda client: client.users_info(user="U0NOBODY"),
    "users_not_found": lambda client: client.users_lookupByEmail(email="nobody@example.org"),
    "users_list_not_supplied": lambda client: client.conversations_open(users=""),
    "invalid_cursor": lambda client: client.conversations_history(channel=GENERAL, cursor="!"),
    "invalid_arguments": lambda client: client.api_call("chat.postMessage", json={"text": "x"}),
    "unknown_method": lambda client: client.api_call("chat.shout", json={}),
    "invalid_trigger_id": lambda client: client.views_open(
        trigger_id="1.2.3",
        view={
            "type": "modal",
            "title": {"type": "plain_text", "text": "T"},
            "blocks": [{"type": "divider"}],
        },
    ),
    "not_allowed_token_type": lambda client: client.apps_connections_open(app_token=str(client.token)),
    "invalid_auth": lambda client: client.auth_test(token="xoxb-other"),
}


@pytest.mark.parametrize("error", REFUSALS)
async def test_a_call_is_refused_by_the_platforms_name(client: AsyncWebClient, error: str) -> None:
    assert await refusal(REFUSALS[error](client)) == error


async def test_a_call_without_a_token_is_refused(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session, session.post(f"{playground.api_url}auth.test") as answer:
        assert await answer.json() == {"ok": False, "error": "not_authed"}


async def test_a_form_is_understood_like_json(playground: Playground, client: AsyncWebClient) -> None:
    form = {
        "token": playground.bot_token,
        "channel": await dm(client),
        "text": "Hola",
        "blocks": '[{"type": "divider", "block_id": "line"}]',
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{playground.api_url}chat.postMessage", data=form) as answer,
    ):
        posted = await answer.json()

    assert posted["message"]["blocks"] == [{"type": "divider", "block_id": "line"}]


async def test_a_missing_scope_is_named() -> None:
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}}}
    async with running(Playground(make_workspace(manifest))) as playground, client_of(playground) as client:
        with pytest.raises(SlackApiError) as caught:
            await client.users_info(user=LUCIA)

    assert caught.value.response.data == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


async def test_a_very_long_text_is_cut_with_a_warning(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=GENERAL, text="x" * 40_001)

    assert (len(answer["message"]["text"]), answer["warning"]) == (40_000, "message_truncated")


async def test_an_update_keeps_metadata_that_it_does_not_mention(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=GENERAL, text="x", metadata=PAYLOAD))["ts"]
    kept = await client.chat_update(channel=GENERAL, ts=ts, text="y")
    removed = await client.chat_update(channel=GENERAL, ts=ts, text="y", metadata={})

    assert kept["message"]["metadata"] == PAYLOAD
    assert "metadata" not in removed["message"]


async def test_an_update_keeps_blocks_that_it_does_not_mention(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=GENERAL, text="x", blocks=[{"type": "divider"}])
    updated = await client.chat_update(channel=GENERAL, ts=posted["ts"], text="y")

    assert updated["message"]["blocks"] == posted["message"]["blocks"]


async def test_an_update_is_refused_when_too_long(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]

    assert await refusal(client.chat_update(channel=GENERAL, ts=ts, text="x" * 4001)) == "msg_too_long"


async def test_an_update_cannot_take_rich_text_away(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=GENERAL, text="x", blocks=RICH))["ts"]
    update = client.chat_update(channel=GENERAL, ts=ts, text="x", blocks=[{"type": "divider"}])

    assert await refusal(update) == "block_mismatch"


async def test_the_messages_of_others_cannot_be_changed(
    playground: Playground, client: AsyncWebClient
) -> None:
    message = await playground.person(LUCIA).says("mine", in_=GENERAL)
    assert message is not None

    assert (
        await refusal(client.chat_update(channel=GENERAL, ts=message["ts"], text="x"))
        == "cant_update_message"
    )
    assert await refusal(client.chat_delete(channel=GENERAL, ts=message["ts"])) == "cant_delete_message"


async def test_a_reply_is_attached_to_the_parent_only(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent))["ts"]

    nested = client.chat_postMessage(channel=GENERAL, text="x", thread_ts=reply)
    assert await refusal(nested) == "cannot_reply_to_message"
    replies = await client.conversations_replies(channel=GENERAL, ts=parent)
    assert [one["text"] for one in replies["messages"]] == ["parent", "reply"]
    history = await client.conversations_history(channel=GENERAL)
    assert [(one["text"], one["reply_count"]) for one in history["messages"]] == [("parent", 1)]


async def test_a_deleted_parent_leaves_a_tombstone(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel=GENERAL, text="parent"))["ts"]
    await client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)
    await client.chat_delete(channel=GENERAL, ts=parent)

    history = await client.conversations_history(channel=GENERAL)
    assert [one["subtype"] for one in history["messages"]] == ["tombstone"]


async def test_history_is_paged_newest_first(client: AsyncWebClient) -> None:
    for number in range(5):
        await client.chat_postMessage(channel=GENERAL, text=str(number))
    pages = [
        [one["text"] for one in page["messages"]]
        async for page in await client.conversations_history(channel=GENERAL, limit=2)
    ]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


async def test_history_can_be_bounded_by_time(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=GENERAL, text=str(n)))["ts"] for n in range(4)]
    between = await client.conversations_history(channel=GENERAL, oldest=stamps[0], latest=stamps[3])
    including = await client.conversations_history(
        channel=GENERAL, oldest=stamps[0], latest=stamps[3], inclusive=True
    )

    assert [one["text"] for one in between["messages"]] == ["2", "1"]
    assert [one["text"] for one in including["messages"]] == ["3", "2", "1", "0"]


async def test_metadata_is_read_only_on_request(client: AsyncWebClient) -> None:
    channel = await dm(client)
    await client.chat_postMessage(channel=channel, text="x", metadata=PAYLOAD)
    without = await client.conversations_history(channel=channel)
    with_it = await client.conversations_history(channel=channel, include_all_metadata=True)

    assert "metadata" not in without["messages"][0]
    assert with_it["messages"][0]["metadata"] == PAYLOAD


async def test_an_ephemeral_message_is_never_in_the_history(
    playground: Playground, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=GENERAL, user=LUCIA, text="only you")

    assert (await client.conversations_history(channel=GENERAL))["messages"] == []
    assert [one["text"] for one in playground.person(LUCIA).sees(GENERAL)] == ["only you"]
    assert playground.person(TOMAS).sees(GENERAL) == []


async def test_a_persons_zone_and_locale_are_told(client: AsyncWebClient) -> None:
    user = (await client.users_info(user=LUCIA, include_locale=True))["user"]

    assert (user["tz"], user["tz_offset"], user["locale"], user["profile"]["email"]) == (
        "America/Mexico_City",
        -6 * 3600,
        "es-MX",
        "lucia@example.org",
    )
    assert "locale" not in (await client.users_info(user=LUCIA))["user"]


async def test_people_and_rooms_are_listed_by_pages(client: AsyncWebClient) -> None:
    people = [[one["id"] for one in page["members"]] async for page in await client.users_list(limit=2)]
    rooms = await client.conversations_list(exclude_archived=True)
    members = await client.conversations_members(channel=GENERAL)

    assert people == [[BOT_USER_ID, LUCIA], [TOMAS, GUEST]]
    assert [(one["id"], one["is_member"]) for one in rooms["channels"]] == [(GENERAL, True), (QUIET, False)]
    assert members["members"] == sorted([BOT_USER_ID, LUCIA, TOMAS])


async def test_opening_a_direct_message_twice_gives_the_same(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users=LUCIA)
    second = await client.conversations_open(users=LUCIA)

    assert (first["channel"]["id"], first.get("already_open")) == ("D0LUCIA", None)
    assert (second["channel"]["id"], second["already_open"]) == ("D0LUCIA", True)


async def test_a_reaction_is_added_once(playground: Playground, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]
    await client.reactions_add(channel=GENERAL, timestamp=ts, name="white_check_mark")

    again = client.reactions_add(channel=GENERAL, timestamp=ts, name="white_check_mark")
    assert await refusal(again) == "already_reacted"
    assert playground.person(LUCIA).sees(GENERAL)[0]["reactions"] == [
        {"name": "white_check_mark", "users": [BOT_USER_ID], "count": 1}
    ]


async def test_an_uploaded_file_is_shared_and_can_be_fetched(
    playground: Playground, client: AsyncWebClient
) -> None:
    channel = await dm(client)
    await client.files_upload_v2(
        channel=channel, filename="report.xlsx", content=b"cells", title="Report", initial_comment="Here"
    )
    message = playground.person(LUCIA).inbox[0]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{playground.url}{message['files'][0]['url_private']}") as answer,
    ):
        assert (await answer.read(), answer.headers["Content-Disposition"]) == (b"cells", "attachment")

    assert (message["text"], message["files"][0]["title"]) == ("Here", "Report")
