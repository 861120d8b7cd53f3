"""Cursors: opaque to the caller, a position to the method that handed them out."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.wire import Json

T = TypeVar("T")
MARK = "next:"


def cursor_to(position: str) -> str:
    return base64.b64encode(f"{MARK}{position}".encode()).decode()


def position_of(cursor: str) -> str:
    """Raises Refused for a cursor that was never handed out."""
    try:
        marked = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if not marked.startswith(MARK):
        raise Refused("invalid_cursor")
    return marked.removeprefix(MARK)


def page(items: Sequence[T], cursor: str, limit: int) -> tuple[Sequence[T], Json]:
    """One page of a list, and the metadata that leads to the next."""
    position = position_of(cursor) if cursor else "0"
    if not position.isdigit():
        raise Refused("invalid_cursor")
    end = int(position) + limit
    return items[int(position) : end], {"next_cursor": cursor_to(str(end)) if end < len(items) else ""}
