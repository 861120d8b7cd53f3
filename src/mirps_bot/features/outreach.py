"""Accounts of outreach to new actors: who spoke with whom, what came of it, and what is next."""

from mirps_bot.dialogue import Outbound, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.paper import PaperKind
from mirps_bot.domain.person import Person
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.papers import Shelf, hand_in, opening, shelf
from mirps_bot.features.papers import start as start_paper
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


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    return start_paper(visit, person, PaperKind.OUTREACH, context)


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    return hand_in(visit, person, filled)
