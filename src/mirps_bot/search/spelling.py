"""Words that were meant, for words that were misspelt."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mirps_bot.domain.lexicon import singular

SHORTEST = 4
"""Shorter words resemble too many others."""
SHORTEST_OF_OTHERS = 6
"""What is no name is meant less often."""
VOWELS = frozenset("aeiouy")
LAST = "\uffff"
"""Comes after every letter."""


class Speller:
    """Knows words, in the singular and the plural."""

    def __init__(
        self,
        names: Iterable[str],
        others: Iterable[str],
        only_known: Iterable[str] = (),
        everyday: Iterable[str] = (),
    ) -> None:
        """Folded words. `names` are what is meant most: they are tried before `others`; `only_known` never are, nor
        are the shortest names. What is an `everyday` word is no name misspelt: a panorama is not Panama.
        """
        by_key = {singular(each): each for each in sorted(names)}
        self._names = {key: each for key, each in by_key.items() if len(key) > SHORTEST}
        self._others = {key: each for each in sorted(others) if (key := singular(each)) not in by_key}
        self._in_order = sorted({*by_key.values(), *self._others.values()})
        self._only_known = by_key.keys() | map(singular, only_known)
        self._everyday = frozenset(map(singular, everyday))

    def knows(self, word: str) -> bool:
        key = singular(word)
        return key in self._names or key in self._others or key in self._only_known

    def short_for(self, word: str) -> tuple[str, ...]:
        """The other words that begin with this folded one, if it is cut off as abbreviations are: before a vowel."""
        if len(word) < SHORTEST or word[-1] in VOWELS:
            return ()
        first, end = bisect_right(self._in_order, word), bisect_left(self._in_order, f"{word}{LAST}")
        return tuple(self._in_order[first:end])

    def nearest(self, word: str) -> tuple[str, ...]:
        """The words that this folded one may have been meant to be, all as near."""
        typed = singular(word)
        if len(typed) < SHORTEST or not typed.isalpha():
            return ()
        for words in self._meant_by(typed):
            found = process.extract(
                typed, words.keys(), scorer=OSA.distance, score_cutoff=_most(typed), limit=5
            )
            near = [each for each in found if len(typed) > SHORTEST + 1 or each[0][0] == typed[0]]
            if near:
                return tuple(words[each] for each, distance, _ in near if distance == near[0][1])
        return ()

    def _meant_by(self, typed: str) -> Iterator[Mapping[str, str]]:
        if typed not in self._everyday:
            yield self._names
        if len(typed) >= SHORTEST_OF_OTHERS:
            yield self._others


def _most(word: str) -> int:
    """How many slips of the finger a word of this length may have."""
    return 1 if len(word) < 8 else 2
