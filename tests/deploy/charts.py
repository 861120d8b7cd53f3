"""Renders the part of Helm's template language that the chart is written in; anything else is an error.

`{{ value | step | step }}`, where a value is a number, a `.path` or a function of them, and lines of `{{- if .path }}`,
`{{- range $name, $value := .path }}` and `{{- end }}`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

_BLOCK = re.compile(r"\s*\{\{-? (?P<action>(?:if|range) .+|end) \}\}\s*")
_ACTION = re.compile(r"\{\{-? (.+?) \}\}")
_RANGE = re.compile(r"range (\$\w+), (\$\w+) := (\S+)")
_WORD = re.compile(r"\(.+\)|\S+")


def render(chart: Path, values: Mapping[str, Any], release: str = "mirps-bot") -> list[dict[str, Any]]:
    """Every object of the chart. Raises KeyError for a value that `values` lacks."""
    about = yaml.safe_load((chart / "Chart.yaml").read_text())
    scope = {
        "Values": values,
        "Release": {"Name": release, "Service": "Helm"},
        "Chart": {"AppVersion": about["appVersion"]},
    }
    templates = sorted((chart / "templates").glob("*.yaml"))
    texts = ("\n".join(_rendered(path.read_text().splitlines(), scope)) for path in templates)
    return [document for text in texts for document in yaml.safe_load_all(text) if document]


def _rendered(lines: Sequence[str], scope: Mapping[str, Any]) -> Iterator[str]:
    """Raises IndexError for a block that is not closed, ValueError for one that was not opened."""
    at = 0
    while at < len(lines):
        found = _BLOCK.fullmatch(lines[at])
        if found is None:
            yield _ACTION.sub(lambda action: _shown(action[1], scope), lines[at])
            at += 1
            continue
        end = _end(lines, at)
        for inner in _scopes(found["action"], scope):
            yield from _rendered(lines[at + 1 : end], inner)
        at = end + 1


def _end(lines: Sequence[str], at: int) -> int:
    depth = 0
    while True:
        if found := _BLOCK.fullmatch(lines[at]):
            depth += -1 if found["action"] == "end" else 1
        if depth == 0:
            return at
        at += 1


def _scopes(action: str, scope: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a block is written with, each time that it is."""
    if action.startswith("if "):
        if _value(action.removeprefix("if "), scope):
            yield scope
    elif found := _RANGE.fullmatch(action):
        for name, value in sorted(_value(found[3], scope).items()):
            yield {**scope, found[1]: name, found[2]: value}
    else:
        raise ValueError(f"not known here: {action}")


def _shown(action: str, scope: Mapping[str, Any]) -> str:
    first, *steps = action.split(" | ")
    value = _value(first, scope)
    for step in steps:
        value = _call(*_WORD.findall(step), last=value, scope=scope)
    return str(value)


def _value(text: str, scope: Mapping[str, Any]) -> Any:
    words = _WORD.findall(text[1:-1] if text.startswith("(") else text)
    if len(words) > 1:
        return _call(*words[:-1], last=_value(words[-1], scope), scope=scope)
    [word] = words
    if word.isdecimal():
        return int(word)
    value: Any = scope
    for key in word.removeprefix(".").split("."):
        value = value[key]
    return value


def _call(name: str, *others: str, last: Any, scope: Mapping[str, Any]) -> Any:
    """A function, or a step, which gets what stands before it as its last argument."""
    match name, *(_value(each, scope) for each in others):
        case ("quote",):
            return json.dumps(str(last))
        case ("toJson",):
            return json.dumps(last, sort_keys=True, separators=(",", ":"))
        case ("sha256sum",):
            return hashlib.sha256(last.encode()).hexdigest()
        case ("toYaml",):
            return yaml.safe_dump(last).rstrip("\n")
        case "nindent", spaces:
            return "\n" + "\n".join(" " * spaces + line for line in last.splitlines())
        case "default", other:
            return last or other
        case "div", number:
            return number // last
        case "max", number:
            return max(number, last)
        case _:
            raise ValueError(f"not known here: {name}")
