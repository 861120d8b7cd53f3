"""Answers to an act, in its acknowledgement or at its response address."""

from collections.abc import Mapping
from typing import Any

from mirps_bot.playground.drafts import read_draft
from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.tickets import ReplyPlace
from mirps_bot.playground.workspace import Workspace


def show_reply(workspace: Workspace, place: ReplyPlace, body: Mapping[str, Any]) -> None:
    """Shows what the bot answered: to the person alone unless it says otherwise. Raises Refused."""
    if body.get("delete_original"):
        _delete_original(workspace, place)
        return
    draft = read_draft(body, workspace.has_file)
    conversation = workspace.conversation(place.conversation)
    thread_ts, response_type = body.get("thread_ts", place.thread_ts), body.get("response_type", "ephemeral")
    if body.get("replace_original") and place.message_ts is not None:
        _replace_original(workspace, place, place.message_ts, draft.parts())
    elif response_type == "in_channel":
        workspace.post(conversation, BOT_USER_ID, thread_ts=thread_ts, **draft.parts())
    elif response_type == "ephemeral":
        workspace.post_ephemeral(conversation, place.user, thread_ts=thread_ts, **draft.parts())
    else:
        raise Refused("invalid_response_type")


def _delete_original(workspace: Workspace, place: ReplyPlace) -> None:
    conversation = workspace.conversation(place.conversation)
    if place.message_ts is None:
        raise Refused("message_not_found")
    if place.is_ephemeral:
        workspace.delete_ephemeral(conversation, place.user, place.message_ts)
    elif place.message_ts in conversation.messages:
        workspace.delete(conversation, place.message_ts)
    else:
        raise Refused("message_not_found")


def _replace_original(workspace: Workspace, place: ReplyPlace, ts: str, parts: Mapping[str, Any]) -> None:
    conversation = workspace.conversation(place.conversation)
    if place.is_ephemeral:
        old = workspace.ephemerals.find(conversation.id, place.user, ts)
        kept = {name: part for name, part in old.items() if name != "blocks"}
        workspace.change_ephemeral(conversation, place.user, kept | dict(parts))
    elif ts in conversation.messages:
        old = conversation.messages[ts]
        kept = {name: part for name, part in old.items() if name != "blocks"}
        workspace.change(conversation, kept | dict(parts) | {"edited": workspace.edit_mark(BOT_USER_ID)})
    else:
        raise Refused("message_not_found")
