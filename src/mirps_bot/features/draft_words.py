"""What words put right in a draft: one part of what was read in it, or the pledge that it is about."""

import re
from dataclasses import replace
from typing import Any

from mirps_bot.domain.draft import PARTS, Draft, Heard
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.naming import told_of
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.amounts import read_amount
from mirps_bot.parsing.numbers import in_nearest_language
from mirps_bot.parsing.periods import read_period
from mirps_bot.parsing.quantities import read_quantity
from mirps_bot.parsing.reports import which
from mirps_bot.parsing.tokens import composed
from mirps_bot.search.prepositions import is_small

_RATHER = re.compile(
    r"(?:(?:no,?\s+)?(?:en realidad|más bien|actually|in fact|rather|na verdade|aliás|en fait|en réalité|plutôt),?\s+"
    r"|(?:no|não|nao|not|non)\b.*?[,;:]\s*(?:sino\s+|mas\s+|but\s+|mais\s+)?)"
    r"(?:(?:eran?|fueron|fue|son|es|eram|foram|são|sao|foi|(?:it|they) (?:was|were|is|are)|c'était|ce sont|c'est)\s+)?"
    r"(\S.*)",
    re.IGNORECASE,
)
"""How people put a number right: no eran 340, eran 430; en realidad eran 430."""
_OF_IT = frozenset({"es", "it", "is", "e", "c", "est"})
"""Words with which a pledge's number is said to be what was meant, besides articles and prepositions."""


def part_told(visit: Visit, heard: Heard, words: str, language: Language) -> dict[str, Any] | None:
    """The one part of this reading that these words put right, by its key in `Heard`."""
    rather = _RATHER.fullmatch(words.strip())
    words = rather[1] if rather else words
    if meant := which(heard.unsettled, words):
        return {"amount": meant}
    told = told_of((each for each in visit.forms["update"].fields if each.key in PARTS), words)
    if len(told) == 1:
        ((key, value),) = told.items()
        said = _said(visit, value, language)
        return said if said and key in said else None
    return _said(visit, words, language) or (_counted_anew(heard, words, language) if rather else None)


def _counted_anew(heard: Heard, words: str, language: Language) -> dict[str, Any] | None:
    """Another number for the one thing that was counted, or paid, in whatever currency."""
    text = composed(words).strip(" .!")
    numbers = in_nearest_language(text, language)
    if len(numbers) != 1 or numbers[0].value is None or (numbers[0].start, numbers[0].end) != (0, len(text)):
        return None
    match heard.quantity, heard.amount:
        case Quantity(unit=unit), None:
            return {"quantity": Quantity(number=numbers[0].value, unit=unit)}
        case None, Money(currency=currency):
            return {"amount": Money(amount=numbers[0].value, currency=currency)}
        case None, None if heard.unsettled:
            return {"unsettled": tuple(replace(each, amount=numbers[0].value) for each in heard.unsettled)}
        case _:
            return None


def pledge_told(visit: Visit, words: str, draft: Draft) -> Tracked | None:
    """The pledge that these words name and nothing else, if its entity reports on it: es del rec-064. Any other word
    asks for something: historial rec-064.
    """
    named = pledges_named(visit, words, draft.entity)
    if len(named) != 1 or (draft.pledge and fold(words) == fold(named[0].pledge.id)):  # opens another
        return None
    its = {*fold(named[0].pledge.id).split(), *_OF_IT}
    others = (each for each in fold(words).split() if each.isalpha() and each not in its)
    return named[0] if all(map(is_small, others)) else None


def _said(visit: Visit, words: str, language: Language) -> dict[str, Any] | None:
    """The one part of a report that these words are."""
    named = visit.lexicon.read(words)
    if len(named.terms) == 1 and named.terms[0][0] == "stage" and not named.rest:
        return {"stage": Stage(named.terms[0][1])}
    country = visit.person.entity if visit.person else ""
    readings = (
        ("amount", read_amount(words, language, country)),
        ("period", read_period(words, language, visit.today)),
        ("quantity", read_quantity(words, language)),
    )
    return next(({key: value} for key, value in readings if not isinstance(value, Problem)), None)


def pledges_named(visit: Visit, text: str, entity: EntityId) -> tuple[Tracked, ...]:
    """The pledges of this entity that words name by their numbers."""
    numbers = dict.fromkeys(read(visit.lexicon, text).numbers)
    found = (visit.unit.pledges.find(each) for each in numbers)
    return tuple(each for each in found if each and entity in each.pledge.entities)
