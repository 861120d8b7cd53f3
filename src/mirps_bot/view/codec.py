"""Views as JSON, for messages that are owed but not yet sent."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from mirps_bot.domain.form import FieldKind
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Emphasis,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)
from mirps_bot.view.form import ShownField, ShownForm, ShownOption
from mirps_bot.view.pictures import Grid, Row

_PARTS = {
    part.__name__: part
    for part in (
        View,
        Heading,
        Paragraph,
        Bullets,
        Facts,
        Image,
        Grid,
        Row,
        Divider,
        Note,
        Buttons,
        Button,
        Plain,
        Strong,
        Link,
        Action,
        ShownForm,
        ShownField,
        ShownOption,
    )
}


def dump_view(view: View) -> str:
    return json.dumps(_plain(view), ensure_ascii=False)


def load_view(text: str) -> View:
    view = _part(json.loads(text))
    if not isinstance(view, View):
        raise ValueError("not a view")
    return view


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {"part": type(value).__name__} | {
            each.name: _plain(known)
            for each in fields(value)
            if (known := getattr(value, each.name)) is not None
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {"part": "Mapping", "of": [list(pair) for pair in value.items()]}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _part(value: Any) -> Any:
    if isinstance(value, dict):
        values = {key: _part(each) for key, each in value.items() if key != "part"}
        match value["part"]:
            case "Action":
                return Action(ActionName(values["name"]), values["arguments"])
            case "Button":
                return Button(**values | {"emphasis": Emphasis(values["emphasis"])})
            case "Mapping":
                return dict(values["of"])
            case "ShownField":
                return ShownField(**{"hint": None} | values | {"kind": FieldKind(values["kind"])})
            case "ShownForm":
                return ShownForm(**{"intro": None} | values)
            case name:
                return _PARTS[name](**values)
    if isinstance(value, list):
        return tuple(_part(each) for each in value)
    return value
