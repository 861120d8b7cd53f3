"""Renders the part of Helm's template language that the chart is written in; anything else is an error.

`{{ .path | quote }}`, `{{ .path | default .path }}`, `{{- toYaml .path | nindent N }}` and blocks of `{{- if .path }}`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_LINE = re.compile(r"\s*\{\{-? (?P<action>if \S+|end) \}\}\s*")
_ACTION = re.compile(r"\{\{-? (.+?) \}\}")


def render(chart: Path, values: Mapping[str, Any], release: str = "mirps-bot") -> list[dict[str, Any]]:
    """Every object of the chart. Raises KeyError for a value that `values` lacks."""
    about = yaml.safe_load((chart / "Chart.yaml").read_text())
    scope = {
        "Values": values,
        "Release": {"Name": release, "Service": "Helm"},
        "Chart": {"AppVersion": about["appVersion"]},
    }
    texts = ("\n".join(_lines(path, scope)) for path in sorted((chart / "templates").glob("*.yaml")))
    return [document for text in texts for document in yaml.safe_load_all(text) if document]


def _lines(path: Path, scope: Mapping[str, Any]) -> Iterator[str]:
    open_: list[bool] = []
    for line in path.read_text().splitlines():
        if found := _LINE.fullmatch(line):
            word, _, condition = found["action"].partition(" ")
            if word == "if":
                open_.append(bool(_value(condition, scope)))
            else:
                open_.pop()
        elif all(open_):
            yield _ACTION.sub(lambda action: _shown(action[1], scope), line)
    assert open_ == [], f"{path.name}: a block is not closed"


def _shown(action: str, scope: Mapping[str, Any]) -> str:
    first, *rest = action.split(" | ")
    value = _value(first.removeprefix("toYaml "), scope)
    for step in rest:
        match step.split():
            case ["quote"]:
                value = json.dumps(str(value))
            case ["default", other]:
                value = value or _value(other, scope)
            case ["nindent", spaces] if first.startswith("toYaml "):
                text = yaml.safe_dump(value).rstrip("\n")
                value = "\n" + "\n".join(" " * int(spaces) + line for line in text.splitlines())
            case _:
                raise ValueError(f"not known here: {step}")
    return str(value)


def _value(path: str, scope: Mapping[str, Any]) -> Any:
    value: Any = scope
    for key in path.removeprefix(".").split("."):
        value = value[key]
    return value
