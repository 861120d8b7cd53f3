"""A workspace that was killed goes on where it was."""

import multiprocessing
import os
import signal
from datetime import timedelta
from pathlib import Path

from tests.playground.world import GENERAL, GUEST, LUCIA, MANIFEST, PROFILES, ROOMS, TOMAS, make_workspace

from mirps_bot.playground import SettableClock, Workspace
from mirps_bot.playground.identity import BOT_USER_ID

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Form"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "input"},
        }
    ],
}
HOME = {"type": "home", "blocks": [{"type": "divider", "block_id": "line"}]}


def fill_and_die(keep: Path) -> None:
    """Writes a little of everything and dies without closing anything."""
    workspace = make_workspace(keep=keep)
    direct = workspace.direct_message(LUCIA)
    first = workspace.post(
        direct, BOT_USER_ID, text="first", metadata={"event_type": "d", "event_payload": {}}
    )
    workspace.post(direct, LUCIA, thread_ts=first["ts"], text="reply")
    second = workspace.post(direct, BOT_USER_ID, text="second")
    workspace.post(direct, BOT_USER_ID, text="third")
    gone = workspace.post(direct, BOT_USER_ID, text="gone")
    workspace.change(direct, {**second, "text": "changed"})
    workspace.delete(direct, gone["ts"])
    workspace.mark_read(direct, LUCIA, second["ts"])
    workspace.post_ephemeral(direct, LUCIA, text="only until now")
    workspace.publish_home(LUCIA, HOME)
    modal = workspace.modals.open(LUCIA, MODAL)
    workspace.modals.enter(modal["id"], {"words": {"input": {"type": "plain_text_input", "value": "typed"}}})
    workspace.modals.close(workspace.modals.open(TOMAS, MODAL)["id"])
    workspace.join(GENERAL, GUEST, inviter=TOMAS)
    workspace.change_profile(TOMAS, tz="America/Costa_Rica")
    os.kill(os.getpid(), signal.SIGKILL)


def killed_workspace(keep: Path) -> Workspace:
    process = multiprocessing.get_context("spawn").Process(target=fill_and_die, args=(keep,))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    return make_workspace(keep=keep)


def test_a_killed_workspace_goes_on_where_it_was(tmp_path: Path) -> None:
    workspace = killed_workspace(tmp_path / "kept.sqlite")
    direct = workspace.direct_message(LUCIA)

    assert [direct.messages[ts]["text"] for ts in direct.roots] == ["first", "changed", "third"]
    assert [direct.messages[ts]["text"] for ts in direct.thread(direct.roots[0])] == ["first", "reply"]
    assert direct.messages[direct.roots[0]]["metadata"] == {"event_type": "d", "event_payload": {}}
    assert workspace.attention.unread(direct, LUCIA) == 1
    assert workspace.ephemerals.all(direct.id, LUCIA) == ()
    assert workspace.homes[LUCIA]["blocks"] == HOME["blocks"]
    (modal,) = workspace.modals.stack(LUCIA)
    assert modal["state"]["values"]["words"]["input"]["value"] == "typed"
    assert workspace.modals.find(modal["id"])[0] == LUCIA
    assert workspace.modals.stack(TOMAS) == ()
    assert GUEST in workspace.conversation(GENERAL).members
    assert workspace.profile(TOMAS).tz == "America/Costa_Rica"
    assert workspace.next_ts() > max(direct.messages)
    workspace.close()


def test_the_secrets_stay_the_same(tmp_path: Path) -> None:
    first = make_workspace(keep=tmp_path / "kept.sqlite")
    first.close()
    again = make_workspace(keep=tmp_path / "kept.sqlite")
    again.close()

    assert again.secrets == first.secrets
    assert make_workspace().secrets != first.secrets


def test_a_running_clock_keeps_its_distance(tmp_path: Path) -> None:
    first = Workspace(PROFILES, ROOMS, MANIFEST, SettableClock(), keep=tmp_path / "kept.sqlite")
    first.move_clock(first.now() + timedelta(days=7))
    first.close()
    again = Workspace(PROFILES, ROOMS, MANIFEST, SettableClock(), keep=tmp_path / "kept.sqlite")
    again.close()

    assert abs(again.now() - first.now()) < timedelta(minutes=1)
    assert again.now() - SettableClock().now() > timedelta(days=6)


def test_a_frozen_clock_is_left_to_its_owner(tmp_path: Path) -> None:
    first = make_workspace(keep=tmp_path / "kept.sqlite")
    first.move_clock(first.now() + timedelta(days=7))
    first.close()
    again = make_workspace(keep=tmp_path / "kept.sqlite")
    again.close()

    assert again.now() == first.now() - timedelta(days=7)


def test_an_uploaded_file_is_kept(tmp_path: Path) -> None:
    first = make_workspace(keep=tmp_path / "kept.sqlite")
    file_id, ticket = first.files.announce(name="a.png", size=3, alt_text="", created=0)
    first.files.receive(ticket, b"png")
    first.files.complete(file_id, "A")
    first.close()
    again = make_workspace(keep=tmp_path / "kept.sqlite")
    again.close()

    assert (again.files.find(file_id).title, again.files.content(file_id)) == ("A", b"png")
