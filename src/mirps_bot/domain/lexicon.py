"""Reads free words: accents, capitals, plurals and the language they are written in make no difference."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def fold(text: str) -> str:
    """Lower case, without accents; whatever is no letter or digit becomes a single space."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(each if each.isalnum() else " " for each in decomposed if not unicodedata.combining(each))
    return " ".join(kept.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that words can name. `words` are its names and aliases, each of one word or of several."""

    kind: str
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line of words names, as (kind, id), each once, and its other words, folded."""

    terms: tuple[tuple[str, str], ...]
    rest: tuple[str, ...]


class Lexicon:
    """Finds the names of known things in a line of words, the longest name first.

    A name that several terms share means all of them, in the order in which they were given.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        named: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for term in terms:
            for words in term.words:
                if key := _key(fold(words).split()):
                    named.setdefault(key, []).append((term.kind, term.id))
        self._named: Mapping[tuple[str, ...], list[tuple[str, str]]] = named
        self._longest = max(map(len, named), default=0)

    def read(self, text: str) -> Reading:
        words = fold(text).split()
        found: list[tuple[str, str]] = []
        rest: list[str] = []
        at = 0
        while at < len(words):
            length = self._length_of_name(words, at)
            if length:
                found += self._named[_key(words[at : at + length])]
            else:
                rest.append(words[at])
            at += length or 1
        return Reading(terms=tuple(dict.fromkeys(found)), rest=tuple(rest))

    def _length_of_name(self, words: list[str], at: int) -> int:
        """How many words the longest name that begins here has; 0: none begins here."""
        longest = min(self._longest, len(words) - at)
        return next((n for n in range(longest, 0, -1) if _key(words[at : at + n]) in self._named), 0)


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(singular, words))


def singular(word: str) -> str:
    """What a word has in common with its regular plural in our languages; no word by itself."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("is", "us", "ss")):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
