"""What the bot wants to say, checked before it is said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirps_bot.playground.blockkit import HasFile, check_message_blocks
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json, encode
from mirps_bot.playground.wording import text_of

LONGEST_TEXT = 40_000
LONGEST_METADATA = 4_000  # the platform publishes no number; ids fit well within this
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.-]{1,50}")
UNSUPPORTED = (
    "attachments",
    "markdown_text",
    "username",
    "icon_emoji",
    "icon_url",
    "as_user",
    "reply_broadcast",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message's content. `blocks` is None where none were given; text was cut if `is_truncated`."""

    text: str
    blocks: list[Json] | None
    is_truncated: bool = False

    def parts(self) -> Json:
        return {"text": self.text} if self.blocks is None else {"text": self.text, "blocks": self.blocks}


def read_draft(given: Mapping[str, Any], has_file: HasFile) -> Draft:
    """Raises Refused for content the platform would not post, and for what this workspace cannot show."""
    for name in UNSUPPORTED:
        if given.get(name):
            raise Refused("invalid_arguments", messages=[f"[ERROR] unsupported argument: {name}"])
    text, blocks = given.get("text") or "", given.get("blocks")
    if not isinstance(text, str):
        raise Refused("invalid_arguments", messages=["[ERROR] must be a string [json-pointer:/text]"])
    checked = check_message_blocks(blocks, has_file) if blocks is not None else None
    if not text.strip() and not checked:
        raise Refused("no_text")
    if not text and checked:
        text = text_of(checked)
    return Draft(text=text[:LONGEST_TEXT], blocks=checked, is_truncated=len(text) > LONGEST_TEXT)


def check_metadata(metadata: Any) -> Json | None:
    """The metadata to keep with a message; None for an empty object, which removes it."""
    if metadata == {}:
        return None
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    event_type, payload = metadata["event_type"], metadata["event_payload"]
    if (
        not isinstance(event_type, str)
        or not EVENT_TYPE.fullmatch(event_type)
        or not isinstance(payload, dict)
    ):
        raise Refused("invalid_metadata_format")
    if len(encode(payload)) > LONGEST_METADATA:
        raise Refused("metadata_too_large")
    return metadata
