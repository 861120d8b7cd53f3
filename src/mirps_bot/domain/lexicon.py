"""Reads free words: accents, capitals, plurals and the language they are written in make no difference."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
"""Letters that Unicode does not take apart."""
_NO_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents; whatever is no letter or digit becomes a single space."""
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(each if each.isalnum() else " " for each in decomposed if not unicodedata.combining(each))
    return " ".join(kept.translate(_LIGATURES).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that words can name. `words` are its names and aliases, each of one word or of several."""

    kind: str
    id: str
    words: tuple[str, ...]


Meant = tuple[str, str]
"""A kind, and an id among its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Folded words that follow each other and what they name; a word by itself that names nothing has no terms."""

    words: tuple[str, ...]
    terms: tuple[Meant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line of words names, each once, and its other words, folded."""

    terms: tuple[Meant, ...]
    rest: tuple[str, ...]


class Lexicon:
    """Finds the names of known things in a line of words, the longest name first.

    A name that several terms share means all of them, in the order in which they were given.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        named: dict[tuple[str, ...], list[Meant]] = {}
        for term in terms:
            for words in term.words:
                if key := _key(fold(words).split()):
                    named.setdefault(key, []).append((term.kind, term.id))
        self._named: Mapping[tuple[str, ...], list[Meant]] = named
        self._longest = max(map(len, named), default=0)

    def read(self, text: str) -> Reading:
        found = self.names_in(fold(text).split())
        return Reading(
            terms=tuple(dict.fromkeys(term for each in found for term in each.terms)),
            rest=tuple(word for each in found if not each.terms for word in each.words),
        )

    def named(self, words: Iterable[str]) -> tuple[Meant, ...]:
        """What these words name, if they say nothing else."""
        read_as = self.read(" ".join(words))
        return () if read_as.rest else read_as.terms

    def names_in(self, words: Sequence[str]) -> tuple[Segment, ...]:
        """Folded words, taken together where they name something."""
        keys = _key(words)
        found, at = [], 0
        while at < len(words):
            length = self._length_of_name(keys, at)
            name = tuple(words[at : at + (length or 1)])
            terms = self._named[keys[at : at + length]] if length else []
            found.append(Segment(words=name, terms=tuple(dict.fromkeys(terms))))
            at += length or 1
        return tuple(found)

    def _length_of_name(self, keys: Sequence[str], at: int) -> int:
        """How many words the longest name that begins here has; 0: none begins here."""
        longest = min(self._longest, len(keys) - at)
        return next((n for n in range(longest, 0, -1) if keys[at : at + n] in self._named), 0)


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(singular, words))


def key_of(word: str) -> str:
    """The same for a word and its regular plural, however they are accented or written."""
    return singular(fold(word))


def singular(word: str) -> str:
    """What a word has in common with its regular plural in our languages; no word by itself."""
    if len(word) > 4 and word.endswith("oes"):
        return word[:-3] + "ao"
    if len(word) > 5 and word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else word[:-2] + "l"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("is", "us", "ss")):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
