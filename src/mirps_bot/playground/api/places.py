"""The conversation a call is about, and whether the bot may do there what it asks for."""

from mirps_bot.playground.api.call import Call
from mirps_bot.playground.conversation import Conversation, ConversationKind
from mirps_bot.playground.events import HISTORY_SCOPES, READ_SCOPES
from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.refusals import Refused


def place_to_post(call: Call, argument: str = "channel") -> Conversation:
    """Raises Refused where the bot may not write."""
    conversation = _visible(call, argument)
    if conversation.is_archived:
        raise Refused("is_archived")
    if BOT_USER_ID not in conversation.members:
        raise Refused("not_in_channel")
    if conversation.kind == "im" and not call.workspace.app.has_messages_tab:
        raise Refused("messages_tab_disabled")
    return conversation


def messages_of(call: Call) -> Conversation:
    """A conversation the bot is in."""
    conversation = _visible(call, "channel")
    if BOT_USER_ID not in conversation.members:
        raise Refused("not_in_channel")
    return conversation


def history_of(call: Call) -> Conversation:
    """A conversation whose messages the bot may read."""
    conversation = messages_of(call)
    need(call, HISTORY_SCOPES[conversation.kind])
    return conversation


def facts_of(call: Call) -> Conversation:
    """A conversation of which the bot may know that it exists, and who is in it."""
    conversation = _visible(call, "channel")
    need(call, READ_SCOPES[conversation.kind])
    return conversation


def may_list(call: Call, kind: ConversationKind) -> None:
    need(call, READ_SCOPES[kind])


def need(call: Call, *scopes: str) -> None:
    """Raises Refused unless the app holds one of these scopes."""
    held = call.workspace.app.scopes
    if not held.intersection(scopes):
        raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(sorted(held)))


def _visible(call: Call, argument: str) -> Conversation:
    conversation = call.workspace.conversation(call.arguments.required(argument))
    if conversation.kind == "group" and BOT_USER_ID not in conversation.members:
        raise Refused("channel_not_found")
    return conversation
