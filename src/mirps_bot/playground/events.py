"""Which event of the Events API a change in the workspace amounts to."""

from typing import assert_never

from mirps_bot.playground.changes import (
    Change,
    ClockMoved,
    ConversationOpened,
    HomeOpened,
    HomePublished,
    MemberJoined,
    MessageChanged,
    MessageDeleted,
    MessageMarked,
    MessagePosted,
    ModalsChanged,
    ProfileChanged,
    ReadMoved,
)
from mirps_bot.playground.composer import mentioned_users
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.identity import BOT_USER_ID, TEAM_ID
from mirps_bot.playground.people import user_object
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

SUBSCRIPTIONS = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}
HISTORY_SCOPES = {"im": "im:history", "channel": "channels:history", "group": "groups:history"}
READ_SCOPES = {"im": "im:read", "channel": "channels:read", "group": "groups:read"}


def events_of(change: Change, workspace: Workspace) -> list[Json]:
    """The events the app subscribed to and has the scope for; ephemeral messages cause none."""
    match change:
        case MessagePosted(to=None):
            return _posted(change, workspace)
        case MessageChanged(to=None):
            edit = {"message": _public(change.message), "previous_message": _public(change.previous)}
            return _hidden(change.conversation, workspace, "message_changed", edit)
        case MessageDeleted(to=None):
            gone = {"deleted_ts": change.previous["ts"], "previous_message": _public(change.previous)}
            return _hidden(change.conversation, workspace, "message_deleted", gone)
        case HomeOpened():
            return _home_opened(change, workspace)
        case ProfileChanged() if _may(workspace, "user_change", "users:read"):
            user = user_object(
                workspace.profile(change.user),
                team=TEAM_ID,
                now=workspace.now(),
                shows_email="users:read.email" in workspace.app.scopes,
                shows_locale=True,
            )
            return [{"type": "user_change", "user": user, "event_ts": workspace.next_ts()}]
        case MemberJoined():
            return _member_joined(change, workspace)
        case (
            MessagePosted()
            | MessageChanged()
            | MessageDeleted()
            | MessageMarked()
            | ConversationOpened()
            | ReadMoved()
            | ModalsChanged()
            | HomePublished()
            | ProfileChanged()
            | ClockMoved()
        ):
            return []
        case _:
            assert_never(change)


def _may(workspace: Workspace, event: str, scope: str) -> bool:
    return event in workspace.app.events and scope in workspace.app.scopes


def _hears(workspace: Workspace, conversation: Conversation) -> bool:
    kind = conversation.kind
    return BOT_USER_ID in conversation.members and _may(workspace, SUBSCRIPTIONS[kind], HISTORY_SCOPES[kind])


def _public(message: Json) -> Json:
    return {name: part for name, part in message.items() if name != "metadata"}


def _posted(change: MessagePosted, workspace: Workspace) -> list[Json]:
    conversation, message = change.conversation, change.message
    place = {"channel": conversation.id, "event_ts": message["ts"]}
    events: list[Json] = []
    if _hears(workspace, conversation):
        events.append({**_public(message), **place, "channel_type": conversation.kind})
    is_mention = BOT_USER_ID in mentioned_users(message["text"]) and message["user"] != BOT_USER_ID
    is_asked = is_mention and conversation.kind != "im" and BOT_USER_ID in conversation.members
    if is_asked and _may(workspace, "app_mention", "app_mentions:read"):
        events.append({**_public(message), **place, "type": "app_mention"})
    return events


def _hidden(conversation: Conversation, workspace: Workspace, subtype: str, details: Json) -> list[Json]:
    if not _hears(workspace, conversation):
        return []
    ts = workspace.next_ts()
    place = {"channel": conversation.id, "channel_type": conversation.kind, "ts": ts, "event_ts": ts}
    return [{"type": "message", "subtype": subtype, "hidden": True, **place, **details}]


def _home_opened(change: HomeOpened, workspace: Workspace) -> list[Json]:
    if "app_home_opened" not in workspace.app.events:
        return []
    event: Json = {
        "type": "app_home_opened",
        "user": change.user,
        "channel": workspace.direct_message(change.user).id,
        "tab": change.tab,
        "event_ts": workspace.next_ts(),
    }
    if change.tab == "home" and change.user in workspace.homes:
        event["view"] = workspace.homes[change.user]
    return [event]


def _member_joined(change: MemberJoined, workspace: Workspace) -> list[Json]:
    conversation = change.conversation
    is_known = BOT_USER_ID in conversation.members
    if not is_known or not _may(workspace, "member_joined_channel", READ_SCOPES[conversation.kind]):
        return []
    return [
        {
            "type": "member_joined_channel",
            "user": change.user,
            "channel": conversation.id,
            "channel_type": "G" if conversation.kind == "group" else "C",
            "team": TEAM_ID,
            "inviter": change.inviter,
            "event_ts": workspace.next_ts(),
        }
    ]
