"""A question that goes on from the one before: what about Honduras, and its plan."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.search.found import Found
from mirps_bot.search.intents import WORD

Ignores = Callable[[str], bool]
"""Whether words ask for nothing: articles and the like."""
Span = tuple[int, int]
"""Where words stand in a line, in characters."""

MAKERS = (Facet.ENTITY, Facet.OWNER, Facet.PARTNER, Facet.CHAIR)
CARRIED = frozenset({*MAKERS, Facet.BENEFICIARY, Facet.GROUP, Facet.NUMBER})
"""Whom or what something may be asked of."""
OF = frozenset({"da", "das", "de", "del", "des", "do", "dos", "du", "of"})
"""What goes with the name after it, and is replaced with it: compromissos do México, os da Costa Rica."""
MARKS = " ¿?¡!.,;:"


@dataclass(frozen=True, slots=True)
class Naming:
    """A line and what it names."""

    line: str
    found: Sequence[Found]

    def spans(self, facets: Iterable[Facet]) -> list[Span]:
        """Where it names something of the first of these facets that it names anything of."""
        meant = [each for each in self.found if not each.is_left_out]
        for facet in facets:
            spans = (_span(self.line, each.typed) for each in meant if each.facet is facet)
            if found := sorted(filter(None, spans)):
                return found
        return []


def after_opening(line: str, openings: Iterable[str]) -> str | None:
    """What follows the longest of these words that the line begins with; None: nothing, or it begins otherwise."""
    line = unicodedata.normalize("NFKC", line)
    words = list(WORD.finditer(line))
    typed = [fold(each[0]) for each in words]
    begun = [own for own in (fold(each).split() for each in openings) if typed[: len(own)] == own]
    longest = max(map(len, begun), default=0)
    return line[words[longest].start() :].strip(MARKS) if 0 < longest < len(words) else None


def put_in_place(before: Naming, now: Naming, ignores: Ignores, *, may_add: bool) -> str | None:
    """The question before with what is named now: in place of what it named of the same kind, or added to it.

    None: nothing is to be added to it, or it is not seen where something stands.
    """
    line = before.line.strip(MARKS)
    for facet in dict.fromkeys(each.facet for each in now.found):
        spans = now.spans((facet,))
        if not spans:
            return None
        named = spans[0][0], spans[-1][1]
        name = now.line[slice(*named)]
        before = replace(before, line=line)
        if places := before.spans(_same_kind(facet)):
            own, other = _with_of(now.line, named), _with_of(line, places[0])
            if own != named and other != places[0]:
                name, places = now.line[slice(*own)], [other, *places[1:]]
            line = _replaced(line, places, name, ignores)
        elif facet is Facet.AREA and (groups := before.spans((Facet.GROUP,))):
            line = _replaced(line, [_topic(line, groups[0], ignores)], name, ignores)
        elif may_add and facet is not Facet.NUMBER:  # which asks for one pledge by itself
            line = f"{line} {now.line[slice(*_with_word_before(now.line, named, ignores))]}"
        else:
            return None
    return line


def carried_over(before: Naming, asks: str, ignores: Ignores) -> str | None:
    """What is asked now, of what the question before named; None: it named nobody and nothing to ask about."""
    spans = (_span(before.line, each.typed) for each in before.found if each.facet in CARRIED)
    named = [_with_word_before(before.line, span, ignores) for span in sorted(filter(None, spans))]
    return " ".join((asks, *(before.line[slice(*span)] for span in named))) if named else None


def _same_kind(facet: Facet) -> tuple[Facet, ...]:
    """A bare name stands for whoever was named, in whatever part."""
    return (*MAKERS, Facet.BENEFICIARY) if facet is Facet.ENTITY else (facet,)


def _span(line: str, typed: str) -> Span | None:
    """Where words first stand, as they are folded."""
    words, sought = list(WORD.finditer(line)), fold(typed).split()
    folded = [fold(each[0]) for each in words]
    for at in range(len(words) - len(sought) + 1):
        if sought and folded[at : at + len(sought)] == sought:
            return words[at].start(), words[at + len(sought) - 1].end()
    return None


def _replaced(line: str, spans: Sequence[Span], name: str, ignores: Ignores) -> str:
    """With a name in the first place; the others go, and the words before them that ask for nothing."""
    first, *others = spans
    for start, end in reversed(others):
        words = list(WORD.finditer(line, first[1], start))
        kept = [each.end() for each in words if not ignores(each[0])]
        line = line[: kept[-1] if kept else first[1]] + line[end:]
    return f"{line[: first[0]]}{name}{line[first[1] :]}"


def _topic(line: str, group: Span, ignores: Ignores) -> Span:
    """What a group is about, in its name: group on jobs."""
    start, end = group
    inside = [each for each in WORD.finditer(line, start, end) if ignores(each[0])]
    return (inside[-1].end() + 1, end) if inside and inside[-1].end() < end else group


def _with_of(line: str, span: Span) -> Span:
    return _with_word_before(line, span, OF.__contains__)


def _with_word_before(line: str, span: Span, takes: Ignores) -> Span:
    """A name, and the preposition or article before it."""
    start, end = span
    before = list(WORD.finditer(line, 0, start))[-1:]
    return (before[0].start(), end) if before and takes(fold(before[0][0])) else span
