"""What people write, and the events it causes."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.playground.world import GENERAL, GUEST, LUCIA, MANIFEST, QUIET, TOMAS, make_workspace, running

from mirps_bot.playground import Playground, Workspace
from mirps_bot.playground.changes import Change
from mirps_bot.playground.composer import compose, compose_command
from mirps_bot.playground.events import events_of
from mirps_bot.playground.identity import BOT_USER_ID

PEOPLE = {"mirps": BOT_USER_ID, "Lucía Ortega": LUCIA}
LABELS = {BOT_USER_ID: "mirps", LUCIA: "Lucía Ortega"}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("@mirps help", f"<@{BOT_USER_ID}> help"),
        ("@lucía ortega?", f"<@{LUCIA}>?"),
        (f"<@{LUCIA}>", f"<@{LUCIA}>"),
        ("me@mirps.org", "me@mirps.org"),
        ("see https://example.org/a?b=1&c=2.", "see <https://example.org/a?b=1&amp;c=2>."),
    ],
)
def test_typed_text_is_stored_as_the_platform_stores_it(typed: str, stored: str) -> None:
    assert compose(typed, PEOPLE) == stored


@pytest.mark.parametrize(
    ("labels", "sent"),
    [(LABELS, f"report <@{LUCIA}|Lucía Ortega> a &amp; b"), (None, "report @Lucía Ortega a &amp; b")],
)
def test_a_command_names_people_as_the_manifest_asks(labels: dict[str, str] | None, sent: str) -> None:
    assert compose_command("report @Lucía Ortega a & b", PEOPLE, labels) == sent


def listening(workspace: Workspace) -> list[dict[str, Any]]:
    """The events the app receives from now on."""
    events: list[dict[str, Any]] = []

    def note(change: Change) -> None:
        events.extend(events_of(change, workspace))

    workspace.listen(note)
    return events


Act = Callable[[Workspace], object]


def edit(workspace: Workspace) -> None:
    conversation = workspace.direct_message(LUCIA)
    message = workspace.post(conversation, LUCIA, text="x")
    workspace.change(conversation, {**message, "text": "y"})


def delete(workspace: Workspace) -> None:
    conversation = workspace.direct_message(LUCIA)
    workspace.delete(conversation, workspace.post(conversation, LUCIA, text="x")["ts"])


EVENTS: dict[str, tuple[Act, list[tuple[str, str | None, str | None]]]] = {
    "a direct message": (
        lambda w: w.post(w.direct_message(LUCIA), LUCIA, text="x"),
        [("message", None, "im")],
    ),
    "the bot's own message": (
        lambda w: w.post(w.direct_message(LUCIA), BOT_USER_ID, text="x"),
        [("message", None, "im")],
    ),
    "a channel message": (
        lambda w: w.post(w.conversation(GENERAL), LUCIA, text="x"),
        [("message", None, "channel")],
    ),
    "a mention": (
        lambda w: w.post(w.conversation(GENERAL), LUCIA, text=f"<@{BOT_USER_ID}> x"),
        [("message", None, "channel"), ("app_mention", None, None)],
    ),
    "a mention in a direct message": (
        lambda w: w.post(w.direct_message(LUCIA), LUCIA, text=f"<@{BOT_USER_ID}> x"),
        [("message", None, "im")],
    ),
    "a message where the bot is not": (lambda w: w.post(w.conversation(QUIET), LUCIA, text="x"), []),
    "an ephemeral message": (lambda w: w.post_ephemeral(w.direct_message(LUCIA), LUCIA, text="x"), []),
    "an edit": (edit, [("message", None, "im"), ("message", "message_changed", "im")]),
    "a deletion": (delete, [("message", None, "im"), ("message", "message_deleted", "im")]),
    "a changed profile": (lambda w: w.change_profile(LUCIA, locale="en-US"), [("user_change", None, None)]),
    "a new member": (
        lambda w: w.join(GENERAL, GUEST, inviter=LUCIA),
        [("member_joined_channel", None, "C")],
    ),
}


@pytest.mark.parametrize("case", EVENTS)
def test_an_act_causes_its_events(case: str) -> None:
    act, expected = EVENTS[case]
    workspace = make_workspace()
    events = listening(workspace)
    act(workspace)

    assert [(one["type"], one.get("subtype"), one.get("channel_type")) for one in events] == expected


def test_an_event_that_was_not_subscribed_to_is_not_sent() -> None:
    settings = MANIFEST["settings"] | {"event_subscriptions": {"bot_events": ["app_mention"]}}
    workspace = make_workspace(MANIFEST | {"settings": settings})
    events = listening(workspace)
    workspace.post(workspace.conversation(GENERAL), LUCIA, text=f"<@{BOT_USER_ID}> x")

    assert [one["type"] for one in events] == ["app_mention"]


def test_metadata_is_not_part_of_an_event() -> None:
    workspace = make_workspace()
    events = listening(workspace)
    metadata = {"event_type": "d", "event_payload": {"id": "1"}}
    workspace.post(workspace.direct_message(LUCIA), BOT_USER_ID, text="x", metadata=metadata)

    assert "metadata" not in events[0]


async def test_a_command_is_refused_inside_a_thread(playground: Playground) -> None:
    tomas = playground.person(TOMAS)
    parent = await tomas.says("x", in_=GENERAL)
    assert parent is not None
    await tomas.says("/mirps help", in_=GENERAL, thread_ts=parent["ts"])

    assert tomas.errors == ["/mirps is not supported in threads. Sorry!"]


async def test_an_unknown_command_is_told(playground: Playground) -> None:
    tomas = playground.person(TOMAS)
    await tomas.says("/nonsense")

    assert (tomas.errors, tomas.inbox) == (["/nonsense is not a valid command."], [])


async def test_a_reply_to_a_reply_stays_in_the_thread(playground: Playground) -> None:
    lucia = playground.person(LUCIA)
    parent = await lucia.says("parent", in_=GENERAL)
    assert parent is not None
    reply = await lucia.says("reply", in_=GENERAL, thread_ts=parent["ts"])
    assert reply is not None
    await lucia.says("another", in_=GENERAL, thread_ts=reply["ts"])

    assert [one["text"] for one in lucia.thread(parent)] == ["parent", "reply", "another"]


async def test_writing_to_an_app_that_only_sends_is_refused() -> None:
    home = MANIFEST["features"]["app_home"] | {"messages_tab_read_only_enabled": True}
    manifest = MANIFEST | {"features": MANIFEST["features"] | {"app_home": home}}
    async with running(Playground(make_workspace(manifest))) as playground:
        tomas = playground.person(TOMAS)
        await tomas.says("hello")

    assert tomas.errors == ["Sending messages to this app has been turned off."]


async def test_a_person_cannot_write_where_they_are_not(playground: Playground) -> None:
    tomas = playground.person(TOMAS)
    await tomas.says("hello", in_=QUIET)

    assert tomas.errors == ["You are not in this conversation."]
