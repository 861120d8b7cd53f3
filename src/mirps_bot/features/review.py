"""The secretariat's desk: what was handed in waits there to be accepted, or returned with the reason."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from mirps_bot.dialogue import Ask, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.ids import number_in
from mirps_bot.domain.paper import Decision, Paper, PaperKind, PaperState
from mirps_bot.domain.person import Person
from mirps_bot.features import contact, learning
from mirps_bot.features.clearance import give_back_unread
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.papers import Shelf, find, letter, shelf, show
from mirps_bot.features.visit import Visit

EFFECTS: Mapping[PaperKind, Callable[[Visit, Paper], None]] = {
    PaperKind.CONTACT: contact.accepted,
    PaperKind.LEARNING: learning.take_effect,
}
"""What follows once a paper is accepted; a good practice is found from then on."""


def answer(visit: Visit, words: str) -> Outbound:
    """One paper by its number; else what waits, for the secretariat, or what their entity handed in."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    with_digits = (each for each in words.split() if any(map(str.isdigit, each)))
    if typed := number_in(words, "t") or next(with_digits, ""):
        paper = find(visit, typed)
        return show(visit, person, paper) if paper else Tell(phrase="unknown_paper", values={"typed": typed})
    if may(person, Right.REVIEW):
        handed = visit.unit.papers.of(state=PaperState.HANDED_IN)
        return shelf(visit, Shelf.WAITING, [each for each in handed if each.is_waiting])
    return shelf(visit, Shelf.OWN, visit.unit.papers.of(entity=person.entity))


def accept(visit: Visit, press: Press) -> Outbound:
    """It takes effect at once, or on its day, and its author is told."""
    paper = _waiting(visit, press.action.arguments[0])
    if paper is None or visit.person is None:
        return Tell(phrase="paper_decided")
    if paper.kind is PaperKind.CONTACT and not contact.is_acceptable(visit, paper):
        return Tell(phrase="paper_not_acceptable", values={"number": paper.number})
    decided = _decide(visit, visit.person, paper, PaperState.ACCEPTED)
    if decided is None:
        return Tell(phrase="paper_decided")
    if effect := EFFECTS.get(paper.kind):
        effect(visit, paper)
    told = _told(visit, visit.person, decided)
    return replace(told, replaces=True, letters=(*told.letters, *give_back_unread(visit)))


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form that asks why."""
    paper = _waiting(visit, context.get("paper", ""))
    return Ask(form="review", context={"paper": str(paper.id)}) if paper else Tell(phrase="paper_decided")


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Return it to its author."""
    paper = _waiting(visit, filled.context.get("paper", ""))
    reason = str(filled.values["reason"])
    decided = _decide(visit, person, paper, PaperState.RETURNED, reason) if paper else None
    return _told(visit, person, decided) if decided else Tell(phrase="paper_decided")


def _waiting(visit: Visit, number: str) -> Paper | None:
    paper = find(visit, number)
    return paper if paper and paper.is_waiting and may(visit.person, Right.REVIEW) else None


def _decide(
    visit: Visit, person: Person, paper: Paper, state: PaperState, reason: str | None = None
) -> Paper | None:
    """The paper as it was decided; None: somebody else was quicker."""
    decision = Decision(state=state, author=person.id, author_name=person.name, at=visit.now, reason=reason)
    return replace(paper, decision=decision) if visit.unit.papers.decide(paper.id, decision) else None


def _told(visit: Visit, person: Person, paper: Paper) -> Show:
    author = visit.unit.people.find(paper.author)
    letters = (letter(visit, author, paper),) if author and author.id != person.id else ()
    return replace(show(visit, person, paper), letters=letters)
