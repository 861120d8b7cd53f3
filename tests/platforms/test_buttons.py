from tests.platforms.scripted import OPENER, asks, says
from tests.platforms.test_commands import FORM
from tests.platforms.world import GENERAL, LUCIA, World, answers

from mirps_bot.adapters.slack.render import render_message
from mirps_bot.dialogue import Answer, Inbound, Press, Shown
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Button, Buttons, View

SNOOZE = Action(ActionName.SNOOZE, ("7", "2026-03-09"))
ASKING = View(summary="¿Y bien?", blocks=(Buttons((Button(label="Después", action=SNOOZE),)),))


async def asking(slack: World, view: View = ASKING) -> None:
    """The bot shows something with buttons, and from then on understands."""
    slack.bot.answer = lambda _: Shown(view=view)
    await slack.lucia.commands("/mirps", in_=GENERAL)
    slack.bot.answer = lambda _: Shown(view=says("hecho"))


async def test_press_is_heard_with_its_action_and_place(slack: World) -> None:
    await asking(slack)
    (message,) = slack.lucia.sees(GENERAL)

    await slack.lucia.clicks(message, "Después")

    press = slack.bot.heard[-1]
    assert isinstance(press, Press)
    assert (press.action, press.actor.user) == (SNOOZE, LUCIA)
    assert (press.place.channel, press.place.message) == (GENERAL, message["ts"])
    assert [each["text"] for each in slack.lucia.sees(GENERAL)][1:] == ["hecho"]
    assert slack.lucia.errors == []


async def test_replacing_answer_takes_the_place_of_the_buttons(slack: World) -> None:
    await asking(slack)
    slack.bot.answer = lambda _: Shown(view=says("hecho"), replaces=True)

    await slack.lucia.clicks(slack.lucia.sees(GENERAL)[0], "Después")

    assert [each["text"] for each in slack.lucia.sees(GENERAL)] == ["hecho"]


async def test_two_presses_have_keys_of_their_own(slack: World) -> None:
    await asking(slack)
    (message,) = slack.lucia.sees(GENERAL)

    await slack.lucia.clicks(message, "Después")
    await slack.lucia.clicks(message, "Después")

    keys = {each.key for each in slack.bot.heard if isinstance(each, Press)}
    assert len(keys) == 2


async def test_press_opens_a_form(slack: World) -> None:
    await asking(slack)
    slack.bot.answer = lambda _: asks(FORM)

    await slack.lucia.clicks(slack.lucia.sees(GENERAL)[0], "Después")

    assert slack.lucia.view is not None
    assert slack.lucia.view["title"]["text"] == "Informar avance"


async def test_form_refused_after_a_press_can_be_opened_again(slack: World) -> None:
    await asking(slack)
    slack.bot.answer = lambda _: asks(FORM)
    slack.trouble.calls["views.open"] = answers({"ok": False, "error": "expired_trigger_id"})

    await slack.lucia.clicks(slack.lucia.sees(GENERAL)[0], "Después")
    await slack.lucia.clicks(slack.lucia.sees(GENERAL)[-1], "Abrir de nuevo")

    assert [each.action for each in slack.bot.heard if isinstance(each, Press)] == [SNOOZE, OPENER]
    assert slack.lucia.view is not None


async def test_unknown_button_is_told_to_be_out_of_date(slack: World) -> None:
    await slack.lucia.commands("/mirps")
    channel = slack.lucia.direct_message
    await slack.client.chat_postMessage(
        channel=channel,
        text="from an older version",
        blocks=[
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "gone",
                        "text": {"type": "plain_text", "text": "Old"},
                        "value": "old!",
                    }
                ],
            }
        ],
    )

    await slack.lucia.clicks(slack.lucia.inbox[-1], "Old")

    assert [each["text"] for each in slack.lucia.inbox][-1] == f"outdated for {LUCIA}"
    assert slack.lucia.errors == []


async def test_press_in_a_thread_is_answered_in_the_thread(slack: World) -> None:
    await slack.lucia.says("¿alguien?", in_=GENERAL)
    (said,) = slack.lucia.sees(GENERAL)
    slack.bot.answer = lambda _: Shown(view=says("hecho"))
    rendered = render_message(ASKING)
    await slack.client.chat_postMessage(
        channel=GENERAL, thread_ts=said["ts"], text=rendered.text, blocks=rendered.blocks
    )

    await slack.lucia.clicks(slack.lucia.thread(said)[-1], "Después")

    assert [each["text"] for each in slack.lucia.thread(said)][2:] == ["hecho"]


async def test_press_on_the_home_tab_shows_its_answer_and_freshens_the_tab(slack: World) -> None:
    slack.bot.home_view = ASKING
    await slack.lucia.opens_home()
    home = await slack.lucia.until(lambda: slack.lucia.home)
    assert home is not None
    slack.bot.home_view = says("todo hecho")
    slack.bot.answer = lambda _: Shown(view=says("hecho"))

    await slack.lucia.clicks(home, "Después")

    assert slack.lucia.view is not None
    assert slack.lucia.view["title"]["text"] == "Después"
    assert slack.lucia.home is not None
    assert slack.lucia.home["blocks"] != home["blocks"]


async def test_press_on_the_home_tab_is_answered_in_a_message_where_no_modal_opens(slack: World) -> None:
    slack.bot.home_view = ASKING
    await slack.lucia.opens_home()
    home = await slack.lucia.until(lambda: slack.lucia.home)
    assert home is not None
    slack.bot.answer = lambda _: Shown(view=says("hecho"))
    slack.trouble.calls["views.open"] = answers({"ok": False, "error": "expired_trigger_id"})

    await slack.lucia.clicks(home, "Después")

    assert [each["text"] for each in slack.lucia.inbox] == ["hecho"]


async def test_press_in_a_receipt_replaces_it(slack: World) -> None:
    slack.bot.answer = lambda _: asks(FORM)
    await slack.lucia.commands("/mirps")
    slack.bot.answer = lambda _: Shown(view=ASKING)
    await slack.lucia.submits(values={"results": {"results": "diez familias"}})
    assert slack.lucia.view is not None

    def next_form(inbound: Inbound) -> Answer:
        return asks(FORM) if isinstance(inbound, Press) else Shown(view=says("otra vez"))

    slack.bot.answer = next_form
    await slack.lucia.clicks(slack.lucia.view, "Después")
    await slack.lucia.submits(values={"results": {"results": "once familias"}})

    first, second = (each.key for each in slack.bot.submissions())
    assert first != second
    assert slack.lucia.errors == []
