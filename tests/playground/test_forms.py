"""Buttons, selects and forms: what the bot receives, and what the person sees of its answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from tests.playground.world import GENERAL, LUCIA, QUICK, TOMAS, client_of, make_workspace, running

from mirps_bot.playground import Person, Playground

Json = dict[str, Any]
Answering = Callable[[Json], Json | None]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def entry(block_id: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": {"action_id": "a", **element},
        **more,
    }


def form(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}


NAME = entry("name", {"type": "plain_text_input"})
ACTIONS: list[Json] = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "go", "value": "p-1", "text": plain("Go")},
            {"type": "static_select", "action_id": "stage", "options": [option("planning"), option("done")]},
            {"type": "external_select", "action_id": "pledge", "min_query_length": 1},
            {"type": "datepicker", "action_id": "day"},
            {"type": "overflow", "action_id": "more", "options": [option("snooze"), option("stop")]},
        ],
    }
]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running(Playground(make_workspace(), patience=QUICK)) as started:
        yield started


@asynccontextmanager
async def bot(playground: Playground, answering: Answering) -> AsyncIterator[list[Json]]:
    """A bot that acknowledges each payload with what `answering` gives; yields those that tell of no message."""
    received: list[Json] = []
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=playground.api_url, session=session)
        opened = await client.apps_connections_open(app_token=playground.app_token)
        async with session.ws_connect(opened["url"]) as socket:

            async def serve() -> None:
                async for message in socket:
                    envelope = message.json()
                    if envelope["type"] == "hello":
                        continue
                    if envelope["payload"].get("event", {}).get("type") != "message":
                        received.append(envelope["payload"])
                    acknowledgement: Json = {"envelope_id": envelope["envelope_id"]}
                    answer = answering(envelope["payload"])
                    await socket.send_json(acknowledgement | ({"payload": answer} if answer else {}))

            serving = asyncio.create_task(serve())
            yield received
            serving.cancel()


def silent(_payload: Json) -> None:
    return None


async def opened(playground: Playground, view: Json, user: str = LUCIA) -> Person:
    """The person, with this form open."""
    playground.workspace.modals.open(user, view)
    return playground.person(user)


async def with_actions(playground: Playground) -> Person:
    lucia = playground.person(LUCIA)
    async with client_of(playground) as client:
        await client.chat_postMessage(channel=lucia.direct_message, text="Choose", blocks=ACTIONS)
    return lucia


# --- messages -------------------------------------------------------------------------------------------


async def test_a_press_tells_who_where_and_what(playground: Playground) -> None:
    lucia = await with_actions(playground)
    async with bot(playground, silent) as received:
        await lucia.clicks(lucia.inbox[0], "Go")

    (payload,) = received
    assert payload["user"]["id"] == LUCIA
    assert payload["container"] == {
        "type": "message",
        "message_ts": lucia.inbox[0]["ts"],
        "channel_id": lucia.direct_message,
        "is_ephemeral": False,
    }
    assert payload["message"]["text"] == "Choose"
    assert [(one["action_id"], one["block_id"], one["value"]) for one in payload["actions"]] == [
        ("go", "row", "p-1")
    ]


CHOICES: dict[str, tuple[str, str, Json]] = {
    "a select": ("stage", "Done", {"selected_option": option("done")}),
    "a date": ("day", "2026-04-01", {"selected_date": "2026-04-01"}),
    "a menu": ("more", "snooze", {"selected_option": option("snooze")}),
}


@pytest.mark.parametrize("case", CHOICES)
async def test_a_choice_is_told_as_the_platform_tells_it(playground: Playground, case: str) -> None:
    action_id, choice, told = CHOICES[case]
    lucia = await with_actions(playground)
    async with bot(playground, silent) as received:
        await lucia.selects(lucia.inbox[0], action_id, choice)

    assert received[0]["actions"][0].items() >= told.items()


async def test_choices_in_a_message_stay_in_its_state(playground: Playground) -> None:
    lucia = await with_actions(playground)
    async with bot(playground, silent) as received:
        await lucia.selects(lucia.inbox[0], "stage", "done")
        await lucia.clicks(lucia.inbox[0], "Go")

    assert received[1]["state"]["values"]["row"] == {
        "stage": {"type": "static_select", "selected_option": option("done")},
        "pledge": {"type": "external_select", "selected_option": None},
        "day": {"type": "datepicker", "selected_date": None},
    }


async def test_suggestions_can_be_chosen(playground: Playground) -> None:
    def suggest(payload: Json) -> Json | None:
        return {"options": [option("asylum")]} if payload["type"] == "block_suggestion" else None

    lucia = await with_actions(playground)
    async with bot(playground, suggest) as received:
        offered = await lucia.searches(lucia.inbox[0], "pledge", "asy")
        await lucia.selects(lucia.inbox[0], "pledge", "asylum")

    assert (offered, received[0]["value"]) == ([option("asylum")], "asy")
    assert received[1]["actions"][0]["selected_option"] == option("asylum")


async def test_of_an_ephemeral_message_the_bot_gets_no_copy(playground: Playground) -> None:
    lucia = playground.person(LUCIA)
    async with client_of(playground) as client:
        await client.chat_postEphemeral(channel=GENERAL, user=LUCIA, text="Choose", blocks=ACTIONS)
    async with bot(playground, silent) as received:
        await lucia.clicks(lucia.sees(GENERAL)[0], "go")

    assert "message" not in received[0]
    assert received[0]["container"]["is_ephemeral"] is True


async def test_a_press_without_an_answer_is_told(playground: Playground) -> None:
    lucia = await with_actions(playground)
    await lucia.clicks(lucia.inbox[0], "Go")

    assert lucia.errors == ["La aplicación no ha respondido. Inténtelo de nuevo."]


async def test_a_control_that_is_not_there_is_a_mistake_of_the_test(playground: Playground) -> None:
    lucia = await with_actions(playground)
    with pytest.raises(LookupError, match="no control 'Stop'"):
        await lucia.clicks(lucia.inbox[0], "Stop")


async def post(address: str, body: Json) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(address, json=body) as answer:
        return answer.status, await answer.text()


async def pressed(playground: Playground) -> tuple[Person, str]:
    """The person, and the address at which her press can be answered."""
    lucia = await with_actions(playground)
    async with bot(playground, silent) as received:
        await lucia.clicks(lucia.inbox[0], "Go")
    return lucia, str(received[0]["response_url"])


async def test_a_response_replaces_adds_or_deletes(playground: Playground) -> None:
    lucia, address = await pressed(playground)
    seen = []
    for body in (
        {"text": "Private"},
        {"text": "Public", "response_type": "in_channel"},
        {"text": "Chosen", "replace_original": True},
        {"delete_original": True},
    ):
        assert await post(address, body) == (200, "ok")
        seen.append([one["text"] for one in lucia.inbox])

    assert seen == [
        ["Choose", "Private"],
        ["Choose", "Private", "Public"],
        ["Chosen", "Private", "Public"],
        ["Private", "Public"],
    ]


async def test_a_response_address_serves_five_times(playground: Playground) -> None:
    _, address = await pressed(playground)
    statuses = [(await post(address, {"text": "x"}))[0] for _ in range(6)]

    assert statuses == [200] * 5 + [404]


async def test_a_response_with_malformed_blocks_is_refused(playground: Playground) -> None:
    _, address = await pressed(playground)

    assert await post(address, {"blocks": [{"type": "marquee"}]}) == (400, "invalid_blocks")


# --- forms ----------------------------------------------------------------------------------------------


async def trigger(playground: Playground) -> str:
    """A trigger id from a press."""
    lucia = await with_actions(playground)
    async with bot(playground, silent) as received:
        await lucia.clicks(lucia.inbox[0], "Go")
    return str(received[0]["trigger_id"])


async def test_a_trigger_opens_one_form(playground: Playground) -> None:
    trigger_id = await trigger(playground)
    async with client_of(playground) as client:
        await client.views_open(trigger_id=trigger_id, view=form(NAME))
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await client.views_open(trigger_id=trigger_id, view=form(NAME))


async def test_a_trigger_survives_a_form_that_was_refused(playground: Playground) -> None:
    trigger_id = await trigger(playground)
    async with client_of(playground) as client:
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await client.views_open(trigger_id=trigger_id, view=form(NAME, title=plain("x" * 25)))
        await client.views_open(trigger_id=trigger_id, view=form(NAME))

    assert playground.person(LUCIA).view is not None


async def test_a_fourth_form_cannot_be_stacked(playground: Playground) -> None:
    async with client_of(playground) as client:
        await client.views_open(trigger_id=await trigger(playground), view=form(NAME))
        for _ in range(2):
            await client.views_push(trigger_id=await trigger(playground), view=form(NAME))
        with pytest.raises(SlackApiError, match="push_limit_reached"):
            await client.views_push(trigger_id=await trigger(playground), view=form(NAME))

    assert len(playground.person(LUCIA).views) == 3


async def test_an_update_against_a_newer_form_is_refused(playground: Playground) -> None:
    lucia = await opened(playground, form(NAME))
    assert lucia.view is not None
    stale = lucia.view["hash"]
    async with client_of(playground) as client:
        await client.views_update(view_id=lucia.view["id"], hash=stale, view=form(NAME))
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=lucia.view["id"], hash=stale, view=form(NAME))


async def test_an_update_keeps_what_was_entered_under_the_same_ids(playground: Playground) -> None:
    stage = entry("stage", {"type": "static_select", "options": [option("planning")]}, dispatch_action=True)
    lucia = await opened(playground, form(NAME, stage))
    async with bot(playground, silent), client_of(playground) as client:
        assert lucia.view is not None
        playground.workspace.modals.enter(
            lucia.view["id"], {"name": {"a": {"type": "plain_text_input", "value": "Ana"}}}
        )
        other = entry("other", {"type": "plain_text_input"})
        await client.views_update(view_id=lucia.view["id"], view=form(NAME, other))

    assert lucia.view is not None
    assert lucia.view["state"]["values"] == {
        "name": {"a": {"type": "plain_text_input", "value": "Ana"}},
        "other": {"a": {"type": "plain_text_input", "value": None}},
    }


async def test_what_is_missing_or_malformed_never_reaches_the_bot(playground: Playground) -> None:
    blocks = (
        NAME,
        entry("amount", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}),
        entry("address", {"type": "url_text_input"}),
        entry("email", {"type": "email_text_input"}),
        entry("note", {"type": "plain_text_input", "max_length": 3}),
        entry("later", {"type": "plain_text_input"}, optional=True),
    )
    tomas = await opened(playground, form(*blocks), TOMAS)
    async with bot(playground, silent) as received:
        errors = await tomas.submits(
            values={
                "amount": {"a": "0"},
                "address": {"a": "example.org"},
                "email": {"a": "tomas"},
                "note": {"a": "too long"},
            }
        )

    assert errors == {
        "name": "Please fill this in.",
        "amount": "This has to be 1 or more.",
        "address": "This is not a web address. It starts with https://",
        "email": "This is not an email address.",
        "note": "Write at most 3 characters.",
    }
    assert received == []


async def test_a_form_arrives_with_every_value(playground: Playground) -> None:
    blocks = (
        NAME,
        entry("stages", {"type": "checkboxes", "options": [option("planning"), option("done")]}),
        entry("stage", {"type": "radio_buttons", "options": [option("planning"), option("done")]}),
        entry("day", {"type": "datepicker", "initial_date": "2026-05-01"}),
    )
    lucia = await opened(playground, form(*blocks, private_metadata="p-1"))
    async with bot(playground, silent) as received:
        await lucia.submits(
            values={"name": {"a": "Ana"}, "stages": {"a": ["done"]}, "stage": {"a": "planning"}}
        )

    (payload,) = received
    assert (payload["type"], payload["view"]["private_metadata"]) == ("view_submission", "p-1")
    assert payload["view"]["state"]["values"] == {
        "name": {"a": {"type": "plain_text_input", "value": "Ana"}},
        "stages": {"a": {"type": "checkboxes", "selected_options": [option("done")]}},
        "stage": {"a": {"type": "radio_buttons", "selected_option": option("planning")}},
        "day": {"a": {"type": "datepicker", "selected_date": "2026-05-01"}},
    }
    assert lucia.view is None


ANSWERS: dict[str, tuple[Json | None, int, list[str]]] = {
    "nothing closes it": (None, 0, []),
    "update replaces it": ({"response_action": "update", "view": form(NAME)}, 1, []),
    "push stacks another": ({"response_action": "push", "view": form(NAME)}, 2, []),
    "clear closes all": ({"response_action": "clear"}, 0, []),
    "errors for no input are trouble": (
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        1,
        ["We had some trouble connecting. Try again?"],
    ),
    "a malformed view is trouble": (
        {"response_action": "update", "view": {"type": "modal"}},
        1,
        ["We had some trouble connecting. Try again?"],
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
async def test_the_answer_decides_what_becomes_of_a_form(playground: Playground, case: str) -> None:
    answer, open_views, errors = ANSWERS[case]
    tomas = await opened(playground, form(NAME), TOMAS)
    async with bot(playground, lambda _payload: answer):
        assert await tomas.submits(values={"name": {"a": "Ana"}}) == {}

    assert (len(tomas.views), tomas.errors) == (open_views, errors)


async def test_the_bots_errors_are_shown_at_their_fields(playground: Playground) -> None:
    lucia = await opened(playground, form(NAME))
    errors = {"name": "Too short"}
    async with bot(playground, lambda _payload: {"response_action": "errors", "errors": errors}):
        assert await lucia.submits(values={"name": {"a": "A"}}) == errors

    assert len(lucia.views) == 1


async def test_a_form_without_an_answer_stays_open(playground: Playground) -> None:
    lucia = await opened(playground, form(NAME))
    await lucia.submits(values={"name": {"a": "Ana"}})

    assert lucia.errors == ["Hemos tenido problemas de conexión. ¿Quiere volver a intentarlo?"]
    assert len(lucia.views) == 1


@pytest.mark.parametrize(("asks", "told"), [(True, ["view_closed"]), (False, [])])
async def test_closing_is_told_only_if_the_form_asked(
    playground: Playground, asks: bool, told: list[str]
) -> None:
    lucia = await opened(playground, form(NAME, notify_on_close=asks))
    async with bot(playground, silent) as received:
        await lucia.closes()

    assert ([payload["type"] for payload in received], lucia.view) == (told, None)


async def test_an_input_tells_its_choice_at_once_only_if_it_dispatches(playground: Playground) -> None:
    quiet = entry("quiet", {"type": "static_select", "options": [option("one")], "action_id": "quiet"})
    loud = entry(
        "loud",
        {"type": "static_select", "options": [option("one")], "action_id": "loud"},
        dispatch_action=True,
    )
    lucia = await opened(playground, form(quiet, loud))
    async with bot(playground, silent) as received:
        assert lucia.view is not None
        await lucia.selects(lucia.view, "quiet", "one")
        await lucia.selects(lucia.view, "loud", "one")

    assert [payload["actions"][0]["action_id"] for payload in received] == ["loud"]
    assert received[0]["view"]["state"]["values"]["quiet"]["quiet"]["selected_option"] == option("one")


# --- home -----------------------------------------------------------------------------------------------


async def test_home_is_published_shown_and_pressed(playground: Playground) -> None:
    lucia = playground.person(LUCIA)
    async with client_of(playground) as client, bot(playground, silent) as received:
        await lucia.opens_home()
        published = await client.views_publish(user_id=LUCIA, view={"type": "home", "blocks": ACTIONS})
        assert lucia.home is not None
        await lucia.clicks(lucia.home, "Go")

    assert (received[0]["event"]["type"], received[0]["event"]["tab"]) == ("app_home_opened", "home")
    assert received[1]["container"] == {"type": "view", "view_id": published["view"]["id"]}
    assert "response_url" not in received[1]


async def test_publishing_against_a_newer_home_is_refused(playground: Playground) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    async with client_of(playground) as client:
        first = await client.views_publish(user_id=LUCIA, view=home)
        await client.views_publish(user_id=LUCIA, view=home, hash=first["view"]["hash"])
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_publish(user_id=LUCIA, view=home, hash=first["view"]["hash"])
