"""The words of the field: how each is said in the four languages, and what acronyms stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Outbound, Show
from mirps_bot.domain.glossary import Acronym, OwnTerm, Term
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.page import Page
from mirps_bot.features import directory, pledges
from mirps_bot.features.paging import page_of, turns
from mirps_bot.features.reading import MAX_WORDS, read
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named

PAGE_SIZE = 15
MOST = 6
"""More terms than this are a list, not an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """In the alphabet of the reader's language; `rest` are words that named no term."""

    page: Page[Term]
    rest: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """`is_guess`: the words were spelt otherwise."""

    terms: tuple[Term, ...]
    acronyms: tuple[Acronym, ...]
    asked: tuple[str, ...]
    is_guess: bool
    as_of: datetime


def _is_short_for(acronyms: Iterable[Acronym], term: Term) -> bool:
    forms = {fold(form) for each in acronyms for form in each.forms}
    return not forms.isdisjoint(map(fold, (*term.names.all(), *term.aliases)))


def answer(visit: Visit, words: str) -> Outbound:
    """A language beside other words says into which they are to be put: the answer has all."""
    into = visit.labels["language"].read(words)
    if into.terms and visit.asked(" ".join(into.rest)):
        words = " ".join(into.rest)
    asked = read(visit.lexicon, words)
    # "compromiso" asks for nothing anywhere else.
    said = visit.asked(words) or fold(words).split()[:MAX_WORDS]
    wanted = tuple(each for each in said if each != f"p{asked.page}")
    terms = (*visit.unit.records.all(Term), *visit.unit.records.all(OwnTerm))
    acronyms = visit.unit.records.all(Acronym)
    short = tuple(each for each in acronyms if any(fold(form) in wanted for form in each.forms))
    named = find_named(wanted, terms, lambda each: (*each.names.all(), *each.aliases))
    found = tuple(each for each in named.things if not short or _is_short_for(short, each))
    if (found or short) and len(found) <= MOST:
        return Show(
            template="glossary/meanings",
            data=Meanings(
                terms=found,
                acronyms=short,
                asked=wanted,
                is_guess=named.is_guess and not short,
                as_of=visit.now,
            ),
            shareable=f"glossary {words}".strip(),
        )
    if not named.things and directory.known_by(visit, words):
        return directory.answer(visit, words)
    if asked.understood.found and not named.things:
        return (
            directory.answer(visit, words)
            if len(asked.understood.found) == 1 and asked.entities
            else pledges.answer(visit, words)
        )
    language = visit.actor.language
    listed = sorted(found or terms, key=lambda each: fold(each.names.in_language(language)))
    page = page_of(listed, asked.page, PAGE_SIZE)
    return Show(
        template="glossary/list",
        data=TermList(page=page, rest=() if found else wanted, as_of=visit.now),
        choices={"turn": turns(f"glossary {words}".strip(), page, PAGE_SIZE)},
        shareable=f"glossary {words}".strip(),
    )
