"""The real Bolt app, connected over sockets."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient
from tests.playground.world import GENERAL, LUCIA, bolt_over_sockets

from mirps_bot.playground import Playground

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "report",
    "title": {"type": "plain_text", "text": "Report"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "amount",
            "label": {"type": "plain_text", "text": "Amount"},
            "element": {"type": "number_input", "action_id": "value", "is_decimal_allowed": False},
        }
    ],
}
BUTTONS: list[dict[str, Any]] = [
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {
                "type": "button",
                "action_id": "report",
                "text": {"type": "plain_text", "text": "Report progress"},
            }
        ],
    }
]


async def test_a_command_is_answered_in_its_acknowledgement(playground: Playground, app: AsyncApp) -> None:
    @app.command("/mirps")
    async def answer(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(f"You asked for {command['text']}")

    lucia = playground.person(LUCIA)
    async with bolt_over_sockets(playground, app):
        await lucia.says("/mirps pledges")

    assert [(message["text"], message["ephemeral"]) for message in lucia.inbox] == [
        ("You asked for pledges", True)
    ]
    assert lucia.errors == []


async def test_a_direct_message_is_answered(playground: Playground, app: AsyncApp) -> None:
    @app.message("hola")
    async def answer(say: AsyncSay) -> None:
        await say("Buenos días")

    lucia = playground.person(LUCIA)
    async with bolt_over_sockets(playground, app):
        await lucia.says("hola")
        await lucia.until(lambda: len(lucia.inbox) == 2)

    assert [(message["author"]["name"], message["text"]) for message in lucia.inbox] == [
        ("Lucía Ortega", "hola"),
        ("mirps", "Buenos días"),
    ]


async def test_a_form_is_opened_from_a_button_corrected_and_accepted(
    playground: Playground, app: AsyncApp, client: AsyncWebClient
) -> None:
    submitted: list[dict[str, Any]] = []

    @app.action("report")
    async def open_form(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await respond("The form is open")

    @app.view("report")
    async def take_form(ack: AsyncAck, view: dict[str, Any]) -> None:
        value = view["state"]["values"]["amount"]["value"]["value"]
        if int(value) > 100:
            await ack(response_action="errors", errors={"amount": "At most 100"})
            return
        submitted.append(view["state"]["values"])
        await ack()

    lucia = playground.person(LUCIA)
    await client.chat_postMessage(channel=lucia.direct_message, text="Report progress", blocks=BUTTONS)
    async with bolt_over_sockets(playground, app):
        await lucia.clicks(lucia.inbox[0], "Report progress")
        await lucia.until(lambda: lucia.view)
        assert await lucia.submits(values={"amount": {"value": "500"}}) == {"amount": "At most 100"}
        assert await lucia.submits(values={"amount": {"value": "50"}}) == {}

    assert lucia.view is None
    assert submitted == [{"amount": {"value": {"type": "number_input", "value": "50"}}}]
    assert [message["text"] for message in lucia.inbox] == ["Report progress", "The form is open"]
    assert lucia.errors == []


async def test_a_mention_in_a_channel_reaches_the_app(playground: Playground, app: AsyncApp) -> None:
    @app.event("app_mention")
    async def answer(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="Here I am")

    @app.event("message")
    async def ignore() -> None:
        pass

    lucia = playground.person(LUCIA)
    async with bolt_over_sockets(playground, app):
        asked = await lucia.says("@mirps help", in_=GENERAL)
        assert asked is not None
        await lucia.until(lambda: len(lucia.thread(asked)) == 2)

    assert [one["text"] for one in lucia.thread(asked)] == ["<@U0PLAYGRND> help", "Here I am"]
