"""JSON as it travels between the playground, the bot and the page."""

import json
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(value: object) -> str:
    """The most compact JSON, characters beyond ASCII as they are."""
    return COMPACT.encode(value)
