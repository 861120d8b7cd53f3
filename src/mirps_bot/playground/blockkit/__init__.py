"""Block Kit as strict as the platform's: what it would refuse is refused here, with its words for why."""

import hashlib
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from mirps_bot.playground.blockkit.blocks import IN_MESSAGES, IN_VIEWS
from mirps_bot.playground.blockkit.checks import Check, Inspection, flag, items, record, text
from mirps_bot.playground.blockkit.composition import OPTION_GROUP, PLAIN_OPTION, anything, plain
from mirps_bot.playground.inputs import interactive_elements
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json, encode

CHARACTERS_IN_BLOCKS = 9_500
BYTES_IN_VIEW = 250 * 1024
MESSAGE_BLOCKS = items(IN_MESSAGES, 0, 50)
VIEW_BLOCKS = items(IN_VIEWS, 1, 100)

COMMON_PARTS: dict[str, Check] = {
    "private_metadata": text(3000, least=0),
    "callback_id": text(255, least=0),
    "external_id": text(255, least=0),
}
HOME = record({"type": anything, "blocks": VIEW_BLOCKS}, COMMON_PARTS)
MODAL = record(
    {"type": anything, "blocks": VIEW_BLOCKS, "title": plain(24)},
    {
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        **COMMON_PARTS,
    },
)
SUGGESTIONS = record(
    {}, {"options": items(PLAIN_OPTION, 0, 100), "option_groups": items(OPTION_GROUP, 0, 100)}
)
ViewKind: TypeAlias = Literal["modal", "home"]
HasFile: TypeAlias = Callable[[str], bool]


def check_message_blocks(blocks: Any, has_file: HasFile) -> list[Json]:
    """The blocks, each with an id, or Refused as chat.postMessage would be."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    seen = Inspection("message", has_file)
    MESSAGE_BLOCKS(blocks, "/blocks", seen)
    if len(seen.tables) > 1:
        complaint = f"[ERROR] only_one_table_allowed [json-pointer:{seen.tables[1]}]"
        raise Refused("invalid_attachments", messages=[complaint])
    if seen.errors:
        raise Refused("invalid_blocks", messages=seen.errors)
    if seen.characters > CHARACTERS_IN_BLOCKS:
        raise Refused("msg_blocks_too_long")
    _complete_ids(blocks)
    return blocks


def check_view(view: Any, kind: ViewKind, has_file: HasFile) -> Json:
    """The view, with an id for each of its blocks, or Refused as the methods for views would be."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", messages=["[ERROR] must be an object [json-pointer:/view]"])
    if view.get("type") != kind:
        raise Refused("invalid_arguments", messages=[f"[ERROR] must be a {kind} [json-pointer:/view/type]"])
    if len(encode(view).encode()) > BYTES_IN_VIEW:
        raise Refused("view_too_large")
    seen = Inspection(kind, has_file)
    (MODAL if kind == "modal" else HOME)(view, "/view", seen)
    if not seen.errors and kind == "modal" and "submit" not in view and _has_input(view):
        seen.object("/view", "missing required field: submit")
    if seen.errors:
        raise Refused("invalid_arguments", messages=seen.errors)
    _complete_ids(view["blocks"])
    return view


def check_suggestions(body: Any) -> Json:
    """The bot's answer to a query: options or groups of them. Raises Refused for anything else."""
    seen = Inspection("modal")
    SUGGESTIONS(body, "", seen)
    if seen.errors or len(body) != 1:
        raise Refused("invalid_arguments", messages=seen.errors)
    suggested: Json = body
    return suggested


def _has_input(view: Json) -> bool:
    return any(block["type"] == "input" for block in view["blocks"])


def _complete_ids(blocks: list[Json]) -> None:
    # The same blocks get the same ids: what is published again unchanged can be pressed as it stood before.
    stem = hashlib.sha256(encode(blocks).encode()).hexdigest()[:8]
    for number, block in enumerate(blocks):
        block.setdefault("block_id", f"{stem}{number}")
    for number, (_, element) in enumerate(interactive_elements(blocks)):
        element.setdefault("action_id", f"{stem}.{number}")
