"""What a delivery holds, as JSON with the kind said beside it."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from mirps_bot.domain.delivery import (
    Content,
    Digest,
    Edit,
    Living,
    Notice,
    Prepared,
    Reminder,
    Retelling,
    Revision,
)

KINDS: Mapping[type[Content], str] = {
    Reminder: "reminder",
    Notice: "notice",
    Digest: "digest",
    Revision: "revision",
    Retelling: "retelling",
    Prepared: "prepared",
    Edit: "edit",
    Living: "living",
}

EDIT = KINDS[Edit]
PREPARED = KINDS[Prepared]
REMINDER = KINDS[Reminder]
LIVING = KINDS[Living]
NOTICE = KINDS[Notice]
DIGEST = KINDS[Digest]
REVISION = KINDS[Revision]
RETELLING = KINDS[Retelling]

_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind: TypeAdapter(made) for made, kind in KINDS.items()}


def dump_content(content: Content) -> tuple[str, Any]:
    """Its kind, and what JSON can hold of it."""
    kind = KINDS[type(content)]
    return kind, _ADAPTERS[kind].dump_python(content, mode="json")


def load_content(kind: str, stored: Any) -> Content:
    """Raises KeyError for a kind, pydantic's ValidationError for a shape that no version wrote."""
    content: Content = _ADAPTERS[kind].validate_python(stored)
    return content
