import asyncio
import io
import json
import time
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier
from tests.platforms.scripted import OPENER, says
from tests.platforms.world import GENERAL, World, world

from mirps_bot.adapters.slack.rich_text import paragraph
from mirps_bot.dialogue import Shown
from mirps_bot.ports import StorageBusy
from mirps_bot.view.blocks import Plain

ASKED = paragraph((Plain("asked"),))
COMMAND = "command=%2Fmirps&text=help&user_id=U0LUCIA&channel_id=C0GENERAL&team_id=T0PLAYGRND"


async def posted(slack: World, body: str | bytes | io.BytesIO, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"http://127.0.0.1:{slack.port}/slack/events",
            data=body,
            headers={"Content-Type": "application/x-www-form-urlencoded"} | headers,
        ) as answer,
    ):
        return answer.status


def signed(slack: World, body: str, *, at: int | None = None) -> dict[str, str]:
    timestamp = str(at or int(time.time()))
    signature = SignatureVerifier(slack.playground.signing_secret).generate_signature(
        timestamp=timestamp, body=body
    )
    return {"X-Slack-Signature": str(signature), "X-Slack-Request-Timestamp": timestamp}


async def test_signed_request_is_taken() -> None:
    async with world("http") as slack:
        assert await posted(slack, COMMAND, signed(slack, COMMAND)) == 200
        assert len(slack.bot.heard) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=", "X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Signature": "v0=" + "é" * 64, "X-Slack-Request-Timestamp": "1772474400"},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": str(int(time.time()))},
    ],
)
async def test_unsigned_request_is_turned_away_without_a_trace_of_its_body(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with world("http") as slack:
        assert await posted(slack, "text=confidential", headers) == 401
        assert slack.bot.heard == []
    assert "confidential" not in caplog.text


async def test_old_request_is_turned_away_and_the_log_says_why(caplog: pytest.LogCaptureFixture) -> None:
    async with world("http") as slack:
        assert await posted(slack, COMMAND, signed(slack, COMMAND, at=int(time.time()) - 600)) == 401

    assert [each.levelname for each in caplog.records if "SLACK_SIGNING_SECRET" in each.getMessage()] == [
        "WARNING"
    ]


async def test_body_that_is_no_text_is_turned_away() -> None:
    async with world("http") as slack:
        assert await posted(slack, b"\xff\xfe", signed(slack, "")) == 401


@pytest.mark.parametrize("body", ["{", "[]", "null", '"text"'])
async def test_body_that_is_no_object_is_turned_away(body: str, caplog: pytest.LogCaptureFixture) -> None:
    async with world("http") as slack:
        assert await posted(slack, body, signed(slack, body) | {"Content-Type": "application/json"}) == 400
        in_a_form = urlencode({"payload": body})
        assert await posted(slack, in_a_form, signed(slack, in_a_form)) == 400
    assert [each for each in caplog.records if each.exc_info] == []


async def test_check_of_the_connection_is_taken() -> None:
    async with world("http") as slack:
        assert await posted(slack, "ssl_check=1", signed(slack, "ssl_check=1")) == 200


async def test_huge_body_is_turned_away() -> None:
    async with world("http") as slack:
        assert await posted(slack, io.BytesIO(b"x" * 1_100_000), signed(slack, "")) == 413


async def test_bot_that_dials_out_takes_nothing_in_over_http() -> None:
    async with world("socket") as slack:
        assert await posted(slack, COMMAND, signed(slack, COMMAND)) == 404


async def test_variables_that_bolt_reads_by_itself_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "SCOPES"):
        monkeypatch.setenv(f"SLACK_{name}", "of another app")

    async with world("http") as slack:
        await slack.lucia.commands("/mirps")

        assert [message["text"] for message in slack.lucia.inbox] == ["understood"]


def interaction(payload: dict[str, object]) -> str:
    return urlencode({"payload": json.dumps(payload)})


async def test_event_that_could_not_be_kept_is_brought_again() -> None:
    async with world("http") as slack:
        slack.bot.refusals.append(StorageBusy())

        await slack.lucia.says("hola")

        assert len(await slack.worked(1)) == 1
        assert slack.trouble.delivered.count("events_api") == 2


async def test_who_says_what_can_not_be_kept_is_told_so_once() -> None:
    async with world("http") as slack:
        slack.bot.refusals += [StorageBusy(), StorageBusy()]

        await slack.lucia.says("hola")
        await slack.playground.until_idle()

        told = [each["text"] for each in slack.lucia.inbox if each.get("ephemeral")]
        assert len(told) == 1
        assert told[0].startswith("sorry")


async def test_notice_that_events_are_held_back_is_taken() -> None:
    async with world("http") as slack:
        notice = json.dumps({"type": "app_rate_limited", "team_id": "T0PLAYGRND"})

        headers = signed(slack, notice) | {"Content-Type": "application/json"}
        assert await posted(slack, notice, headers) == 200


async def test_address_is_confirmed() -> None:
    async with world("http") as slack:
        question = json.dumps({"type": "url_verification", "challenge": "c"})

        headers = signed(slack, question) | {"Content-Type": "application/json"}
        assert await posted(slack, question, headers) == 200


@pytest.mark.parametrize("address", [{}, {"response_url": "{url}/nowhere"}, {"response_url": "http://[/"}])
@pytest.mark.parametrize(("replaces", "seen"), [(False, ["asked", "hecho"]), (True, ["hecho"])])
async def test_answer_that_no_address_takes_stands_in_the_conversation(
    address: dict[str, str], replaces: bool, seen: list[str]
) -> None:
    async with world("http") as slack:
        sent = await slack.client.chat_postMessage(channel=GENERAL, text="asked", blocks=ASKED)
        slack.bot.answer = lambda _: Shown(view=says("hecho"), replaces=replaces)
        pressed: dict[str, object] = {
            "type": "block_actions",
            "user": {"id": "U0LUCIA"},
            "team": {"id": "T0PLAYGRND"},
            "container": {"type": "message", "channel_id": GENERAL, "message_ts": sent["ts"]},
            "actions": [{"type": "button", "action_id": "press-0", "value": OPENER.pack()}],
        }
        body = interaction(
            pressed | {key: value.format(url=slack.playground.url) for key, value in address.items()}
        )

        assert await posted(slack, body, signed(slack, body)) == 200
        assert [message["text"] for message in slack.lucia.sees(GENERAL)] == seen


BY_LUCIA: dict[str, object] = {"user": {"id": "U0LUCIA"}, "team": {"id": "T0PLAYGRND"}}


async def test_answer_whose_address_hangs_up_stands_in_the_conversation() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with world("http") as slack, await asyncio.start_server(hang_up, "127.0.0.1", 0) as gone:
        port = gone.sockets[0].getsockname()[1]
        pressed = BY_LUCIA | {
            "type": "block_actions",
            "response_url": f"http://127.0.0.1:{port}/",
            "container": {"type": "message", "channel_id": GENERAL, "message_ts": "1.2"},
            "actions": [{"type": "button", "action_id": "press-0", "value": OPENER.pack()}],
        }
        body = interaction(pressed)

        assert await posted(slack, body, signed(slack, body)) == 200
        assert [message["text"] for message in slack.lucia.sees(GENERAL)] == ["understood"]


async def test_answer_where_the_bot_is_no_member_comes_as_a_direct_message() -> None:
    async with world("http") as slack:
        pressed = BY_LUCIA | {
            "type": "block_actions",
            "response_url": f"{slack.playground.url}/nowhere",
            "container": {"type": "message", "channel_id": "C0ELSEWHERE", "message_ts": "1.2"},
            "actions": [{"type": "button", "action_id": "press-0", "value": OPENER.pack()}],
        }
        body = interaction(pressed)

        assert await posted(slack, body, signed(slack, body)) == 200
        assert [message["text"] for message in slack.lucia.inbox] == ["understood"]


UNKNOWN: list[dict[str, object]] = [
    {"type": "shortcut", "callback_id": "old"},
    {"type": "message_action", "callback_id": "old"},
    {"type": "interactive_message", "callback_id": "old", "actions": [{"name": "old"}]},
    {"type": "dialog_submission", "callback_id": "old", "submission": {}},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": [{"type": "button"}]},
    {"type": "view_submission", "view": {}},
    {"type": "of_tomorrow"},
]


@pytest.mark.parametrize("control", UNKNOWN)
async def test_control_that_is_not_known_is_told_to_be_out_of_date(control: dict[str, object]) -> None:
    async with world("http") as slack:
        body = interaction(BY_LUCIA | control | {"trigger_id": "1.2"})

        assert await posted(slack, body, signed(slack, body)) == 200
        assert "views.open" in slack.trouble.asked
        assert [message["text"] for message in slack.lucia.inbox] == ["outdated for U0LUCIA"]
        assert slack.bot.heard == []


async def test_control_of_nobody_or_without_a_place_for_an_answer_is_taken() -> None:
    async with world("http") as slack:
        for who in ({}, BY_LUCIA):
            body = interaction(who | {"type": "of_tomorrow"})
            assert await posted(slack, body, signed(slack, body)) == 200


async def test_event_that_does_not_say_that_it_is_one_is_heard() -> None:
    async with world("http") as slack:
        said = {"type": "message", "channel": slack.lucia.direct_message, "user": "U0LUCIA", "text": "hola"}
        body = json.dumps({"event": said | {"ts": "1.2"}})

        assert await posted(slack, body, signed(slack, body) | {"Content-Type": "application/json"}) == 200
        assert len(await slack.worked(1)) == 1


async def test_form_whose_view_does_not_say_that_it_is_a_modal_is_taken() -> None:
    async with world("http") as slack:
        filled = {"id": "V1", "callback_id": "update", "state": {"values": {}}}
        body = interaction(BY_LUCIA | {"type": "view_submission", "view": filled})

        assert await posted(slack, body, signed(slack, body)) == 200
        assert [each.form for each in slack.bot.submissions()] == ["update"]
