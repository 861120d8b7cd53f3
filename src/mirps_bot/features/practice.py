"""Good practices: handed in by form, reviewed by the secretariat, then found by State, theme or words."""

from mirps_bot.dialogue import Outbound
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.paper import Paper, PaperKind, PaperState
from mirps_bot.features.papers import Shelf, find, opening, shelf, show
from mirps_bot.features.reading import Query, read
from mirps_bot.features.visit import Visit


def answer(visit: Visit, words: str) -> Outbound:
    """One by its number, else those that the words name, the newest first."""
    if paper := find(visit, words.strip()):
        return show(visit, visit.person, paper)
    asked = read(visit.lexicon, words)
    practices = visit.unit.papers.of(kind=PaperKind.PRACTICE, state=PaperState.ACCEPTED)
    found = [each for each in practices if _is_asked(each, asked)]
    person = visit.person
    may_add = person is not None and may(person, Right.HAND_IN, (person.entity,))
    return shelf(visit, Shelf.PRACTICES, found, *([opening(PaperKind.PRACTICE)] if may_add else ()))


def _is_asked(paper: Paper, asked: Query) -> bool:
    answers = paper.answers
    searched = fold(" ".join((answers["title"], answers["what"], answers["result"])))
    return (
        (not asked.entities or answers["country"] in asked.entities or paper.entity in asked.entities)
        and (not asked.areas or answers["area"] in asked.areas)
        and all(word in searched for word in asked.rest)
    )
