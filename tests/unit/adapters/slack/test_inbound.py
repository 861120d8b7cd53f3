from datetime import UTC, datetime
from typing import Any

import pytest

from mirps_bot.adapters.slack.inbound import (
    is_choice_in_form,
    is_said_to_bot,
    read_call,
    read_press,
    read_said,
    read_submission,
    read_suggestion,
    reply_to,
    user_of,
)
from mirps_bot.adapters.slack.inbox import arrival_of
from mirps_bot.adapters.slack.typed import as_typed, mentioned, without_mention
from mirps_bot.dialogue import Place
from mirps_bot.domain.delivery import Spot
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.view.action import Action, ActionName

ACTOR = Actor(user="U1", person=None, language=Language.ES, time_zone="UTC")
ASK = Action(ActionName.ASK, ("help",))


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("compromisos &lt;asilo&gt; &amp;amp; más ", "compromisos <asilo> &amp; más"),
        ("de <@U1|lucia> en <#C1|general> y <#C2|>", "de @lucia en #general y #C2"),
        ("<https://example.org/a|https://example.org/a>", "https://example.org/a"),
        ("<http://example.org|example.org> <https://example.org/>", "example.org https://example.org/"),
        ("<https://example.org|el plan>", "el plan (https://example.org)"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<!channel> <!subteam^S1|@team> <!subteam^S1> <!date^1^{date}|hoy>", "@channel @team @subteam hoy"),
        ("a < b", "a < b"),
        ("me llama <tel:+50222223333|+502 2222-3333>", "me llama +502 2222-3333"),
        ("gracias :pray:", "gracias 🙏"),
        ("ok :+1::skin-tone-4: :man-shrugging:", "ok 👍 🤷\u200d♂️"),
        ("a las 10:30:45 país:méxico :no-such:", "a las 10:30:45 país:méxico :no-such:"),
    ],
)
def test_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


def test_who_is_mentioned_is_named_as_on_the_roster() -> None:
    sent = "me cubre <@U2> o <@U3|ana.li>, no <@U4>"
    assert [*mentioned(sent)] == ["U2", "U3", "U4"]
    assert (
        as_typed(sent, {"U2": "Tomás Rivera", "U3": "Ana Lima"}) == "me cubre Tomás Rivera o Ana Lima, no @U4"
    )


def test_button_on_a_message_with_replies_is_not_pressed_in_its_thread() -> None:
    container = {"channel_id": "D1", "message_ts": "7.1", "thread_ts": "7.1"}
    press = read_press(pressed(container=container, message={"ts": "7.1", "thread_ts": "7.1"}), ACTOR)
    assert press is not None
    assert press.place == Place(channel="D1", is_direct=True, message="7.1")

    below = {"channel_id": "D1", "message_ts": "7.2", "thread_ts": "7.1"}
    press = read_press(pressed(container=below), ACTOR)
    assert press is not None
    assert press.place.thread == "7.1"


@pytest.mark.parametrize(
    "said", ["<@UBOT> ayuda", "<@UBOT|mirps>: ayuda", "ayuda <@UBOT>", "  <@UBOT>, ayuda <@UBOT> "]
)
def test_own_name_is_left_out(said: str) -> None:
    assert without_mention(said, "UBOT") == "ayuda"


@pytest.mark.parametrize("said", ["<@UBOT> ayuda <@U2>", " <@UBOT|mirps>: ayuda <@U2>", "ayuda <@U2>"])
def test_first_name_is_left_out_where_the_bot_does_not_know_its_own(said: str) -> None:
    assert without_mention(said, "") == "ayuda <@U2>"


def test_names_of_others_stay() -> None:
    assert without_mention("<@UBOT> hola <@UBOT2>", "UBOT") == "hola <@UBOT2>"


def test_call_without_words_or_channel_is_still_a_call() -> None:
    call = read_call({"command": "/mirps", "user_id": "U1"}, ACTOR)

    assert (call.words, call.place) == ("", Place(channel="", is_direct=True))


def test_call_in_a_direct_conversation_is_direct() -> None:
    assert read_call({"text": "hola", "channel_id": "D7"}, ACTOR).place == Place(channel="D7", is_direct=True)


def test_conversation_is_direct_by_its_kind_whatever_its_id() -> None:
    assert read_call({"channel_id": "IM-7", "channel_name": "directmessage"}, ACTOR).place.is_direct
    assert not read_call({"channel_id": "IM-7", "channel_name": "general"}, ACTOR).place.is_direct
    press = read_press(pressed(container={}, channel={"id": "IM-7", "name": "directmessage"}), ACTOR)
    assert press is not None
    assert press.place.is_direct
    assert reply_to(read_said(SAID | {"channel": "IM-7"}, ACTOR, bot_user="UBOT")) == Spot(channel="IM-7")


def pressed(value: str = ASK.pack(), **more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": "U1"},
        "container": {"type": "message", "message_ts": "5.1", "channel_id": "C1", "thread_ts": "5.0"},
        "actions": [{"type": "button", "value": value, "action_ts": "9.9", "action_id": "press-0"}],
    } | more


def test_press_tells_where_and_keeps_its_key() -> None:
    press = read_press(pressed(), ACTOR)

    assert press is not None
    assert press.action == ASK
    assert press.place == Place(channel="C1", is_direct=False, thread="5.0", message="5.1")
    assert press == read_press(pressed(), ACTOR)


def test_press_in_a_view_stands_in_no_conversation() -> None:
    press = read_press(pressed(container={"type": "view", "view_id": "V1"}, view={"type": "home"}), ACTOR)

    assert press is not None
    assert press.place == Place(channel="", is_direct=True)
    assert press.key.startswith("V1:9.9:U1:")


@pytest.mark.parametrize("value", ["", "{}", "[]", '["a_name_of_old"]', "yes"])
def test_press_of_an_unknown_button_is_none(value: str) -> None:
    assert read_press(pressed(value), ACTOR) is None


def test_press_without_actions_is_none() -> None:
    assert read_press({"type": "block_actions"}, ACTOR) is None


def test_choice_in_a_form_is_told_from_a_button_there() -> None:
    modal = {"view": {"type": "modal"}}

    assert is_choice_in_form({"actions": [{"type": "static_select"}]} | modal)
    assert not is_choice_in_form({"actions": [{"type": "button"}]} | modal)
    assert not is_choice_in_form(pressed())


def test_submission_without_anything_is_empty() -> None:
    submission = read_submission({"view": {"id": "V1"}}, ACTOR)

    assert (submission.form, submission.raw, submission.context, submission.key) == ("", {}, {}, "V1")


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        ([{"type": "rich_text", "block_id": "i"}, {"type": "input", "block_id": "stage#1"}], {"stage"}),
        ([], set()),
    ],
)
def test_submission_tells_which_fields_were_shown(blocks: list[dict[str, str]], shown: set[str]) -> None:
    view = {"blocks": blocks, "state": {"values": {"narrative": {"narrative": {"value": "x"}}}}}

    assert read_submission({"view": view}, ACTOR).shown == shown


def test_suggestion_names_form_and_field() -> None:
    wanted = read_suggestion({"block_id": "pledge#2", "value": "asilo", "view": {"callback_id": "update"}})

    assert (wanted.form, wanted.field, wanted.typed) == ("update", "pledge", "asilo")


@pytest.mark.parametrize(
    ("payload", "user"),
    [
        ({"user_id": "U1"}, "U1"),
        ({"user": {"id": "U1"}}, "U1"),
        ({"event": {"user": "U1"}}, "U1"),
        ({"event": {"user": {"id": "U1"}}}, "U1"),
        ({}, ""),
    ],
)
def test_user_is_found_in_every_kind_of_payload(payload: dict[str, Any], user: str) -> None:
    assert user_of(payload) == user


SAID = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": "hola", "ts": "1.2"}


@pytest.mark.parametrize(
    ("change", "is_said"),
    [
        ({}, True),
        ({"subtype": "file_share"}, True),
        ({"subtype": "thread_broadcast"}, True),
        ({"subtype": "message_changed"}, False),
        ({"subtype": "channel_join"}, False),
        ({"bot_id": "B1"}, False),
        ({"hidden": True}, False),
        ({"user": None}, False),
        ({"channel_type": "channel"}, False),
        ({"channel_type": None}, True),
        ({"channel_type": None, "channel": "C1"}, False),
        ({"type": "app_mention", "channel_type": None}, True),
        ({"type": "app_mention", "bot_id": "B1"}, False),
    ],
)
def test_only_what_people_say_to_the_bot_is_heard(change: dict[str, Any], is_said: bool) -> None:
    assert is_said_to_bot(SAID | change) is is_said


def test_event_without_a_number_is_told_apart_by_its_place_and_moment() -> None:
    def key(**change: str) -> str:
        arrival = arrival_of({"event": SAID | change}, datetime(2026, 3, 2, tzinfo=UTC))
        assert arrival is not None
        return arrival.id

    assert key() == key(text="hola otra vez")
    assert len({key(), key(ts="1.3"), key(channel="D2"), key(type="app_mention")}) == 4


@pytest.mark.parametrize(
    ("told", "is_kept"), [({"tab": "home"}, True), ({}, True), ({"tab": "messages"}, False)]
)
def test_opening_the_home_tab_is_kept(told: dict[str, str], is_kept: bool) -> None:
    body = {"event_id": "Ev1", "event": {"type": "app_home_opened", "user": "U1"} | told}

    assert (arrival_of(body, datetime(2026, 3, 2, tzinfo=UTC)) is not None) is is_kept


def test_answer_follows_in_a_direct_conversation() -> None:
    said = read_said(SAID, ACTOR, bot_user="UBOT")

    assert (said.text, said.key) == ("hola", "D1:1.2")
    assert reply_to(said) == Spot(channel="D1")


def test_what_stands_among_the_files_and_is_none_is_passed_over() -> None:
    said = read_said(SAID | {"files": [None, {"id": "F1", "name": "a.pdf"}, "F2"]}, ACTOR, bot_user="UBOT")

    assert [each.name for each in said.attached] == ["a.pdf"]


def test_answer_stays_in_the_thread() -> None:
    said = read_said(SAID | {"thread_ts": "1.0"}, ACTOR, bot_user="UBOT")

    assert reply_to(said) == Spot(channel="D1", thread="1.0")


def test_answer_to_a_mention_is_for_who_asked_alone() -> None:
    mention = SAID | {"type": "app_mention", "channel": "C1", "text": "<@UBOT> hola"}

    said = read_said(mention, ACTOR, bot_user="UBOT")

    assert said.text == "hola"
    assert reply_to(said) == Spot(channel="C1", only_for=ACTOR.user)


def test_answer_to_a_mention_in_a_thread_stays_in_it() -> None:
    mention = SAID | {"type": "app_mention", "channel": "C1", "text": "<@UBOT> hola", "thread_ts": "1.0"}

    said = read_said(mention, ACTOR, bot_user="UBOT")

    assert reply_to(said) == Spot(channel="C1", thread="1.0", only_for=ACTOR.user)
