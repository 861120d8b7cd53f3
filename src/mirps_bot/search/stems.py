"""What words of one family have in common, the same however they are accented or typed."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold, singular

_ALGORITHMS = {
    Language.ES: "spanish",
    Language.EN: "english",
    Language.PT: "portuguese",
    Language.FR: "french",
}
SHORTEST = 4
"""Letters of a stem: a shorter one would be shared by words that have nothing in common, COMAR and como."""
_turn = Lock()
"""A stemmer holds the word it is at work on, so threads take turns."""


@cache
def _stemmer(language: Language) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(_ALGORITHMS[language])


@lru_cache(maxsize=100_000)
def _stem(folded: str, language: Language) -> str:
    word = singular(folded)
    with _turn:
        stem: str = _stemmer(language).stemWord(word)
    return stem if len(stem) >= SHORTEST else word


@lru_cache(maxsize=20_000)
def stems_of(folded: str) -> tuple[str, ...]:
    """What a folded word of an unknown language can be found by."""
    return tuple(dict.fromkeys(_stem(folded, language) for language in Language))


def stems_in(text: str, language: Language | None) -> Iterator[str]:
    """What each word of a text is found by, in its order; `language` None: it may be any."""
    for word in fold(text).split():
        if language is None:
            yield from stems_of(word)
        else:
            yield _stem(word, language)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of texts."""
    return frozenset(word for text in texts for word in fold(text).split())
