import asyncio

import pytest
from aiohttp import web
from tests.platforms.world import GENERAL, LUCIA, NOON, Call, World, answers

from mirps_bot.adapters.slack.inbox import arrival_of
from mirps_bot.dialogue import Said
from mirps_bot.domain.delivery import Spot
from mirps_bot.domain.language import Language
from mirps_bot.playground.identity import BOT_USER_ID


async def test_direct_message_is_worked_on_and_answered_where_it_was_said(slack: World) -> None:
    await slack.lucia.says("hola & <b>")

    ((_, said, spot),) = await slack.worked(1)

    assert isinstance(said, Said)
    assert (said.text, said.actor.user) == ("hola & <b>", LUCIA)
    assert spot == Spot(channel=slack.lucia.direct_message)


async def test_reply_in_a_thread_is_answered_in_the_thread(slack: World) -> None:
    message = await slack.lucia.says("uno")
    assert message is not None
    await slack.worked(1)  # events that are posted at the same time may overtake each other
    await slack.lucia.says("dos", thread_ts=message["ts"])

    _, (_, said, spot) = await slack.worked(2)

    assert isinstance(said, Said)
    assert said.place.thread == message["ts"]
    assert spot == Spot(channel=slack.lucia.direct_message, thread=message["ts"])


async def test_mention_is_heard_without_the_name_and_answered_privately(slack: World) -> None:
    name = BOT_USER_ID
    await slack.lucia.says(f"<@{name}> compromisos asilo", in_=GENERAL)

    ((_, said, spot),) = await slack.worked(1)

    assert isinstance(said, Said)
    assert said.text == "compromisos asilo"
    assert spot == Spot(channel=GENERAL, only_for=slack.lucia.id)


async def test_edits_removals_and_own_messages_are_not_heard(slack: World) -> None:
    await slack.lucia.says("hola")
    (message,) = slack.lucia.inbox
    slack.lucia.edits(message, "hola, hola")
    slack.lucia.deletes(message)
    await slack.client.chat_postMessage(channel=slack.lucia.direct_message, text="yo mismo")
    await slack.playground.until_idle()

    assert [said.text for _, said, _ in await slack.worked(1) if isinstance(said, Said)] == ["hola"]
    assert len(slack.bot.received) == 1


async def test_event_whose_acknowledgement_got_lost_is_worked_on_once(slack: World) -> None:
    slack.trouble.lost_acknowledgements.add("events_api")

    await slack.lucia.says("hola")
    await slack.playground.until_idle()

    assert slack.trouble.delivered.count("events_api") == 2
    first, second = slack.bot.received
    assert first == second
    assert len(await slack.worked(1)) == 1


async def test_message_is_worked_on_though_slack_does_not_tell_who_said_it(slack: World) -> None:
    slack.trouble.calls["users.info"] = answers({"ok": False, "error": "missing_scope"})

    await slack.lucia.says("hola")

    ((_, said, _),) = await slack.worked(1)
    assert (said.actor.user, said.actor.person) == (LUCIA, None)


async def test_home_tab_is_published_when_opened(slack: World) -> None:
    await slack.lucia.opens_home()

    home = await slack.lucia.until(lambda: slack.lucia.home)

    assert home is not None
    assert home["blocks"][0]["elements"][0]["elements"][0]["text"] == f"home of {LUCIA}"


async def test_home_tab_that_slack_could_not_take_just_now_is_left_for_later(
    slack: World, caplog: pytest.LogCaptureFixture
) -> None:
    was_refused = asyncio.Event()

    async def refuse(_: web.Request, __: Call) -> web.StreamResponse:
        was_refused.set()
        return web.Response(status=503)

    slack.trouble.calls["views.publish"] = refuse
    await slack.lucia.opens_home()
    await was_refused.wait()
    await slack.lucia.opens_home()
    await slack.until(lambda: bool(slack.bot.finished))

    assert slack.bot.finished == slack.bot.received[1:]
    assert [each for each in caplog.records if each.exc_info] == []


def test_only_what_somebody_says_waits_for_what_they_said_before() -> None:
    said = {"type": "message", "channel": "D1", "user": LUCIA, "text": "hola", "ts": "1.2"}
    opened = {"type": "app_home_opened", "user": LUCIA, "tab": "home", "event_ts": "1.3"}

    arrivals = [arrival_of({"event": event}, NOON) for event in (said, opened)]

    assert [each and each.sender for each in arrivals] == [LUCIA, None]


async def test_changed_language_is_noticed_of_known_people_only(slack: World) -> None:
    await slack.lucia.commands("/mirps")

    slack.playground.workspace.change_profile(LUCIA, locale="pt-BR")
    slack.playground.workspace.change_profile("U0TOMAS", locale="fr-FR")
    await slack.playground.until_idle()

    await slack.until(lambda: slack.bot.accounts[LUCIA].language is Language.PT)
    assert list(slack.bot.accounts) == [LUCIA]


def test_what_the_bot_said_itself_is_not_kept() -> None:
    said = {"type": "message", "channel": "D1", "user": "U0BOT", "text": "hola", "ts": "1.2"}
    own = [{"user_id": "U0BOT", "is_bot": True}]

    assert arrival_of({"event": said, "authorizations": own}, NOON) is None
    assert arrival_of({"event": said | {"user": LUCIA}, "authorizations": own}, NOON) is not None
