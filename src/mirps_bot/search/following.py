"""A question that goes on from the one before: what about Honduras, and its plan."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.search.found import Found
from mirps_bot.search.intents import WORD
from mirps_bot.search.prepositions import Lead, joined, lead_of

Ignores = Callable[[str], bool]
"""Whether words ask for nothing: articles and the like."""
Span = tuple[int, int]
"""Where words stand in a line, in characters."""

MAKERS = (Facet.ENTITY, Facet.OWNER, Facet.PARTNER, Facet.CHAIR)
CARRIED = frozenset({*MAKERS, Facet.BENEFICIARY, Facet.GROUP, Facet.NUMBER})
"""Whom or what something may be asked of."""
MARKS = " ¿?¡!.,;:"
OF = frozenset({"de", "of"})
FRENCH = frozenset({"d", "des", "du"})
"""Prepositions with their article that are of no other language."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A line, what it names, and the language of who wrote it."""

    line: str
    found: Sequence[Found]
    language: Language = Language.ES

    def spans(self, facets: Iterable[Facet]) -> list[Span]:
        """Where it names something of the first of these facets that it names anything of."""
        meant = [each for each in self.found if not each.is_left_out]
        for facet in facets:
            spans = (_span(self.line, each.typed) for each in meant if each.facet is facet)
            if found := sorted(filter(None, spans)):
                return found
        return []

    def lead(self, span: Span) -> Lead:
        """What stands before a name of it."""
        to = (_span(self.line, each.typed) for each in self.found if each.facet is Facet.BENEFICIARY)
        return lead_of(self.line, span[0], a_is_article=self.language is Language.PT and span not in to)

    def of(self, span: Span) -> str:
        """A name of it as of whom something is: with the preposition it has, else with one."""
        lead, name = self.lead(span), self.line[slice(*span)]
        if lead.preposition:
            return self.line[lead.start : span[1]]
        return joined("of" if self.language is Language.EN else "de", lead.article, name)


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
        before = replace(before, line=line)
        if places := before.spans(_same_kind(facet, may_add=may_add)):
            line = _replaced(line, places, *_in_its_words(before, places[0], now, named), ignores)
        elif facet is Facet.AREA and (groups := before.spans((Facet.GROUP,))):
            topic = _topic(line, groups[0], ignores)
            line = _replaced(line, [topic], topic[0], now.line[slice(*named)], ignores)
        elif may_add and facet is not Facet.NUMBER:  # which asks for one pledge by itself
            has_lead = facet is Facet.ENTITY or now.lead(named).preposition
            line = f"{line} {now.of(named) if has_lead else now.line[slice(*named)]}"
        else:
            return None
    return line


def _in_its_words(before: Naming, place: Span, now: Naming, named: Span) -> tuple[int, str]:
    """From where on a name is replaced, and by what: by the one that is said now, as it fits in there."""
    there, here = before.lead(place), now.lead(named)
    preposition = there.preposition
    if preposition in OF or (preposition and here.preposition not in OF):
        preposition = here.preposition or preposition
    name = joined(preposition, here.article, now.line[slice(*named)], is_french=there.typed in FRENCH)
    return there.start, name


def carried_over(before: Naming, asks: str, ignores: Ignores) -> str | None:
    """What is asked now, of what the question before named; None: it named nobody and nothing to ask about."""
    named, end = asks, None
    for span, facet in sorted(
        (span, each.facet)
        for each in before.found
        if each.facet in CARRIED and (span := _span(before.line, each.typed))
    ):
        if end is not None and ignores(before.line[end : span[0]]):
            named += before.line[end : span[1]]
        else:
            named += f" {before.line[slice(*span)] if facet is Facet.NUMBER else before.of(span)}"
        end = span[1]
    return named if end is not None else None


def _same_kind(facet: Facet, *, may_add: bool) -> tuple[Facet, ...]:
    """A bare name stands for whoever was named, in whatever part; so does one with `for` where nothing is narrowed."""
    is_anybody = facet is Facet.ENTITY or (facet is Facet.BENEFICIARY and not may_add)
    return (*MAKERS, Facet.BENEFICIARY) if is_anybody else (facet,)


def _span(line: str, typed: str) -> Span | None:
    """Where words first stand, as they are folded."""
    words, sought = list(WORD.finditer(line)), fold(typed).split()
    folded = [fold(each[0]) for each in words]
    for at in range(len(words) - len(sought) + 1):
        if sought and folded[at : at + len(sought)] == sought:
            return words[at].start(), words[at + len(sought) - 1].end()
    return None


def _replaced(line: str, spans: Sequence[Span], start: int, name: str, ignores: Ignores) -> str:
    """With a name in the first place, from `start` on; the others go, and what asks for nothing before them."""
    first, *others = spans
    for other, end in reversed(others):
        words = list(WORD.finditer(line, first[1], other))
        kept = [each.end() for each in words if not ignores(each[0])]
        line = line[: kept[-1] if kept else first[1]] + line[end:]
    return f"{line[:start]}{name}{line[first[1] :]}"


def _topic(line: str, group: Span, ignores: Ignores) -> Span:
    """What a group is about, in its name: group on jobs."""
    start, end = group
    inside = [each for each in WORD.finditer(line, start, end) if ignores(each[0])]
    return (inside[-1].end() + 1, end) if inside and inside[-1].end() < end else group
