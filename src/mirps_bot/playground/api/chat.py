"""Messages: posting, changing and deleting them."""

from mirps_bot.playground.api.call import Call
from mirps_bot.playground.api.places import messages_of, place_to_post
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.drafts import check_metadata, read_draft
from mirps_bot.playground.identity import BOT_USER_ID
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

LONGEST_UPDATE = 4_000


def post_message(call: Call) -> Json:
    conversation = place_to_post(call)
    thread_ts = _thread(call, conversation)
    draft = read_draft(call.arguments.draft(), call.workspace.has_file)
    metadata = call.arguments.parsed("metadata", "invalid_metadata_format")
    kept = check_metadata(metadata) if metadata is not None else None
    message = call.workspace.post(
        conversation, BOT_USER_ID, thread_ts=thread_ts, **draft.parts(), metadata=kept
    )
    answer: Json = {"ok": True, "channel": conversation.id, "ts": message["ts"], "message": message}
    if draft.is_truncated:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(call: Call) -> Json:
    conversation = place_to_post(call)
    user = call.arguments.required("user")
    if user not in conversation.members:
        raise Refused("user_not_in_channel")
    thread_ts = _thread(call, conversation)
    draft = read_draft(call.arguments.draft(), call.workspace.has_file)
    message = call.workspace.post_ephemeral(conversation, user, thread_ts=thread_ts, **draft.parts())
    return {"ok": True, "message_ts": message["ts"]}


def update(call: Call) -> Json:
    conversation = place_to_post(call)
    old = _own_message(call, conversation, "cant_update_message")
    if len(call.arguments.text("text")) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    given = call.arguments.draft()
    if given["blocks"] is None:
        given["blocks"] = old.get("blocks")
    draft = read_draft(given, call.workspace.has_file)
    if _has_rich_text(old) and not _has_rich_text(draft.parts()):
        raise Refused("block_mismatch")
    message = {**old, **draft.parts(), "edited": call.workspace.edit_mark(BOT_USER_ID)}
    if "metadata" in call.arguments:
        metadata = check_metadata(call.arguments.parsed("metadata", "invalid_metadata_format"))
        message = {name: part for name, part in message.items() if name != "metadata"}
        message |= {"metadata": metadata} if metadata is not None else {}
    call.workspace.change(conversation, message)
    return {
        "ok": True,
        "channel": conversation.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


def delete(call: Call) -> Json:
    conversation = place_to_post(call)
    message = _own_message(call, conversation, "cant_delete_message")
    call.workspace.delete(conversation, message["ts"])
    return {"ok": True, "channel": conversation.id, "ts": message["ts"]}


def get_permalink(call: Call) -> Json:
    conversation, ts = messages_of(call), call.arguments.required("message_ts")
    if ts not in conversation.messages:
        raise Refused("message_not_found")
    link = f"{call.site}/archives/{conversation.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": conversation.id, "permalink": link}


def add_reaction(call: Call) -> Json:
    conversation, name = messages_of(call), call.arguments.required("name").strip(":")
    ts = call.arguments.required("timestamp")
    if ts not in conversation.messages:
        raise Refused("message_not_found")
    message = conversation.messages[ts]
    reactions = {reaction["name"]: reaction["users"] for reaction in message.get("reactions", ())}
    if BOT_USER_ID in reactions.get(name, ()):
        raise Refused("already_reacted")
    reactions[name] = [*reactions.get(name, ()), BOT_USER_ID]
    listed = [{"name": one, "users": users, "count": len(users)} for one, users in reactions.items()]
    call.workspace.react(conversation, {**message, "reactions": listed})
    return {"ok": True}


def _thread(call: Call, conversation: Conversation) -> str | None:
    """The parent's ts. A reply's own ts is refused: such a message would be lost from the thread."""
    ts = call.arguments.text("thread_ts")
    if not ts:
        return None
    if ts not in conversation.messages:
        raise Refused("thread_not_found")
    if conversation.messages[ts].get("thread_ts", ts) != ts:
        raise Refused("cannot_reply_to_message")
    return ts


def _own_message(call: Call, conversation: Conversation, otherwise: str) -> Json:
    ts = call.arguments.required("ts")
    if ts not in conversation.messages:
        raise Refused("message_not_found")
    if conversation.messages[ts]["user"] != BOT_USER_ID:
        raise Refused(otherwise)
    return conversation.messages[ts]


def _has_rich_text(message: Json) -> bool:
    return any(block["type"] == "rich_text" for block in message.get("blocks", ()))
