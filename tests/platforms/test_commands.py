import threading

import pytest
from aiohttp import web
from tests.platforms.scripted import OPENER, asks, says
from tests.platforms.world import GENERAL, GUEST, LUCIA, World, answers
from tests.platforms.world import Call as Asks

from mirps_bot.dialogue import Answer, Call, Inbound, Press, Shown, Silence
from mirps_bot.domain.form import FieldKind
from mirps_bot.domain.language import Language
from mirps_bot.ports import Account
from mirps_bot.view.form import ShownField, ShownForm

FORM = ShownForm(
    name="update",
    title="Informar avance",
    intro=None,
    submit="Enviar",
    cancel="Cancelar",
    fields=(
        ShownField(
            key="results",
            kind=FieldKind.LONG_TEXT,
            label="Resultados",
            hint=None,
            required=True,
            max_length=3000,
            options=(),
            value="",
            redraws=False,
        ),
    ),
)


async def test_command_is_answered_in_its_acknowledgement(slack: World) -> None:
    slack.bot.answer = lambda _: Shown(view=says("tres compromisos"))

    await slack.lucia.commands("/mirps compromisos <asilo> & más", in_=GENERAL)

    (call,) = slack.bot.heard
    assert isinstance(call, Call)
    assert (call.words, call.actor.user, call.place.channel) == (
        "compromisos <asilo> & más",
        LUCIA,
        GENERAL,
    )
    assert [message["text"] for message in slack.lucia.sees(GENERAL)] == ["tres compromisos"]
    assert slack.tomas.sees(GENERAL) == []
    assert slack.lucia.errors == []


async def test_silence_shows_nothing(slack: World) -> None:
    slack.bot.answer = lambda _: Silence()

    await slack.lucia.commands("/mirps")

    assert slack.lucia.inbox == []
    assert slack.lucia.errors == []


async def test_newcomer_is_introduced_once_with_language_and_zone(slack: World) -> None:
    await slack.lucia.commands("/mirps")
    await slack.lucia.commands("/mirps")

    assert slack.bot.accounts == {
        LUCIA: Account(
            user=LUCIA, email="lucia@example.org", language=Language.ES, time_zone="America/Mexico_City"
        )
    }
    assert slack.trouble.asked.count("users.info") == 1


async def test_guest_is_answered_but_not_matched_to_the_roster(slack: World) -> None:
    await slack.guest.commands("/mirps")

    assert slack.bot.accounts[GUEST].email is None
    assert [message["text"] for message in slack.guest.inbox] == ["understood"]


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "error": "user_not_found"},
        {"ok": False, "error": "missing_scope"},
        {"ok": False, "error": "invalid_arguments"},
        {"ok": True},
    ],
)
async def test_person_of_whom_slack_tells_nothing_is_a_stranger_until_it_does(
    slack: World, answer: dict[str, object]
) -> None:
    slack.trouble.calls["users.info"] = answers(answer)

    await slack.lucia.commands("/mirps")
    assert slack.bot.accounts == {}
    await slack.lucia.commands("/mirps")

    assert [message["text"] for message in slack.lucia.inbox] == ["understood", "understood"]
    assert list(slack.bot.accounts) == [LUCIA]


async def test_person_whom_slack_can_not_tell_of_at_once_is_asked_for_again(slack: World) -> None:
    slack.trouble.calls["users.info"] = answers({"ok": False, "error": "ratelimited"}, status=429)

    await slack.lucia.commands("/mirps")

    assert [message["text"] for message in slack.lucia.inbox] == ["understood"]
    assert list(slack.bot.accounts) == [LUCIA]


async def test_person_who_can_not_be_asked_for_twice_is_answered_as_a_stranger(slack: World) -> None:
    async def fails(_: web.Request, __: Asks) -> web.StreamResponse:
        slack.trouble.calls["users.info"] = fails
        return web.json_response({"ok": False, "error": "internal_error"})

    slack.trouble.calls["users.info"] = fails
    await slack.lucia.commands("/mirps")

    assert [message["text"] for message in slack.lucia.inbox] == ["understood"]
    assert slack.bot.accounts == {}


async def test_stranger_is_asked_for_again_once_and_found_by_the_address_shown_since(
    slack: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mirps_bot.adapters.slack.acquaintances.ASKED_AGAIN", 0.0)
    slack.trouble.calls["users.info"] = answers({"ok": True, "user": {"profile": {}}})

    await slack.lucia.commands("/mirps")
    assert slack.bot.accounts[LUCIA].email is None
    await slack.lucia.commands("/mirps")
    assert slack.bot.accounts[LUCIA].email == "lucia@example.org"


async def test_command_in_a_conversation_with_a_colleague_is_not_said_to_the_bot(slack: World) -> None:
    await slack.lucia.commands("/mirps", in_=slack.lucia.direct_message)
    slack.trouble.calls["conversations.open"] = answers({"ok": True, "channel": {"id": "D0COLLEAGUE"}})
    await slack.tomas.commands("/mirps")

    own, others = (each.place.is_direct for each in slack.bot.heard if isinstance(each, Call))
    assert (own, others) == (True, False)


async def test_thumb_up_is_read_as_people_see_it(slack: World) -> None:
    await slack.lucia.commands("/mirps sin cambios :+1::skin-tone-3:")

    (call,) = (each for each in slack.bot.heard if isinstance(each, Call))
    assert call.words == "sin cambios \N{THUMBS UP SIGN}"


async def test_person_is_known_where_slack_repeats_no_id(slack: World) -> None:
    slack.trouble.calls["users.info"] = answers({"ok": True, "user": {"profile": {"email": "l@example.org"}}})

    await slack.lucia.commands("/mirps")

    assert slack.bot.accounts[LUCIA].email == "l@example.org"


async def test_form_opens_for_the_person_who_asked(slack: World) -> None:
    slack.bot.answer = lambda _: asks(FORM)

    await slack.lucia.commands("/mirps actualizar")

    assert slack.lucia.view is not None
    assert slack.lucia.view["callback_id"] == "update"
    assert slack.lucia.inbox == []


async def test_form_that_came_too_late_can_be_opened_with_a_button(slack: World) -> None:
    slack.bot.answer = lambda _: asks(FORM)
    slack.trouble.calls["views.open"] = answers({"ok": False, "error": "expired_trigger_id"})

    await slack.lucia.commands("/mirps actualizar P-1")
    assert slack.lucia.views == []
    (invitation,) = slack.lucia.inbox
    await slack.lucia.clicks(invitation, "Abrir de nuevo")

    press = slack.bot.heard[-1]
    assert isinstance(press, Press)
    assert press.action == OPENER
    assert slack.lucia.view is not None
    assert slack.lucia.errors == []


async def test_slow_answer_follows_after_the_acknowledgement(slack: World) -> None:
    may_answer = threading.Event()

    def answer(_: Inbound) -> Answer:
        may_answer.wait(10)
        return Shown(view=says("por fin"))

    slack.bot.answer = answer
    await slack.lucia.commands("/mirps")
    assert slack.lucia.errors == []
    assert slack.lucia.inbox == []

    may_answer.set()

    assert [m["text"] for m in await slack.lucia.until(lambda: slack.lucia.inbox)] == ["por fin"]


async def test_failure_is_told_kindly_with_the_reference_in_the_log(
    slack: World, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Inbound) -> Answer:
        raise RuntimeError("out of paper")

    slack.bot.answer = fail

    await slack.tomas.commands("/mirps a private matter")

    (message,) = slack.tomas.inbox
    (record,) = [each for each in caplog.records if each.getMessage().startswith("Reference")]
    reference = record.getMessage().split()[1].rstrip(":")
    assert message["text"] == f"sorry (en, {reference})"
    assert "private matter" not in caplog.text
    assert slack.tomas.errors == []
