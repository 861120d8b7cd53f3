"""Which of a few things some words name: in full, by a part of a name, or nearly."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from mirps_bot.domain.lexicon import fold, singular

T = TypeVar("T")

SHORTEST_PART = 3
"""Letters that stand for a longer word which begins with them."""
SHORTEST_GUESS = 5
CLOSE = 80
"""Of 100: how alike a word must be to one of a name to be taken for it misspelt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Generic[T]):
    """The things in the order in which they were given; the words that none of them has, folded."""

    things: tuple[T, ...] = ()
    rest: tuple[str, ...] = ()
    is_guess: bool = False
    """No word is one of theirs, some are nearly."""


def find_named(words: Iterable[str], things: Sequence[T], names_of: Callable[[T], Iterable[str]]) -> Named[T]:
    """The things of which the words say the most; a name that is said in full beats any part of another."""
    asked = tuple(dict.fromkeys(words))
    for is_guess, is_same in ((False, _begins), (True, _is_close)):
        found = [(thing, _said(asked, names_of(thing), is_same)) for thing in things]
        most = max((each.rank for _, each in found), default=(0, 0))
        if most > (0, 0):
            best = [(thing, each) for thing, each in found if each.rank == most]
            used = set().union(*(each.words for _, each in best))
            return Named(
                things=tuple(thing for thing, _ in best),
                rest=asked if is_guess else tuple(each for each in asked if each not in used),
                is_guess=is_guess,
            )
    return Named(rest=asked)


@dataclass(frozen=True, slots=True)
class _Said:
    """How many words of a name that is said in full, and how many of any; which words of the question those are."""

    rank: tuple[int, int]
    words: frozenset[str]


def _said(asked: Sequence[str], names: Iterable[str], is_same: Callable[[str, str], bool]) -> _Said:
    whole, used, said = 0, set[str](), set(map(singular, asked))
    for name in names:
        own = fold(name).split()
        used |= {word for word in asked if any(is_same(word, part) for part in own)}
        if own and {singular(part) for part in own} <= said:
            whole = max(whole, len(own))
    return _Said((whole, len(used)), frozenset(used))


def _begins(word: str, part: str) -> bool:
    if singular(word) == singular(part):
        return True
    return len(word) >= SHORTEST_PART and part.startswith(word)


def _is_close(word: str, part: str) -> bool:
    return min(len(word), len(part)) >= SHORTEST_GUESS and fuzz.ratio(word, part) >= CLOSE
