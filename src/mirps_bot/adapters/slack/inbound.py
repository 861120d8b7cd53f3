"""What Slack sends, as words of the dialogue. Pure, and tolerant of parts that are missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirps_bot.adapters.slack.forms import field_of, read_file, read_form
from mirps_bot.adapters.slack.typed import NOBODY, as_typed, without_mention
from mirps_bot.dialogue import Call, Place, Press, Redraw, Said, Submission
from mirps_bot.domain.delivery import Spot
from mirps_bot.domain.person import Actor
from mirps_bot.view.action import Action

Payload = Mapping[str, Any]

_SAID_BY_PEOPLE = (None, "file_share", "thread_broadcast")
"""Subtypes of a message that somebody wrote; all others are edits, removals, arrivals and the like."""

_IS_NO_CONTROL = frozenset({"command", "event", "event_id", "challenge"})
"""What only commands, events and Slack's own questions have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What was typed so far into a list that is too long to show."""

    form: str
    field: str
    typed: str


def user_of(payload: Payload) -> str:
    """Whoever acts; empty when nobody does."""
    user = payload.get("user_id") or payload.get("user") or (payload.get("event") or {}).get("user")
    return str(user.get("id") or "") if isinstance(user, dict) else str(user or "")


def is_out_of_date(payload: Payload) -> bool:
    """Something that was pressed or sent in which is of no kind that is heard, or lacks what says which one it is."""
    match payload:
        case (
            {"type": "block_actions", "actions": [{"action_id": str()}, *_]}
            | {"type": "view_submission" | "view_closed", "view": {"callback_id": str()}}
            | {"type": "block_suggestion", "action_id": str()}
        ):
            return False
        case _:
            return "type" in payload and not _IS_NO_CONTROL.intersection(payload)


def text_of(payload: Payload) -> str:
    """What was typed, as Slack writes it, of a command or an event."""
    return str((payload.get("event") or payload).get("text") or "")


def read_call(payload: Payload, actor: Actor, names: Mapping[str, str] = NOBODY) -> Call:
    """`names`: see `as_typed`."""
    return Call(actor=actor, words=as_typed(text_of(payload), names), place=place_of(payload))


def read_press(payload: Payload, actor: Actor) -> Press | None:
    """None: a button that this version of the bot does not know."""
    action = _action_of(payload)
    container: Payload = payload.get("container") or {}
    try:
        pressed = Action.unpack(str(action.get("value") or ""))
    except ValueError:
        return None
    stands_on = str(container.get("message_ts") or container.get("view_id") or "")
    return Press(
        actor=actor,
        action=pressed,
        place=place_of(payload),
        key=f"{stands_on}:{action.get('action_ts') or ''}:{actor.user}:{pressed.pack()}",
    )


def is_fleeting(payload: Payload) -> bool:
    """Whether the message with the button is kept nowhere, so that it can't be written anew."""
    return bool((payload.get("container") or {}).get("is_ephemeral"))


def is_choice_in_form(payload: Payload) -> bool:
    """Of all that stands in a modal, only inputs tell of a choice and only buttons of a press."""
    in_modal = (payload.get("view") or {}).get("type") == "modal"
    return in_modal and _action_of(payload).get("type") != "button"


def read_redraw(payload: Payload, actor: Actor) -> Redraw:
    form = read_form(payload.get("view") or {})
    changed = field_of(str(_action_of(payload).get("block_id") or ""))
    return Redraw(actor=actor, form=form.name, raw=form.raw, context=form.context, changed=changed)


def read_submission(payload: Payload, actor: Actor) -> Submission:
    view: Payload = payload.get("view") or {}
    form = read_form(view)
    return Submission(
        actor=actor,
        form=form.name,
        raw=form.raw,
        context=form.context,
        key=form.opening,
        shown=frozenset(form.blocks if view.get("blocks") else ()),
    )


def read_suggestion(payload: Payload) -> Suggestion:
    form = read_form(payload.get("view") or {})
    return Suggestion(
        form=form.name,
        field=field_of(str(payload.get("block_id") or "")),
        typed=as_typed(str(payload.get("value") or "")),
    )


def is_said_to_bot(event: Payload) -> bool:
    """A direct message or a mention that a person wrote: no bots, no edits, no notices."""
    channel, kind = str(event.get("channel") or ""), event.get("channel_type")
    is_direct = kind == "im" or (not kind and channel.startswith("D"))
    is_addressed = event.get("type") == "app_mention" or (event.get("type") == "message" and is_direct)
    is_by_person = bool(event.get("user")) and not event.get("bot_id") and not event.get("hidden")
    return is_addressed and is_by_person and event.get("subtype") in _SAID_BY_PEOPLE


def read_said(event: Payload, actor: Actor, *, bot_user: str, names: Mapping[str, str] = NOBODY) -> Said:
    """Of what `is_said_to_bot`: outside direct conversations only mentions are. `names`: see `as_typed`."""
    place = _place(
        event.get("channel"),
        is_direct=event.get("type") == "message",
        thread=event.get("thread_ts"),
        message=event.get("ts"),
    )
    return Said(
        actor=actor,
        text=as_typed(without_mention(text_of(event), bot_user), names),
        place=place,
        key=f"{place.channel}:{event.get('ts')}",
        attached=tuple(read_file(each) for each in event.get("files") or () if isinstance(each, Mapping)),
    )


def reply_to(said: Said) -> Spot:
    """In a channel only who asked sees the answer; Slack shows that in a thread only where there is one already."""
    only_for = None if said.place.is_direct else said.actor.user
    return Spot(channel=said.place.channel, thread=said.place.thread, only_for=only_for)


def _action_of(payload: Payload) -> Payload:
    actions = payload.get("actions") or [{}]
    first = actions[0]
    return first if isinstance(first, dict) else {}


def place_of(payload: Payload) -> Place:
    """Of a command or a button. What stands in a modal or on the home tab stands in no conversation: the channel is
    empty.
    """
    container: Payload = payload.get("container") or {}
    channel: Payload = payload.get("channel") or {}
    return _place(
        payload.get("channel_id") or container.get("channel_id") or channel.get("id"),
        is_direct=(payload.get("channel_name") or channel.get("name")) == "directmessage",
        thread=container.get("thread_ts") or (payload.get("message") or {}).get("thread_ts"),
        message=container.get("message_ts") or (payload.get("message") or {}).get("ts"),
    )


def _place(channel: object, *, is_direct: bool, thread: object, message: object) -> Place:
    """A message that has replies says that it stands in its own thread: what is done there is not done in it."""
    name = str(channel or "")
    if thread == message:
        thread = None
    return Place(
        channel=name,
        is_direct=is_direct or not name or name.startswith("D"),
        thread=str(thread) if thread else None,
        message=str(message) if message else None,
    )
