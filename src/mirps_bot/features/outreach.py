"""Accounts of outreach to new actors: who spoke with whom, what came of it, and what is next."""

from mirps_bot.dialogue import Outbound, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.paper import PaperKind
from mirps_bot.features.papers import Shelf, opening, shelf
from mirps_bot.features.visit import Visit


def answer(visit: Visit, words: str) -> Outbound:
    """Everybody's, for the secretariat; for others their entity's own."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    entity = None if may(person, Right.REVIEW) else person.entity
    accounts = visit.unit.papers.of(kind=PaperKind.OUTREACH, entity=entity)
    may_add = may(person, Right.HAND_IN, (person.entity,))
    return shelf(visit, Shelf.OUTREACH, accounts, *([opening(PaperKind.OUTREACH)] if may_add else ()))
