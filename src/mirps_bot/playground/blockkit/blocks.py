"""The blocks, and the surfaces each may be shown on."""

from typing import Any

from mirps_bot.playground.blockkit.checks import (
    Check,
    Inspection,
    Shape,
    flag,
    items,
    nothing_or,
    number,
    one_of,
    record,
    text,
    typed,
)
from mirps_bot.playground.blockkit.composition import anything, plain, texts, written
from mirps_bot.playground.blockkit.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION_ONLY, picture
from mirps_bot.playground.blockkit.rich_text import CONTAINERS

CHARACTERS_IN_TABLES = 10_000


def _block_id(value: Any, at: str, seen: Inspection) -> None:
    text(255)(value, at, seen)
    if isinstance(value, str):
        if value in seen.block_ids:
            seen.object(at, f"`block_id` {value} already exists")
        seen.block_ids.add(value)


def _block(required: Shape, optional: Shape, *also: Check) -> Check:
    return record({"type": anything, **required}, {"block_id": _block_id, **optional}, *also)


def _text_or_fields(value: dict[str, Any], at: str, seen: Inspection) -> None:
    if "text" not in value and "fields" not in value:
        seen.object(at, "missing required field: text")


def _distinct_actions(value: dict[str, Any], at: str, seen: Inspection) -> None:
    known: set[str] = set()
    for index, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in known:
            seen.object(f"{at}/elements/{index}/action_id", f"`action_id` {action_id} already exists")
        known |= {action_id} - {None}


def _cell_characters(value: dict[str, Any], _at: str, seen: Inspection) -> None:
    seen.characters += len(value["text"])


CELL = typed(
    {
        "raw_text": record({"type": anything, "text": text(10**6)}, {}, _cell_characters),
        "raw_number": record({"type": anything, "value": number, "text": text(10**6)}, {}, _cell_characters),
        "rich_text": record({"type": anything, "elements": CONTAINERS}, {}),
    }
)
TABLE = _block(
    {"rows": items(items(CELL, 1, 20), 1, 100)},
    {
        "column_settings": items(
            nothing_or(record({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})), 0, 20
        )
    },
)


def _table(value: Any, at: str, seen: Inspection) -> None:
    before = seen.characters
    TABLE(value, at, seen)
    seen.tables.append(at)
    seen.table_characters += seen.characters - before
    if seen.table_characters > CHARACTERS_IN_TABLES:
        seen.object(at, f"no more than {CHARACTERS_IN_TABLES} characters allowed in tables")


BLOCKS: dict[str, Check] = {
    "header": _block({"text": plain(150)}, {}),
    "section": _block(
        {},
        {
            "text": written(3000),
            "fields": items(written(2000), 1, 10),
            "accessory": IN_SECTION_ONLY,
            "expand": flag,
        },
        _text_or_fields,
    ),
    "rich_text": _block({"elements": CONTAINERS}, {}),
    "context": _block({"elements": items(typed({"image": IMAGE, **texts(3000)}), 1, 10)}, {}),
    "actions": _block({"elements": items(IN_ACTIONS, 1, 25)}, {}, _distinct_actions),
    "divider": _block({}, {}),
    "image": picture({}, {"title": plain(2000), "block_id": _block_id}),
    "input": _block(
        {"label": plain(2000), "element": IN_INPUT},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "table": _table,
}
IN_MESSAGES = typed(BLOCKS)
IN_VIEWS = typed({kind: check for kind, check in BLOCKS.items() if kind != "table"})
