"""The payloads the bot receives when people act."""

from dataclasses import dataclass

from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.identity import APP_ID, TEAM_ID
from mirps_bot.playground.inputs import Values
from mirps_bot.playground.people import Profile
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePlace:
    """A message in a conversation, as the page and the test driver point at it."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPlace:
    """An open modal, or a person's Home."""

    view_id: str


Place = MessagePlace | ViewPlace


def slash_command(
    workspace: Workspace, person: Profile, conversation: Conversation, command: str, text: str
) -> dict[str, str]:
    return {
        "token": workspace.secrets.verification_token,
        "team_id": TEAM_ID,
        "team_domain": workspace.domain,
        "channel_id": conversation.id,
        "channel_name": conversation.name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
    }


def interaction(workspace: Workspace, person: Profile, kind: str) -> Json:
    """What every interactive payload has in common."""
    team = {"id": TEAM_ID, "domain": workspace.domain}
    user = {"id": person.id, "username": person.handle, "name": person.handle, "team_id": TEAM_ID}
    return {
        "type": kind,
        "team": team,
        "user": user,
        "api_app_id": APP_ID,
        "token": workspace.secrets.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(conversation: Conversation, message: Json, values: Values) -> Json:
    """Where an element in a message was acted on. Of an ephemeral message the bot gets no copy."""
    is_ephemeral = message.get("ephemeral", False)
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": conversation.id,
        "is_ephemeral": is_ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    where = {"container": container, "channel": {"id": conversation.id, "name": conversation.name}}
    state = {"state": {"values": values}}
    return {**where, **state} if is_ephemeral else {**where, **state, "message": message}


def in_view(view: Json) -> Json:
    """Where an element in a modal or in Home was acted on."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def action(element: Json, block: Json, entry: Json | None, ts: str) -> Json:
    """One entry of `actions`; `entry` is what was chosen, for an element that offers a choice."""
    ids = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    copied = ("text", "value", "url", "style") if entry is None else ("placeholder",)
    told = {name: element[name] for name in copied if name in element}
    return {**ids, **told, **(entry or {}), "action_ts": ts}
