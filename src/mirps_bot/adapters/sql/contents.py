"""What a delivery holds, as JSON with the kind said beside it."""

from typing import Any, assert_never

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

EDIT = "edit"
PREPARED = "prepared"
REMINDER = "reminder"
DIGEST = "digest"
REVISION = "revision"
RETELLING = "retelling"

_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    REMINDER: TypeAdapter(Reminder),
    "notice": TypeAdapter(Notice),
    DIGEST: TypeAdapter(Digest),
    REVISION: TypeAdapter(Revision),
    RETELLING: TypeAdapter(Retelling),
    PREPARED: TypeAdapter(Prepared),
    EDIT: TypeAdapter(Edit),
    "living": TypeAdapter(Living),
}


def kind_of(content: Content) -> str:
    match content:
        case Reminder():
            return REMINDER
        case Notice():
            return "notice"
        case Digest():
            return DIGEST
        case Revision():
            return REVISION
        case Retelling():
            return RETELLING
        case Prepared():
            return PREPARED
        case Edit():
            return EDIT
        case Living():
            return "living"
        case _:
            assert_never(content)


def dump_content(content: Content) -> tuple[str, Any]:
    """Its kind, and what JSON can hold of it."""
    kind = kind_of(content)
    return kind, _ADAPTERS[kind].dump_python(content, mode="json")


def load_content(kind: str, stored: Any) -> Content:
    """Raises KeyError for a kind, pydantic's ValidationError for a shape that no version wrote."""
    content: Content = _ADAPTERS[kind].validate_python(stored)
    return content
