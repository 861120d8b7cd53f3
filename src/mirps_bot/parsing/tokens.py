"""The pieces of a text that numbers are made of: figures, words and marks, each where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from mirps_bot.domain.money import read_number

LONGEST = 40_000
"""Characters of a text that are looked at: as many as a platform's message can have."""


class TokenKind(StrEnum):
    FIGURE = "figure"
    WORD = "word"
    HALF = "half"
    """Half of the million that follows: `medio` millón."""
    HALF_MORE = "half_more"
    """Half of the last thing named, more: dos millones `y medio`."""
    MARK = "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`text` is bare (see `bare`); `figure` None, of a figure: digits that could be read two ways, or none."""

    kind: TokenKind
    text: str
    start: int
    end: int
    figure: Decimal | None = None


def composed(text: str) -> str:
    """The same text, a letter and its accent being one character, and no longer than is looked at."""
    return unicodedata.normalize("NFC", text[:LONGEST])


def bare(text: str) -> str:
    """A composed text in lower case without accents: character by character, so that places in it stay the same."""
    return text.lower() if text.isascii() else "".join(map(_bare, text))


def _bare(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_SPACES = " \u00a0\u202f"
_TOKEN = re.compile(
    rf"""
    (?P<half_more>\b(?:y|e|et|and[{_SPACES}]a)[{_SPACES}](?:medi[oa]|mei[oa]|demie?|half)\b)
    | (?P<half>\b(?:medio|meio|demi|half[{_SPACES}]an?)(?=[-{_SPACES}](?:mill|milh)))
    | (?P<figure>(?<![^\W_])[0-9](?:[0-9.,'\u2019]|[{_SPACES}](?=[0-9]{{3}}(?![0-9])))*)
    | (?P<word>[^\W\d_]+)
    | (?<=[^\W\d_])-(?=[^\W\d_])
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)


def tokens(text: str) -> Iterator[Token]:
    """Read a bare text from left to right."""
    for found in _TOKEN.finditer(text):
        if found.lastgroup is None:
            continue  # the hyphen within `quatre-vingt`
        kind = TokenKind(found.lastgroup)
        if kind is TokenKind.FIGURE:
            yield from _figures(found[0].rstrip(".,'\u2019" + _SPACES), found.start())
        else:
            yield Token(kind=kind, text=found[0], start=found.start(), end=found.end())


def _figures(text: str, start: int) -> Iterator[Token]:
    """One number, else those between the spaces: `2025 100` is two."""
    pieces = [text] if read_number(text) is not None else re.split(f"[{_SPACES}]", text)
    for piece in pieces:
        end = start + len(piece)
        yield Token(kind=TokenKind.FIGURE, text=piece, start=start, end=end, figure=read_number(piece))
        start = end + 1
