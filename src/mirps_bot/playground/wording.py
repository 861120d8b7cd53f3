"""The words in blocks: for a message that came without a text of its own, and to find whom it mentions."""

from collections.abc import Iterable, Iterator
from typing import Any

from mirps_bot.playground.wire import Json


def text_of(blocks: Iterable[Json]) -> str:
    """Every text in the blocks, in order, a line each."""
    return "\n".join(_texts(list(blocks)))


def users_in(blocks: Iterable[Json]) -> set[str]:
    """The ids of those mentioned in rich text."""
    written = [block["elements"] for block in blocks if block["type"] == "rich_text"]
    return {node["user_id"] for node in _nodes(written) if node.get("type") == "user"}


def _texts(value: Any) -> Iterator[str]:
    for node in _nodes(value):
        if isinstance(node.get("text"), str):
            yield node["text"]


def _nodes(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        if isinstance(part, dict | list):
            yield from _nodes(part)
