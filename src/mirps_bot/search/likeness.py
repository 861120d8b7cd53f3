"""Which commands a line is most like, when nothing says for sure: an offer, never an answer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from mirps_bot.domain.lexicon import key_of

PIECE = 4
"""Letters of the pieces of words that are compared, so that conjugations and slips count as nearly the same."""
SMOOTHING = 0.1
LEAST = 8.0
"""Evidence, in natural units of logarithm, below which a command is not worth offering."""


class Likeness:
    """A naive Bayes classifier against the complement of each class, which suits classes of unequal size.

    See Rennie and others, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers" (2003).
    """

    def __init__(self, said: Mapping[str, Iterable[str]], ignored: Iterable[str]) -> None:
        """`said`: by command, lines that mean it; `ignored` are words that ask for nothing."""
        self._ignored = frozenset(map(key_of, ignored))
        by_command = {
            command: Counter(each for line in lines for each in self._pieces(line))
            for command, lines in said.items()
        }
        everything = sum(by_command.values(), Counter[str]())
        total, kinds = everything.total(), len(everything)
        self._evidence: dict[str, dict[str, float]] = {}
        for command, counts in by_command.items():
            own, others = counts.total(), total - counts.total()
            for piece, count in counts.items():
                here = (count + SMOOTHING) / (own + SMOOTHING * kinds)
                elsewhere = (everything[piece] - count + SMOOTHING) / (others + SMOOTHING * kinds)
                self._evidence.setdefault(piece, {})[command] = log(here / elsewhere)

    def of(self, line: str) -> tuple[str, ...]:
        """The likeliest commands first; only those that something speaks for."""
        found: Counter[str] = Counter()
        for piece in self._pieces(line):
            for command, evidence in self._evidence.get(piece, {}).items():
                found[command] += evidence  # type: ignore[assignment]
        return tuple(command for command, evidence in found.most_common() if evidence > LEAST)

    def _pieces(self, line: str) -> frozenset[str]:
        words = [key_of(word) for word in line.split()]
        telling = [word for word in words if word not in self._ignored]
        marked = [f"^{word}$" for word in telling]
        return frozenset(
            (*telling, *(each[at : at + PIECE] for each in marked for at in range(len(each) - PIECE + 1)))
        )
