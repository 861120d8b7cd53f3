"""Plain questions: small patterns of words, each of which means a command."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mirps_bot.domain.lexicon import Lexicon, fold, key_of, singular

GAP = 6
"""How many words may stand where a pattern has `*`, or where a question has words that ask for nothing."""
SHORTEST, LONG = 6, 9
"""Letters from which on a word may have one slip of the finger, and two."""
MOST_WORDS = 60
"""More than any plain question has; what follows is left unread."""

NO_NAMES = Lexicon(())

WORD = re.compile(r"[^\W_]+")
_ITEM = re.compile(r"(\{)?([^\W_]+(?:\|[^\W_]+)*)(\})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One word of a pattern: any of `words` will do. `is_kept`: the command is handed it with the rest of the line."""

    words: frozenset[str]
    is_kept: bool
    is_after_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words that stand in a question in this order. What asks for nothing (`ignored`) may stand between them.

    Written `quien lidera|dirige`: one of several. `que * prometio`: up to six words between. `quien ocupa
    {presidencia}`: the command is told this word too. Accents, capitals and regular plurals make no difference.
    """

    parts: tuple[Part, ...]
    written: str = field(compare=False)

    def __str__(self) -> str:
        return self.written

    @property
    def words(self) -> Iterator[str]:
        return (word for part in self.parts for word in part.words)

    @property
    def asking_words(self) -> Iterator[str]:
        """Those that say nothing but what is asked."""
        return (word for part in self.parts if not part.is_kept for word in part.words)

    def spelt_out(self) -> str:
        """All its words, of which a question need not have all."""
        return " ".join(sorted(self.words))

    @classmethod
    def parse(cls, written: str) -> Self:
        """Raises ValueError, in words for whoever wrote it."""
        parts: list[Part] = []
        gap = False
        for item in unicodedata.normalize("NFKC", written).split():
            if item == "*":
                gap = True
                continue
            found = _ITEM.fullmatch(item)
            if not found or bool(found[1]) != bool(found[3]):
                raise ValueError(
                    f"'{item}' in '{written}': write a word, two|three to choose from, {{kept}} or *"
                )
            words = frozenset(map(key_of, found[2].split("|")))
            parts.append(Part(words=words, is_kept=bool(found[1]), is_after_gap=gap))
            gap = False
        if not parts or parts[0].is_after_gap or gap:
            raise ValueError(f"'{written}' must begin and end with a word")
        return cls(parts=tuple(parts), written=written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a line may mean: a command, and the words it is handed."""

    command: str
    rest: str
    beside: str = field(default="", compare=False)
    """What of `rest` does not say so."""
    weight: int
    """How many words say so."""
    start: int
    """How many words come before these."""
    is_opening: bool
    """They begin the line, but for words that ask for nothing."""
    is_likely: bool = field(default=False, compare=False)
    """Lines like this one meant it too."""


class Intents:
    """Finds the commands that a plain question means."""

    def __init__(
        self,
        patterns: Mapping[str, Iterable[Pattern]],
        ignored: Iterable[str],
        asking: Iterable[str] = (),
        names: Lexicon = NO_NAMES,
        handed_on: Lexicon = NO_NAMES,
        kept: Iterable[str] = (),
        knows: Callable[[str], bool] = lambda _: False,
        asking_with: Callable[[str], Iterable[str]] = lambda _: (),
    ) -> None:
        """`patterns` by command; `ignored` are words that ask for nothing, `asking` those that begin a question.

        Within `names` no word says what is asked: a forum's event is no event to be listed. Words that say something to
        every command (`kept`) are handed on, whatever pattern they stand in, and names of several words whole
        (`handed_on`): the group on local governance. What is misspelt is read as a pattern's
        word, unless it is a word of its own (`knows`). `asking_with`: the words that a command is
        asked with besides, looked up once it is needed.
        """
        self._knows = knows
        self._kept = frozenset(map(key_of, kept))
        self._names, self._handed_on = names, handed_on
        self._ignored = frozenset(map(key_of, ignored))
        self._asking = frozenset(map(key_of, asking))
        self._by_first_word: dict[str, list[tuple[str, Pattern]]] = {}
        self._asking_with = asking_with
        self._said_to: dict[str, frozenset[str]] = {}
        self._patterns = {command: tuple(each) for command, each in patterns.items()}
        for command, each in self._patterns.items():
            for pattern in each:
                for word in pattern.parts[0].words:
                    self._by_first_word.setdefault(word, []).append((command, pattern))
        own = {word for each in self._by_first_word.values() for _, pattern in each for word in pattern.words}
        self._own = tuple(sorted(each for each in own if len(each) >= SHORTEST))
        self._known = frozenset((*own, *self._ignored))

    def read(self, line: str) -> tuple[Meaning, ...]:
        """What the most words say; several if they say as much for each, and begin at the same one. None: ()."""
        typed = self._take_apart(line)
        said: dict[str, dict[int, bool]] = {}
        for command, place, is_kept in self._said(typed):
            said.setdefault(command, {})[place] = is_kept
        ranks = {command: self._rank(typed.words, own) for command, own in said.items()}
        best = max(ranks.values(), default=None)
        return tuple(
            self._meaning(command, typed, own) for command, own in said.items() if ranks[command] == best
        )

    def put_to(self, command: str, line: str) -> Meaning:
        """The line as if it meant this command: words that others ask it with say nothing more to it."""
        typed = self._take_apart(line)
        asking = self._words_asking(command)
        own = {
            place: self._is_kept(typed, place)
            for place, word in enumerate(typed.words)
            if word in asking and not typed.is_joined(place)
        }
        return self._meaning(command, typed, own)

    def _words_asking(self, command: str) -> frozenset[str]:
        if command not in self._said_to:
            own = (word for pattern in self._patterns.get(command, ()) for word in pattern.asking_words)
            self._said_to[command] = frozenset((*own, *map(key_of, self._asking_with(command))))
        return self._said_to[command]

    def _take_apart(self, line: str) -> "_Typed":
        line = unicodedata.normalize("NFKC", line)
        spans = tuple(found.span() for found in WORD.finditer(line))[:MOST_WORDS]
        folded = [fold(line[start:end]) for start, end in spans]
        named = _places_of(self._names, folded)
        words = tuple("" if at in named else self._spelt(word) for at, word in enumerate(folded))
        return _Typed(line=line, spans=spans, words=words, handed_on=_places_of(self._handed_on, folded))

    def _meaning(self, command: str, typed: "_Typed", said: Mapping[int, bool]) -> Meaning:
        """`said`: the places of the words that say so, and whether each is kept."""
        start = min(said, default=0)
        return Meaning(
            command=command,
            rest=typed.without(place for place in sorted(said) if not said[place]),
            beside=typed.without(sorted(said)),
            weight=len(said),
            start=start,
            is_opening=all(each in self._ignored for each in typed.words[:start]),
        )

    def _rank(self, words: Sequence[str], said: Iterable[int]) -> tuple[int, int, int]:
        """The most words say the most; of as many, those that ask for something; then those that come first."""
        places = tuple(said)
        return len(places), sum(words[each] not in self._ignored for each in places), -min(places)

    def asks_for_nothing(self, words: str) -> bool:
        """Whether all of these words are such as questions are full of."""
        return all(singular(word) in self._ignored for word in fold(words).split())

    def begins_a_question(self, line: str) -> bool:
        """Whether it begins as questions do, after a greeting or so."""
        words = map(singular, fold(line).split())
        telling = dropwhile(lambda word: word in self._ignored and word not in self._asking, words)
        return next(telling, "") in self._asking

    def asks(self, word: str) -> bool:
        return key_of(word) in self._asking

    def _spelt(self, word: str) -> str:
        """What patterns call it."""
        key = singular(word)
        if key in self._known or len(key) < SHORTEST or not key.isalpha() or self._knows(word):
            return key
        most = 1 if len(key) < LONG else 2
        nearest = process.extractOne(key, self._own, scorer=OSA.distance, score_cutoff=most)
        return nearest[0] if nearest and nearest[0][0] == key[0] else key

    def _said(self, typed: "_Typed") -> Iterator[tuple[str, int, bool]]:
        """The commands that patterns mean, with each word that says so: where it stands, whether it is kept."""
        for at, word in enumerate(typed.words):
            for command, pattern in self._by_first_word.get(word, ()):
                for place, part in zip(self._places(pattern, typed.words, at), pattern.parts, strict=False):
                    yield command, place, part.is_kept or self._is_kept(typed, place)

    def _is_kept(self, typed: "_Typed", place: int) -> bool:
        return typed.words[place] in self._kept or place in typed.handed_on

    def _places(self, pattern: Pattern, words: Sequence[str], at: int) -> tuple[int, ...]:
        """Where the words of a pattern stand, if it begins here."""
        places = [at]
        for part in pattern.parts[1:]:
            place = self._next(part, words, places[-1] + 1)
            if place is None:
                return ()
            places.append(place)
        return tuple(places)

    def _next(self, part: Part, words: Sequence[str], start: int) -> int | None:
        for place in range(start, min(len(words), start + GAP + 1)):
            if words[place] in part.words:
                return place
            if not part.is_after_gap and words[place] not in self._ignored:
                return None
        return None


def _places_of(names: Lexicon, words: Sequence[str]) -> frozenset[int]:
    """Where in a line names stand."""
    places, at = set[int](), 0
    for each in names.names_in(words):
        places.update(range(at, at + len(each.words)) if each.terms else ())
        at += len(each.words)
    return frozenset(places)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """A line, where its words stand in it, and each as patterns call it; a word of a name is empty."""

    line: str
    spans: Sequence[tuple[int, int]]
    words: Sequence[str]
    handed_on: frozenset[int]
    """The places of words in names that are handed on whole."""

    def is_joined(self, place: int) -> bool:
        """It is a part of something else: rec-059, long-term."""
        start, end = self.spans[place]
        return "-" in (self.line[max(start - 1, 0) : start], self.line[end : end + 1])

    def without(self, places: Iterable[int]) -> str:
        kept, end = [], 0
        for start, until in (self.spans[place] for place in places):
            kept.append(self.line[end:start])
            end = until
        return " ".join("".join([*kept, self.line[end:]]).split()).strip(" ¿?¡!.,;:")
