"""Whether Teams would take a card: by the official schema, and by what it says beyond that."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator

Json = dict[str, Any]

MOST_ACTIONS = 6
MOST_BYTES = 28 * 1024
_BEYOND = {
    ("AdaptiveCard", "msteams"): {"type": "object"},
    ("Input.ChoiceSet", "choices.data"): {"type": "object", "required": ["type", "dataset"]},
    ("Input.ChoiceSet", "style"): {"enum": ["compact", "expanded", "filtered"]},
    # What phones shown by Teams know of 1.6 and before is the same here.
    ("Action.Submit", "associatedInputs"): {"enum": ["auto", "none"]},
}
"""What Teams knows and the schema does not."""


class Unfit(AssertionError):
    """No such card can be shown."""


def check_card(card: Json) -> None:
    if (card.get("type"), card.get("version")) != ("AdaptiveCard", "1.5"):
        raise Unfit("phones show no card that does not say its version")
    for part in parts_of(card):
        faults = [
            f"{part['type']}: {each.message[:200]}" for each in _validator(part["type"]).iter_errors(part)
        ]
        if faults:
            raise Unfit("; ".join(faults))
        if len(part.get("actions") or ()) > MOST_ACTIONS:
            raise Unfit("some buttons would be folded away")
    doubled = [name for name, count in Counter(_ids(card)).items() if count > 1]
    if doubled:
        raise Unfit(f"two inputs are called {doubled}")
    if len(json.dumps(card, ensure_ascii=False).encode()) > MOST_BYTES:
        raise Unfit("too large")


def parts_of(value: object) -> Iterator[Json]:
    """Every object of a type, from the outside inwards; what a button carries is its own affair."""
    if isinstance(value, list):
        for each in value:
            yield from parts_of(each)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for key, each in value.items():
            if key not in ("data", "choices.data", "msteams"):
                yield from parts_of(each)


def _ids(card: Json) -> Iterator[str]:
    yield from (part["id"] for part in parts_of(card) if part["type"].startswith("Input."))


@cache
def _schema() -> Json:
    schema: Json = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8"))
    for (part, name), meant in _BEYOND.items():
        schema["definitions"][part]["properties"][name] = meant
    return schema


@cache
def _validator(part: str) -> Draft7Validator:
    if part not in _schema()["definitions"]:
        raise Unfit(f"there is no {part}")
    return Draft7Validator({**_schema(), "anyOf": [{"$ref": f"#/definitions/{part}"}]})
