"""Small checks that compose: each looks at one JSON value and reports what is wrong with it, and where."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Surface: TypeAlias = Literal["message", "modal", "home"]
Shape: TypeAlias = Mapping[str, "Check"]


@dataclass(slots=True)
class Inspection:
    """One look at one payload: what was found wrong, and what has to be counted across its blocks."""

    surface: Surface
    has_file: Callable[[str], bool] = lambda _id: False
    errors: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    characters: int = 0
    table_characters: int = 0
    tables: list[str] = field(default_factory=list)
    focused: int = 0

    def object(self, at: str, complaint: str) -> None:
        self.errors.append(f"[ERROR] {complaint} [json-pointer:{at}]")


Check: TypeAlias = Callable[[Any, str, Inspection], None]


def text(most: int, *, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, str):
            seen.object(at, "must be a string")
        elif len(value) < least:
            seen.object(at, f"must be more than {least - 1} characters")
        elif len(value) > most:
            seen.object(at, f"must be less than {most + 1} characters")

    return check


def matching(pattern: str, what: str) -> Check:
    """A string that matches the whole pattern."""
    compiled = re.compile(pattern)

    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            seen.object(at, f"must be {what}")

    return check


def integer(least: int, most: int) -> Check:
    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            seen.object(at, "must be an integer")
        elif not least <= value <= most:
            seen.object(at, f"must be from {least} to {most}")

    return check


def number(value: Any, at: str, seen: Inspection) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        seen.object(at, "must be a number")


def flag(value: Any, at: str, seen: Inspection) -> None:
    if not isinstance(value, bool):
        seen.object(at, "must be a boolean")


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str, seen: Inspection) -> None:
        if value not in allowed:
            seen.object(at, f"value must be one of: {', '.join(allowed)}")

    return check


def nothing_or(check_value: Check) -> Check:
    def check(value: Any, at: str, seen: Inspection) -> None:
        if value is not None:
            check_value(value, at, seen)

    return check


def items(check_item: Check, least: int, most: int) -> Check:
    """An array of so many items, each of one kind."""

    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, list):
            seen.object(at, "must be an array")
            return
        if len(value) < least:
            seen.object(at, f"must have at least {least} items")
        if len(value) > most:
            seen.object(at, f"no more than {most} items allowed")
        for index, item in enumerate(value):
            check_item(item, f"{at}/{index}", seen)

    return check


def record(required: Shape, optional: Shape, *also: Check) -> Check:
    """An object with these properties and no others; `also` looks at it once its parts are sound."""
    known = {**optional, **required}

    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, dict):
            seen.object(at, "must be an object")
            return
        before = len(seen.errors)
        for name in required:
            if name not in value:
                seen.object(at, f"missing required field: {name}")
        for name, part in value.items():
            if name in known:
                known[name](part, f"{at}/{name}", seen)
            else:
                seen.object(at, f"invalid additional property: {name}")
        if len(seen.errors) == before:
            for rule in also:
                rule(value, at, seen)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check applies."""

    def check(value: Any, at: str, seen: Inspection) -> None:
        if not isinstance(value, dict):
            seen.object(at, "must be an object")
        elif "type" not in value:
            seen.object(at, "missing required field: type")
        elif isinstance(kind := value["type"], str) and kind in kinds:
            kinds[kind](value, at, seen)
        else:
            seen.object(f"{at}/type", f"unsupported type: {kind}")

    return check
