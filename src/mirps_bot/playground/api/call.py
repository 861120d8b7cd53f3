"""One call of a method: who calls, with which arguments."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.tickets import Triggers
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

Caller: TypeAlias = Literal["bot", "app"]
TRUE, FALSE = ("1", "true", True, 1), ("0", "false", False, 0, "")


class Arguments:
    """Arguments as they came, from a form or from JSON; each is read as what the method takes it for."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def __contains__(self, name: str) -> bool:
        return self._given.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self._given.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise invalid(f"must be a string [json-pointer:/{name}]")
        return value

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._given.get(name)
        if value is None:
            return default
        if value not in TRUE and value not in FALSE:
            raise invalid(f"must be a boolean [json-pointer:/{name}]")
        return value in TRUE

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number within the bounds, which may be written as a string."""
        value = self._given.get(name, default)
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise invalid(f"must be an integer [json-pointer:/{name}]") from None
        if not least <= number <= most:
            raise invalid(f"must be from {least} to {most} [json-pointer:/{name}]")
        return number

    def parsed(self, name: str, error: str) -> Any:
        """A JSON value, which may come as a string; None when absent. Raises Refused(error) for bad JSON."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def draft(self) -> Json:
        """What makes up a message, as drafts are read."""
        return {**self._given, "blocks": self.parsed("blocks", "invalid_blocks_format")}


def invalid(complaint: str) -> Refused:
    return Refused("invalid_arguments", messages=[f"[ERROR] {complaint}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a method works with; `site` is the workspace's own address, without a slash at the end."""

    workspace: Workspace
    triggers: Triggers
    site: str
    arguments: Arguments
    open_socket: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method: any one of its scopes lets the bot call it, so often per minute (None: by rules of its own)."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    per_minute: int | None
    caller: Caller = "bot"
