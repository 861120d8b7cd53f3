"""Short texts: those that all share, in `commands/phrases.toml`, and those of one folder, in a file there."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from mirps_bot.content.reading import Fault, fault, read_table
from mirps_bot.content.specs import Phrases

SHARED = "commands/phrases.toml"


def read_phrases(folder: Path, faults: list[Fault]) -> Mapping[Path, Phrases]:
    """The sound files below `commands/` and `reminders/`, the shared one first."""
    own = sorted(path for part in ("commands", "reminders") for path in folder.glob(f"{part}/*/phrases.toml"))
    read = ((path, read_table(path, Phrases, faults)) for path in (folder / SHARED, *own))
    return {path: phrases for path, phrases in read if phrases}


def merge_phrases(files: Mapping[Path, Phrases], faults: list[Fault]) -> Phrases:
    """All of them as one. What two files say both is a fault of the later one."""
    merged: dict[str, Any] = {}
    for path, phrases in files.items():
        for each in fields(phrases):
            value = getattr(phrases, each.name)
            if isinstance(value, Mapping):
                faults += [
                    fault(path, f"{each.name}.{key}", "stands in another file already; give it another name")
                    for key in _add(merged.setdefault(each.name, {}), value, deep=each.name in _SETS)
                ]
            else:
                merged[each.name] = (*merged.get(each.name, ()), *value)
    return Phrases(**merged)


_SETS = ("labels", "words")
"""Sections whose entries are sets: one file may name some of their members, another file others."""


def _add(known: dict[str, Any], more: Mapping[str, Any], *, deep: bool) -> Iterator[str]:
    """Add what is new, and say what is not."""
    for key, value in more.items():
        if deep:
            yield from (f"{key}.{each}" for each in _add(known.setdefault(key, {}), value, deep=False))
        elif key in known:
            yield key
        else:
            known[key] = value
