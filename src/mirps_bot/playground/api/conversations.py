"""Conversations: opening, listing and reading them."""

from mirps_bot.playground.api.call import Call, invalid
from mirps_bot.playground.api.paging import cursor_to, page, position_of
from mirps_bot.playground.api.places import facts_of, history_of, may_list, need
from mirps_bot.playground.conversation import Conversation, ConversationKind
from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

KINDS: dict[str, ConversationKind] = {"public_channel": "channel", "private_channel": "group", "im": "im"}
BEYOND_ALL_TIME = "9"


def open_direct_message(call: Call) -> Json:
    users = [user for user in call.arguments.text("users").split(",") if user]
    if "channel" in call.arguments:
        conversation = call.workspace.conversation(call.arguments.text("channel"))
        return _opened(call, conversation, was_open=True)
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        need(call, "mpim:write")
        raise invalid("this workspace has no group conversations [json-pointer:/users]")
    if users[0] == BOT_USER_ID:
        raise Refused("cannot_dm_bot")
    if call.workspace.profile(users[0]).is_deactivated:
        raise Refused("user_disabled")
    was_open = call.workspace.has_direct_message(users[0])
    return _opened(call, call.workspace.direct_message(users[0]), was_open=was_open)


def info(call: Call) -> Json:
    return {"ok": True, "channel": _described(call, facts_of(call))}


def list_all(call: Call) -> Json:
    names = call.arguments.text("types", "public_channel").split(",")
    kinds = {KINDS[name.strip()] for name in names if name.strip() in KINDS}
    if len(kinds) != len(names):
        raise Refused("invalid_types")
    for kind in sorted(kinds):
        may_list(call, kind)
    listed = [
        one
        for one in call.workspace.conversations.values()
        if one.kind in kinds
        and (one.kind == "channel" or BOT_USER_ID in one.members)
        and not (one.is_archived and call.arguments.flag("exclude_archived"))
    ]
    found, metadata = page(listed, call.arguments.text("cursor"), call.arguments.number("limit", 100, 1, 999))
    channels = [_described(call, one) for one in found]
    return {"ok": True, "channels": channels, "response_metadata": metadata}


def members(call: Call) -> Json:
    people = sorted(facts_of(call).members)
    found, metadata = page(people, call.arguments.text("cursor"), call.arguments.number("limit", 100, 1, 999))
    return {"ok": True, "members": list(found), "response_metadata": metadata}


def history(call: Call) -> Json:
    conversation, arguments = history_of(call), call.arguments
    latest, oldest = arguments.text("latest") or BEYOND_ALL_TIME, arguments.text("oldest") or "0"
    is_inclusive = arguments.flag("inclusive")
    if is_inclusive:
        latest += "~"  # sorts right behind the ts itself
    elif oldest != "0":
        oldest += "~"
    if "cursor" in arguments and arguments.text("cursor"):
        latest = position_of(arguments.text("cursor"))
    messages, has_more = conversation.before(latest, oldest, arguments.number("limit", 100, 1, 999))
    shown = [_readable(call, message) for message in messages]
    answer: Json = {"ok": True, "messages": shown, "has_more": has_more, "pin_count": 0}
    if has_more:
        answer["response_metadata"] = {"next_cursor": cursor_to(messages[-1]["ts"])}
    return answer


def replies(call: Call) -> Json:
    conversation, arguments, ts = history_of(call), call.arguments, call.arguments.required("ts")
    if ts not in conversation.messages:
        raise Refused("thread_not_found")
    root = conversation.messages[ts].get("thread_ts", ts)
    latest, oldest = arguments.text("latest") or BEYOND_ALL_TIME, arguments.text("oldest") or "0"
    within = [one for one in conversation.thread(root) if one == root or oldest < one < latest]
    found, metadata = page(within, arguments.text("cursor"), arguments.number("limit", 1000, 1, 1000))
    shown = [_readable(call, conversation.shown(one)) for one in found]
    has_more = bool(metadata["next_cursor"])
    return {"ok": True, "messages": shown, "has_more": has_more, "response_metadata": metadata}


def _opened(call: Call, conversation: Conversation, *, was_open: bool) -> Json:
    if conversation.kind != "im":
        raise invalid("must be a direct message [json-pointer:/channel]")
    state = {"no_op": True, "already_open": True} if was_open else {}
    wants_all = call.arguments.flag("return_im")
    return {
        "ok": True,
        **state,
        "channel": _described(call, conversation) if wants_all else {"id": conversation.id},
    }


def _described(call: Call, conversation: Conversation) -> Json:
    described: Json = {
        "id": conversation.id,
        "is_archived": conversation.is_archived,
        "is_im": conversation.kind == "im",
        "is_channel": conversation.kind == "channel",
        "is_group": conversation.kind == "group",
        "is_private": conversation.kind != "channel",
        "is_mpim": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
    }
    if conversation.kind == "im":
        return {**described, "user": conversation.with_user, "is_user_deleted": False}
    described |= {"name": conversation.name, "name_normalized": conversation.name}
    described |= {"topic": {"value": conversation.topic}, "purpose": {"value": ""}}
    described["is_member"] = BOT_USER_ID in conversation.members
    if call.arguments.flag("include_num_members"):
        described["num_members"] = len(conversation.members)
    return described


def _readable(call: Call, message: Json) -> Json:
    """The message without its metadata, unless that was asked for."""
    if call.arguments.flag("include_all_metadata"):
        return message
    return {name: part for name, part in message.items() if name != "metadata"}
