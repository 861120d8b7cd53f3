"""What a person sees of the workspace, in the shape the page draws."""

from dataclasses import asdict

from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.identity import APP_ID, BOT_ID, BOT_USER_ID
from mirps_bot.playground.people import Profile
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

EVERYTHING = 10**9


def message_seen(workspace: Workspace, user: str, conversation: Conversation, message: Json) -> Json:
    """The message with its author's name and whether it is the person's own, without its metadata."""
    author = message["user"]
    is_bot = author == BOT_USER_ID
    name = workspace.app.bot_name if is_bot else workspace.names().get(author, "Slackbot")
    seen: Json = {part: value for part, value in message.items() if part != "metadata"}
    if "blocks" in seen:
        seen["blocks"] = [_with_picture(block) for block in seen["blocks"]]
    if "files" in seen:
        seen["files"] = [{**file, "url_private": f"/files/{file['id']}"} for file in seen["files"]]
    about = {"author": {"id": author, "name": name, "is_bot": is_bot}, "mine": author == user}
    return {**seen, "channel": conversation.id, **about}


def _with_picture(block: Json) -> Json:
    """An image block that shows an uploaded file gets the address at which the page can load it."""
    if block["type"] != "image" or "slack_file" not in block:
        return block
    return {**block, "image_url": f"/files/{block['slack_file']['id']}"}


def messages_seen(
    workspace: Workspace,
    user: str,
    conversation: Conversation,
    before: str | None = None,
    limit: int = EVERYTHING,
) -> tuple[list[Json], bool]:
    """The last messages before a ts, oldest first, the person's ephemeral ones too; and whether there are more."""
    found, has_more = conversation.before(before, "0", limit)
    found.reverse()
    since = found[0]["ts"] if has_more else "0"
    until = before or "9"
    own = [one for one in workspace.ephemerals.all(conversation.id, user) if since <= one["ts"] < until]
    shown = sorted(
        [*found, *(one for one in own if "thread_ts" not in one)], key=lambda message: str(message["ts"])
    )
    return [message_seen(workspace, user, conversation, message) for message in shown], has_more


def thread_seen(workspace: Workspace, user: str, conversation: Conversation, ts: str) -> list[Json]:
    """The parent and its replies, oldest first, with the person's ephemeral ones."""
    found = [conversation.shown(one) for one in conversation.thread(ts) if one in conversation.messages]
    own = workspace.ephemerals.all(conversation.id, user)
    found += [one for one in own if one.get("thread_ts") == ts]
    found.sort(key=lambda message: str(message["ts"]))
    return [message_seen(workspace, user, conversation, message) for message in found]


def channel_seen(workspace: Workspace, user: str, conversation: Conversation) -> Json:
    is_direct = conversation.kind == "im"
    seen: Json = {
        "id": conversation.id,
        "kind": "im" if is_direct else "channel",
        "name": workspace.app.bot_name if is_direct else conversation.name,
        "topic": conversation.topic,
        "unread": workspace.attention.unread(conversation, user),
        "mentioned": workspace.attention.is_mentioned(conversation, user),
    }
    return {**seen, "with": BOT_USER_ID} if is_direct else seen


def world_seen(workspace: Workspace, user: str, clock: Json) -> Json:
    """Everything the page needs to draw itself for one person."""
    workspace.direct_message(user)
    return {
        "team": workspace.team_name,
        "bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": workspace.app.bot_name},
        "me": _card(workspace.profile(user)),
        "people": people_seen(workspace),
        "channels": [channel_seen(workspace, user, one) for one in workspace.conversations_of(user)],
        "commands": [
            {
                "command": command.name,
                "description": command.description,
                "usage_hint": command.usage_hint,
                "hints": list(command.hints),
            }
            for command in workspace.app.commands.values()
        ],
        "tips": [asdict(tip) for tip in workspace.profile(user).tips],
        "clock": clock,
        "home": workspace.homes.get(user),
    }


def _card(profile: Profile) -> Json:
    return {
        "id": profile.id,
        "name": profile.name,
        "title": profile.title,
        "note": profile.note,
        "locale": profile.locale,
        "tz": profile.tz,
        "is_deactivated": profile.is_deactivated,
    }


def people_seen(workspace: Workspace) -> list[Json]:
    return [_card(profile) for profile in workspace.profiles.values()]
