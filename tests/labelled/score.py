"""How well texts are read that were labelled before whatever reads them was written."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mirps_bot.content.facts import REFERENCE
from mirps_bot.domain.language import Language
from mirps_bot.parsing.persons import suspicions
from mirps_bot.parsing.reports import read_report

HALVES = ("a", "b")
TODAY = date(2026, 11, 24)
SENTENCE = 40
"""Characters: shorter ones are names and keys."""
_FOLDER = Path(__file__).parent
_PARTS = ("stage", "amount", "quantity", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of what was found: how much was right, how much wrong; of what was to be found: how much was missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def labelled(name: str, key: str, half: str) -> list[dict[str, Any]]:
    rows = tomllib.loads((_FOLDER / name).read_text("utf-8"))[key]
    return [each for each in rows if each["half"] == half]


def score(found: Iterable[tuple[object, object]]) -> Score:
    """Pairs of what was found and what was to be found, each None where there is nothing."""
    pairs = list(found)
    return Score(
        right=sum(got == wanted for got, wanted in pairs if got is not None),
        wrong=sum(got != wanted for got, wanted in pairs if got is not None),
        missed=sum(got != wanted for got, wanted in pairs if wanted is not None),
    )


def replies(half: str) -> Iterator[tuple[str | None, str | None]]:
    """Each part of each reply: as read, and as labelled."""
    for row in labelled("replies.toml", "reply", half):
        heard = read_report(row["text"], Language(row["language"]), TODAY, row.get("country", ""))
        for part in _PARTS:
            read = getattr(heard, part)
            yield (None if read is None else str(read)), row.get(part)


def persons(half: str) -> Iterator[tuple[str | None, str | None]]:
    """Each text: whether something in it looks like somebody's own, and whether something is."""
    for row in labelled("persons.toml", "text", half):
        yield "own" if suspicions(row["text"]) else None, "own" if row["kinds"] else None


def public_texts() -> Iterator[str]:
    """What the platform's public documents say, as the facts have it: nobody's own, all of it."""
    for path in sorted(REFERENCE.glob("*.toml")):
        yield from (text for text in _texts(tomllib.loads(path.read_text("utf-8"))) if len(text) > SENTENCE)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
