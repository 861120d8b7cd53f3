from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import web
from tests.platforms.roster import Roster, RosterStorage
from tests.platforms.scripted import says
from tests.platforms.world import (
    ARCHIVE,
    GENERAL,
    LUCIA,
    NOON,
    TOMAS,
    Call,
    Trouble,
    Wrap,
    answers,
    answers_with_a_page,
    answers_with_no_such_address,
    loses_answer,
    settings_for,
    started,
    workspace,
)

from mirps_bot.adapters.drawing.grid import draw_grid
from mirps_bot.adapters.slack.addresses import Addresses
from mirps_bot.adapters.slack.client import open_client
from mirps_bot.adapters.slack.messenger import SlackMessenger
from mirps_bot.adapters.slack.pictures import PATIENCE, Pictures
from mirps_bot.chat.running import Threads
from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId, PersonId
from mirps_bot.playground import Playground
from mirps_bot.playground.person import Person
from mirps_bot.ports import NoAccount, NotSent, OutcomeUnknown, Refused
from mirps_bot.view.almanac import Almanac
from mirps_bot.view.blocks import Image, Paragraph, Plain, View
from mirps_bot.view.files import File
from mirps_bot.view.pictures import Grid, Row

TO_LUCIA, TO_GUEST, TO_STRANGER = (Inbox(person=PersonId(number)) for number in (1, 2, 3))
GREETING = says("Recuerde el informe")
FIRST, SECOND = DeliveryId(17), DeliveryId(18)


def write(file: File) -> bytes:
    return file.name.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    messenger: SlackMessenger
    roster: Roster
    playground: Playground
    trouble: Trouble
    moments: list[float]
    lucia: Person
    tomas: Person


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    trouble, roster = Trouble(), Roster("lucia@example.org", "grace@example.org", "gone@example.org")
    threads = Threads()
    async with (
        started(Playground(workspace("socket"), faults=trouble)) as playground,
        open_client(settings_for(playground, "socket")) as client,
    ):
        addresses = Addresses(client, RosterStorage(roster), threads)
        moments = [1.0]
        pictures = Pictures(client, draw_grid, now=lambda: moments[-1])
        yield Post(
            messenger=SlackMessenger(
                client, addresses, pictures, write, lambda file: f"no file ({file.language})"
            ),
            moments=moments,
            roster=roster,
            playground=playground,
            trouble=trouble,
            lucia=playground.person(LUCIA),
            tomas=playground.person(TOMAS),
        )
    threads.close()


async def test_person_is_found_by_address_once_and_remembered(post: Post) -> None:
    first = await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    second = await post.messenger.send(TO_LUCIA, GREETING, DeliveryId(18))

    assert first is not None
    assert second is not None
    assert [message["ts"] for message in post.lucia.inbox] == [first.ts, second.ts]
    assert post.roster.channels == {LUCIA: first.channel}
    assert post.trouble.asked.count("users.lookupByEmail") == 1
    assert post.trouble.asked.count("conversations.open") == 1


async def test_person_is_found_where_slack_does_not_tell_its_team(post: Post) -> None:
    async def without_team(_: web.Request, __: Call) -> web.StreamResponse:
        return web.json_response({"ok": True, "user_id": "U0BOT"})

    post.trouble.calls["auth.test"] = without_team
    await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    assert [message["text"] for message in post.lucia.inbox] == ["Recuerde el informe"]


async def test_person_is_found_among_the_members_where_slack_looks_up_no_addresses(post: Post) -> None:
    post.trouble.calls["users.lookupByEmail"] = answers_with_no_such_address

    await post.messenger.send(TO_LUCIA, GREETING, FIRST)

    assert [message["text"] for message in post.lucia.inbox] == ["Recuerde el informe"]


@pytest.mark.parametrize("answer", [{"ok": False, "error": "unknown_method"}, {"ok": True}])
async def test_person_of_whom_slack_tells_only_the_id_is_written_to(
    post: Post, answer: dict[str, object]
) -> None:
    post.trouble.calls["users.lookupByEmail"] = answers({"ok": True, "user": {"id": LUCIA}})
    post.trouble.calls["users.info"] = answers(answer)

    await post.messenger.send(TO_LUCIA, GREETING, FIRST)

    assert [message["text"] for message in post.lucia.inbox] == ["Recuerde el informe"]


async def test_nobody_is_found_among_the_members_by_another_address(post: Post) -> None:
    post.trouble.calls["users.lookupByEmail"] = answers_with_no_such_address

    with pytest.raises(NoAccount):
        await post.messenger.send(TO_STRANGER, GREETING, FIRST)


async def test_person_is_written_to_by_id_where_no_conversation_can_be_opened(post: Post) -> None:
    posted: list[str] = []

    async def take(request: web.Request, _: Call) -> web.StreamResponse:
        posted.append((await request.json())["channel"])
        return web.json_response({"ok": True, "channel": "D0LUCIA", "ts": "1.000100"})

    post.trouble.calls |= {"conversations.open": answers_with_no_such_address, "chat.postMessage": take}
    sent = await post.messenger.send(TO_LUCIA, GREETING, FIRST)

    assert (sent, posted) == (Sent(channel="D0LUCIA", ts="1.000100"), [LUCIA])
    assert post.roster.channels == {}


async def test_message_whose_place_slack_does_not_tell_is_sent_once(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = answers({"ok": True})

    assert await post.messenger.send(TO_LUCIA, GREETING, FIRST) is None


async def test_message_stands_in_a_thread_where_it_belongs(post: Post) -> None:
    await post.lucia.says("¿y bien?", in_=GENERAL)
    (said,) = post.lucia.sees(GENERAL)

    await post.messenger.send(Spot(channel=GENERAL, thread=said["ts"]), GREETING, FIRST)

    assert [message["text"] for message in post.lucia.thread(said)] == ["¿y bien?", "Recuerde el informe"]


async def test_whisper_is_seen_by_one_person_and_kept_nowhere(post: Post) -> None:
    sent = await post.messenger.send(Spot(channel=GENERAL, only_for=LUCIA), GREETING, FIRST)

    assert sent is None
    assert [message["text"] for message in post.lucia.sees(GENERAL)] == ["Recuerde el informe"]
    assert post.tomas.sees(GENERAL) == []


@pytest.mark.parametrize("error", ["unknown_method", "user_not_in_channel"])
async def test_whisper_that_its_place_does_not_take_stands_in_the_direct_messages(
    post: Post, error: str
) -> None:
    post.trouble.calls["chat.postEphemeral"] = answers({"ok": False, "error": error})

    await post.messenger.send(Spot(channel=GENERAL, only_for=TOMAS), GREETING, FIRST)

    assert [message["text"] for message in post.tomas.inbox] == ["Recuerde el informe"]


async def test_long_digest_goes_out_in_parts_and_is_found_by_its_last(post: Post) -> None:
    digest = View(summary="Semana 9", blocks=tuple(Paragraph((Plain(f"{n}"),)) for n in range(120)))

    sent = await post.messenger.send(TO_LUCIA, digest, FIRST)

    assert [message["text"].splitlines()[0] for message in post.lucia.inbox] == [
        "Semana 9 (1/3)",
        "Semana 9 (2/3)",
        "Semana 9 (3/3)",
    ]
    assert sent == Sent(channel=post.lucia.direct_message, ts=post.lucia.inbox[-1]["ts"])
    assert await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5)) == sent


async def test_page_of_something_before_slack_leaves_the_outcome_unknown(post: Post) -> None:
    async def answer_for_slack(_: web.Request, __: Call) -> web.StreamResponse:
        return web.Response(status=502, text="Bad gateway")

    post.trouble.calls["chat.postMessage"] = answer_for_slack

    with pytest.raises(OutcomeUnknown):
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)


async def test_page_in_the_place_of_an_answer_leaves_the_outcome_unknown(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = answers_with_a_page

    with pytest.raises(OutcomeUnknown):
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)


async def test_conversation_that_can_not_be_read_at_all_counts_as_empty(post: Post) -> None:
    await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    post.trouble.calls["conversations.history"] = answers({"ok": False, "error": "unknown_method"})

    assert await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5)) is None


async def test_sent_message_is_found_by_its_delivery(post: Post) -> None:
    await post.messenger.send(TO_LUCIA, GREETING, DeliveryId(16))
    sent = await post.messenger.send(TO_LUCIA, GREETING, FIRST)

    assert await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5)) == sent
    assert await post.messenger.look_up(TO_LUCIA, DeliveryId(99), since=NOON - timedelta(minutes=5)) is None


async def test_sent_reply_is_found_in_its_thread(post: Post) -> None:
    await post.lucia.says("¿y bien?")
    (said,) = post.lucia.inbox
    spot = Spot(channel=post.lucia.direct_message, thread=said["ts"])

    sent = await post.messenger.send(spot, GREETING, FIRST)

    assert await post.messenger.look_up(spot, FIRST, since=NOON - timedelta(minutes=5)) == sent


async def test_room_whose_history_may_not_be_read_counts_as_empty(post: Post) -> None:
    await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)

    assert await post.messenger.look_up(Spot(channel=GENERAL), FIRST, since=NOON) is None


async def test_sent_message_is_found_beyond_the_first_page(post: Post) -> None:
    sent = await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    conversation = post.playground.workspace.direct_message(LUCIA)
    for number in range(250):
        post.playground.workspace.post(conversation, LUCIA, text=str(number))

    assert await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5)) == sent


async def test_lost_answer_leaves_the_outcome_unknown_and_one_message(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = loses_answer

    with pytest.raises(OutcomeUnknown):
        await post.messenger.send(TO_LUCIA, GREETING, FIRST)

    (message,) = post.lucia.inbox
    found = await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5))
    assert found == Sent(channel=post.lucia.direct_message, ts=message["ts"])


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
async def test_fault_on_slacks_side_leaves_the_outcome_unknown(post: Post, error: str) -> None:
    post.trouble.calls["chat.postMessage"] = answers({"ok": False, "error": error}, status=500)

    with pytest.raises(OutcomeUnknown):
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)


async def test_pause_that_slack_asks_for_is_passed_on(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = answers(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"}
    )

    with pytest.raises(NotSent) as caught:
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)

    assert caught.value.wait == timedelta(seconds=7)


async def test_revoked_token_is_waited_out(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = answers({"ok": False, "error": "token_revoked"})

    with pytest.raises(NotSent) as caught:
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)

    assert caught.value.wait == timedelta(minutes=5)


async def test_unreachable_slack_has_sent_nothing(post: Post) -> None:
    await post.playground.stop()

    with pytest.raises(NotSent):
        await post.messenger.send(Spot(channel=GENERAL), GREETING, FIRST)


@pytest.mark.parametrize("to", [TO_STRANGER, TO_GUEST, Inbox(person=PersonId(404))])
async def test_nobody_of_that_address_in_the_workspace(post: Post, to: Inbox) -> None:
    with pytest.raises(NoAccount):
        await post.messenger.send(to, GREETING, FIRST)


async def test_archived_room_refuses_for_good(post: Post) -> None:
    with pytest.raises(Refused) as caught:
        await post.messenger.send(Spot(channel=ARCHIVE), GREETING, FIRST)

    assert type(caught.value) is Refused


async def test_edit_gives_a_message_new_words_and_keeps_its_delivery(post: Post) -> None:
    sent = await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    assert sent is not None

    await post.messenger.edit(sent, says("Recibido, gracias"))

    assert [message["text"] for message in post.lucia.inbox] == ["Recibido, gracias"]
    assert await post.messenger.look_up(TO_LUCIA, FIRST, since=NOON - timedelta(minutes=5)) == sent


async def test_edit_of_a_removed_message_is_refused(post: Post) -> None:
    sent = await post.messenger.send(TO_LUCIA, GREETING, FIRST)
    assert sent is not None

    with pytest.raises(Refused):
        await post.messenger.edit(replace(sent, ts="1.000001"), GREETING)


async def test_room_is_found_by_name_where_the_bot_is_a_member(post: Post) -> None:
    assert await post.messenger.room("mirps-general") == Spot(channel=GENERAL)
    assert await post.messenger.room("mirps-general") == Spot(channel=GENERAL)
    assert await post.messenger.room("nowhere") is None
    assert post.trouble.asked.count("conversations.list") == 2


async def test_there_is_no_room_where_none_may_be_listed(post: Post) -> None:
    post.trouble.calls["conversations.list"] = answers({"ok": False, "error": "missing_scope"})

    assert await post.messenger.room("mirps-general") is None


async def test_room_is_found_where_slack_does_not_tell_who_is_in_it(post: Post) -> None:
    rooms = [{"id": "C0OTHER", "name": "other"}, {"id": GENERAL, "name": "mirps-general"}]
    post.trouble.calls["conversations.list"] = answers({"ok": True, "channels": rooms})

    assert await post.messenger.room("mirps-general") == Spot(channel=GENERAL)


async def test_room_that_was_made_anew_is_found_again(post: Post) -> None:
    listed = {"id": ARCHIVE, "name": "mirps-general", "is_member": True}
    post.trouble.calls["conversations.list"] = answers({"ok": True, "channels": [listed]})
    before = await post.messenger.room("mirps-general")
    assert before == Spot(channel=ARCHIVE)

    with pytest.raises(NotSent):
        await post.messenger.send(before, GREETING, FIRST)

    assert await post.messenger.room("mirps-general") == Spot(channel=GENERAL)


async def test_message_that_its_room_refuses_is_refused(post: Post) -> None:
    room = await post.messenger.room("mirps-general")
    assert room
    post.trouble.calls["chat.postMessage"] = answers({"ok": False, "error": "msg_too_long"})

    with pytest.raises(Refused):
        await post.messenger.send(room, GREETING, FIRST)


# ---- pictures ------------------------------------------------------------------------------------

CHART = Image("Informó México en el T4", Grid("Quién informó", ("T4",), ("1/1",), (Row("México", (True,)),)))
CHARTED = View(summary="Boletín", blocks=(Paragraph((Plain("Boletín"),)), CHART))


async def test_picture_is_uploaded_once_and_shown_with_its_words(post: Post) -> None:
    for number in (1, 2):
        await post.messenger.send(TO_LUCIA, CHARTED, DeliveryId(number))

    shown = [message["blocks"][-1] for message in post.lucia.inbox]
    assert [(each["type"], each["alt_text"]) for each in shown] == [("image", CHART.alt)] * 2
    assert post.trouble.asked.count("files.completeUploadExternal") == 1


async def test_words_stand_where_the_picture_can_not_be_uploaded(post: Post) -> None:
    post.trouble.calls["files.getUploadURLExternal"] = answers({"ok": False, "error": "missing_scope"})

    await post.messenger.send(TO_LUCIA, CHARTED, FIRST)

    (message,) = post.lucia.inbox
    assert message["blocks"][-1]["type"] == "rich_text"
    assert CHART.alt in message["text"]


async def refuse_the_chart(post: Post) -> None:
    post.trouble.calls["chat.postMessage"] = answers({"ok": False, "error": "invalid_blocks"})
    with pytest.raises(NotSent):
        await post.messenger.send(TO_LUCIA, CHARTED, FIRST)


async def test_picture_that_slack_does_not_know_yet_is_tried_again(post: Post) -> None:
    for _ in range(4):  # readers at once
        await refuse_the_chart(post)

    await post.messenger.send(TO_LUCIA, CHARTED, FIRST)

    (message,) = post.lucia.inbox
    assert message["blocks"][-1]["type"] == "image"


async def test_picture_that_slack_does_not_know_for_long_is_told_in_words(post: Post) -> None:
    await refuse_the_chart(post)
    post.moments.append(post.moments[-1] + PATIENCE)
    await refuse_the_chart(post)

    await post.messenger.send(TO_LUCIA, CHARTED, FIRST)

    (message,) = post.lucia.inbox
    assert message["blocks"][-1]["type"] == "rich_text"


# ---- files ---------------------------------------------------------------------------------------

WITH_FILE = View(
    summary="El calendario",
    blocks=(Paragraph((Plain("El calendario"),)),),
    file=Almanac(name="MIRPS: fechas", language="es", entries=()),
)


async def test_calendar_stands_as_a_file_before_the_message_that_tells_of_it(post: Post) -> None:
    sent = await post.messenger.send(TO_LUCIA, WITH_FILE, FIRST)

    shared, told = post.lucia.inbox
    (file,) = shared["files"]
    assert (file["name"], file["title"]) == (f"mirps_{FIRST}.ics", "MIRPS: fechas")
    assert file["mimetype"] == "text/calendar"
    assert post.playground.workspace.files.content(file["id"]) == b"MIRPS: fechas"
    assert sent is not None
    assert (told["text"], told["ts"]) == ("El calendario", sent.ts)


@pytest.mark.parametrize(
    ("method", "trouble"),
    [
        ("chat.postMessage", answers({"ok": False, "error": "ratelimited"}, status=429)),
        ("chat.postMessage", answers({"ok": False, "error": "internal_error"}, status=500)),
        ("files.completeUploadExternal", loses_answer),
    ],
)
async def test_file_is_handed_over_once_whatever_its_message_meets(
    post: Post, method: str, trouble: Wrap
) -> None:
    post.trouble.calls[method] = trouble
    with pytest.raises((NotSent, OutcomeUnknown)):
        await post.messenger.send(TO_LUCIA, WITH_FILE, FIRST)

    await post.messenger.send(TO_LUCIA, WITH_FILE, FIRST)
    await post.messenger.send(TO_LUCIA, WITH_FILE, SECOND)

    named = [file["name"] for message in post.lucia.inbox for file in message.get("files", ())]
    assert named == [f"mirps_{FIRST}.ics", f"mirps_{SECOND}.ics"]


async def test_parts_that_stand_already_are_not_sent_again(post: Post) -> None:
    digest = View(summary="Semana 9", blocks=tuple(Paragraph((Plain(f"{n}"),)) for n in range(120)))

    async def takes_one(request: web.Request, answer: Call) -> web.StreamResponse:
        post.trouble.calls["chat.postMessage"] = answers({"ok": False, "error": "internal_error"}, status=500)
        return await answer()

    post.trouble.calls["chat.postMessage"] = takes_one
    with pytest.raises(OutcomeUnknown):
        await post.messenger.send(TO_LUCIA, digest, FIRST)
    await post.messenger.send(TO_LUCIA, digest, FIRST)

    assert [message["text"].splitlines()[0] for message in post.lucia.inbox] == [
        "Semana 9 (1/3)",
        "Semana 9 (2/3)",
        "Semana 9 (3/3)",
    ]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_file_that_is_not_taken_leaves_nothing_behind(post: Post, method: str) -> None:
    post.trouble.calls[method] = answers({"ok": False, "error": "ratelimited"})
    with pytest.raises(NotSent):
        await post.messenger.send(TO_LUCIA, WITH_FILE, FIRST)
    assert post.lucia.inbox == []


@pytest.mark.parametrize("answer", [{"ok": False, "error": "missing_scope"}, {"ok": True}])
async def test_message_says_that_there_is_no_file_where_none_can_be_handed_over(
    post: Post, answer: dict[str, object]
) -> None:
    post.trouble.calls["files.getUploadURLExternal"] = answers(answer)

    await post.messenger.send(TO_LUCIA, WITH_FILE, FIRST)

    (message,) = post.lucia.inbox
    assert message["text"].splitlines() == ["El calendario", "no file (es)"]
