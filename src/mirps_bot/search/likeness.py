"""Which command a line means, learnt from lines that people asked."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mirps_bot.domain.lexicon import Lexicon, Term, fold, key_of, singular

PIECE = 4
"""Letters of the pieces of words that are compared, so that conjugations and slips count as nearly the same."""
NEAR = (1, 2)
"""How far apart two words of a line may stand to be looked at as neighbours."""
TOGETHER = {2: 10, 3: 8}
"""Of what the words of a line stand for, so many are looked at in pairs, and so many by threes."""
CONCEPT = "concept"
"""The kind of the terms that are no names, but words for one thing."""
DIGITS = " digits>"
OF_A_PATTERN = 0.3
"""How much a line that is thought up teaches, beside one that is asked."""
KIND = "<"
"""Begins what a name or a number counts as."""
EDGE = "^"
"""Stands before the first word and after the last one."""
ROUNDS = 3
ORDERS = 2
"""In so many orders the lines are gone through, each from the beginning; what came of each is averaged."""
RATE = 1.0
"""The size of the first step towards each line."""
SURE = 0.7
"""So probable a meaning is taken against what else speaks for another."""
CERTAIN = 0.95
"""So probable a meaning is taken against several words too."""
LIKELY = 0.5
FEWEST, MOSTLY = 3, 0.6
"""So many words of a line, and such a share of them, must be known for it to tell anything."""
PAIR = 2
RARE = 5
"""In so few lines at most a word is rare."""
TELLING = 3
"""So many times as probable as the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A line and the command that it means; None: none does. `is_asked`: people ask so, and mean nothing else by it."""

    line: str
    command: str | None
    is_asked: bool = True

    @property
    def weight(self) -> float:
        """How much it counts beside others."""
        return 1.0 if self.is_asked else OF_A_PATTERN


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """How probable it is that a line means this command, of 1."""

    command: str | None
    probability: float
    is_telling: bool
    """It stands out among the others, of a line whose words are known."""
    is_taught: bool = False
    """The very line was asked before, but for whom and what it names."""

    @property
    def is_certain(self) -> bool:
        return self.is_telling and self.probability >= CERTAIN

    @property
    def is_sure(self) -> bool:
        return self.is_telling and self.probability >= SURE


class Likeness:
    """Multinomial logistic regression over words, neighbours and pieces of words, fitted by AdaGrad. What is asked of
    Canada is asked of Brazil too, and in French as in English: names and numbers count as what they are as well, words
    for one thing as that thing, also where they stand beside others, and any two or three of these together.

    See Duchi and others, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization" (2011). It is
    learnt once it is first asked for, in some seconds in which a start would only wait.
    """

    def __init__(self, lessons: tuple[Lesson, ...], names: tuple[Term, ...] = ()) -> None:
        self._lessons, self._names = lessons, names

    @cached_property
    def _learnt(self) -> "_Learnt":
        return _learn(self._lessons, self._names)

    def learn(self) -> None:
        """Ahead of the first question."""
        _ = self._learnt

    def heard_of(self, line: str) -> float:
        """The share of its words that were asked with before."""
        known, of_all = self._learnt.known_of(line)
        return known / of_all if of_all else 0.0

    def is_rare(self, word: str) -> bool:
        """Whether hardly any line was asked with it."""
        return self._learnt.heard[key_of(word)] <= RARE

    def of(self, line: str) -> tuple[Likely, ...]:
        """The likeliest first; none if nothing of it is known."""
        learnt = self._learnt
        folded = fold(line).split()
        told = tuple(_stand_for(folded, learnt.names))
        if (whole := _in_kinds(told)) in learnt.taught:
            return (Likely(command=learnt.taught[whole], probability=1.0, is_telling=True, is_taught=True),)
        row = [learnt.columns[each] for each in _features(folded, told) if each in learnt.columns]
        if not row:
            return ()
        probable = _probable(learnt.weights[row])
        order = sorted(range(len(learnt.commands)), key=lambda each: -probable[each])
        stands_out = probable[order[0]] >= max(LIKELY, TELLING * probable[order[1]])
        return tuple(
            Likely(
                command=learnt.commands[each],
                probability=float(probable[each]),
                is_telling=bool(stands_out) and each == order[0] and learnt.knows(line),
            )
            for each in order
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learnt:
    """`weights`: a row for each of `columns`, a column for each of `commands`. `heard`: how many lines have a word.
    `taught`: what lines that were asked meant, with kinds for names.
    """

    names: Lexicon
    taught: Mapping[tuple[str, ...], str | None]
    commands: Sequence[str | None]
    columns: Mapping[str, int]
    heard: Counter[str]
    weights: NDArray[np.float32]

    def knows(self, line: str) -> bool:
        """Whether it has several words that were asked with before, and few others; of two none."""
        known, of_all = self.known_of(line)
        return known == of_all == PAIR or (known >= FEWEST and known > MOSTLY * of_all)

    def known_of(self, line: str) -> tuple[int, int]:
        """How many of its words were asked with before, they or others for the same, and how many there are; of numbers
        alone none was.
        """
        told = tuple(_stand_for(fold(line).split(), self.names))
        if all(word.endswith(DIGITS) for word, _ in told):
            return 0, len(told)
        return sum(word in self.columns or meant in self.columns for word, meant in told), len(told)


Told = Sequence[tuple[str, str | None]]
"""The words of a line, and with each what it stands for."""


class _Example(NamedTuple):
    """The columns of a line's features, the place of the command it means, and how much it counts."""

    row: NDArray[np.intp]
    meant: int
    weight: float


@lru_cache(maxsize=2)
def _learn(lessons: tuple[Lesson, ...], names: tuple[Term, ...]) -> _Learnt:
    """The same lessons always teach the same. Since most is asked about pledges, what is rare counts for more."""
    lexicon, columns = Lexicon(names), dict[str, int]()
    lines = [fold(each.line).split() for each in lessons]
    told = [tuple(_stand_for(each, lexicon)) for each in lines]
    rows = [
        np.array([columns.setdefault(each, len(columns)) for each in _features(folded, its)], dtype=np.intp)
        for folded, its in zip(lines, told, strict=True)
    ]
    commands_of = [each.command for each in lessons]
    commands = tuple(dict.fromkeys(commands_of))
    meant = [commands.index(each) for each in commands_of]
    counts = Counter(meant)
    rarity = {each: (len(lessons) / len(commands) / count) ** 0.5 for each, count in counts.items()}
    examples = [
        _Example(row, wanted, rarity[wanted] * lesson.weight / math.sqrt(len(row)))
        for row, wanted, lesson in zip(rows, meant, lessons, strict=True)
        if len(row)
    ]
    shape = len(columns), len(commands)
    weights = np.zeros(shape, dtype=np.float32)
    for order in range(ORDERS):
        weights += _fitted(examples, shape, order) / np.float32(ORDERS)
    heard = Counter(word for each in lines for word in {*map(singular, each)})
    return _Learnt(
        names=lexicon,
        taught=_taught(
            (_in_kinds(its), each.command) for its, each in zip(told, lessons, strict=True) if each.is_asked
        ),
        commands=commands,
        columns=columns,
        heard=heard,
        weights=weights,
    )


def _taught(asked: Iterable[tuple[tuple[str, ...], str | None]]) -> dict[tuple[str, ...], str | None]:
    """What was meant by each of these lines that says more than names and never meant anything else."""
    meant: dict[tuple[str, ...], set[str | None]] = {}
    for line, command in asked:
        meant.setdefault(line, set()).add(command)
    return {
        line: next(iter(commands))
        for line, commands in meant.items()
        if len(commands) == 1 and not all(each.startswith(KIND) for each in line)
    }


def _fitted(examples: Sequence[_Example], shape: tuple[int, int], order: int) -> NDArray[np.float32]:
    """Weights of this shape. The first steps are the longest, so that in another order others come out of it."""
    weights, seen = np.zeros(shape, dtype=np.float32), np.full(shape[0], 1e-8, dtype=np.float32)
    places = list(range(len(examples)))
    for turn in range(ROUNDS):
        np.random.default_rng((order, turn)).shuffle(places)
        for row, meant, weight in map(examples.__getitem__, places):
            own = weights.take(row, axis=0)
            error = _probable(own)
            error[meant] -= 1
            error *= weight
            its = seen[row] = seen.take(row) + error @ error
            own -= (RATE / np.sqrt(its))[:, None] * error
            weights[row] = own
    return weights


def _probable(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """What these features say together, as a probability for each command."""
    scores = rows.sum(axis=0) / math.sqrt(len(rows))
    raised = np.exp(scores - scores.max())
    probable: NDArray[np.float32] = raised / raised.sum()
    return probable


def _stand_for(folded: Sequence[str], names: Lexicon) -> Iterator[tuple[str, str | None]]:
    """A line's words in their order, a name of a known thing or a number as its kind; with each, what it stands for."""
    for named in names.names_in(folded):
        word = singular(named.words[0])
        match named.terms:
            case ((kind, concept), *_) if kind == CONCEPT:
                yield word, f"@{concept}"
            case ((kind, _), *_):
                yield f"<{kind}>", f"<{kind}>"
            case _ if word.isdigit():
                yield f"<{len(word)}{DIGITS}", f"<{len(word)}{DIGITS}"
            case _:
                yield word, None


def _in_kinds(told: Told) -> tuple[str, ...]:
    """A line with concepts for words and kinds for names."""
    return tuple(meant or word for word, meant in told)


def _features(folded: Sequence[str], told: Told) -> tuple[str, ...]:
    """Each once, in the order in which they come."""
    words = tuple(map(singular, folded))
    marked = [f"{EDGE}{word}{EDGE}" for word in words]
    pieces = (f"#{each[at : at + PIECE]}" for each in marked for at in range(len(each) - PIECE + 1))
    classes = [word for word, _ in told]
    meant = tuple(dict.fromkeys(each for _, each in told if each))
    in_order = (EDGE, *_in_kinds(told), EDGE)
    neighbours = (
        f"{one}{' ' * apart}{other}"
        for apart in NEAR
        for one, other in zip(in_order, in_order[apart:], strict=False)
    )
    together = (
        "&".join(each) for size, most in TOGETHER.items() for each in combinations(sorted(meant[:most]), size)
    )
    return tuple(dict.fromkeys((*words, *classes, *meant, *neighbours, *together, *pieces)))
