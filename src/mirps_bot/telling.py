"""Whether a line tells what was done, rather than asks for something."""

import re

from mirps_bot.dialogue import Outbound, Show
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold, singular
from mirps_bot.domain.query import Facet
from mirps_bot.features.pledges import PledgeList
from mirps_bot.meanings import LONGEST_QUESTION, Line
from mirps_bot.parsing.reports import read_report
from mirps_bot.routes import COMMANDS

LONG_ENOUGH = 5
"""Words that may tell something even if none of them says that it was done."""
TOLD_OF = frozenset({"pledges", "update"})
"""What an account of something done is like."""
_WE = re.compile(r"\b(?:\w{3,}[aei]mos|we|our team|nous (?:avons|sommes))\b")
"""How people say what they did themselves: avanzamos, fizemos, we trained, nous avons formé."""
_DONE = re.compile(
    r"\b(?:\w{2,}(?:ó|aron|ieron|aram|eram|iram)|(?:ha|han|fue|fueron|foi|foram|a été|ont été) \w{3,}|fué"
    r"|(?:has|have|had|was|were|been) \w{3,}ed|\w{3,}(?:ou|eu|iu))\b"
)
"""How people say what was done: se firmó, foram entregues, has been completed, a été adopté."""
_REQUESTED = re.compile(
    r"\b(?:pidio|pide|piden|solicito|solicita|quiere|necesita|exige|pediu|pede|quer|precisa|asked|asks|wants|needs"
    r"|requested|requires|demande|demandait|veut|voudrait)\b"
)
"""How people say, in folded words, that somebody else wants to know."""
_BY_NOW = re.compile(r"\b(?:ya|já|déjà|already|now|finally|por fin|finalmente|enfin)\b")
"""With what people tell how far something has come: ya está en curso, já foi cumprido."""
_ASKS_WITHIN = re.compile(
    r"\b(?:qué|cuál|cuáles|cuales|quién|quiénes|cómo|dónde|cuándo|cuánt[oa]s?|how (?:much|many)"
    r"|quais|quem|quels|quelles|lesquel(?:le)?s)\b"
)
"""Words that ask wherever they stand."""


def tells_of_deeds(line: Line, country: str, language: Language) -> bool:
    """Whether somebody of this country tells what was done, rather than asks. What is asked as a question is one unless
    it counts something; names alone are one too.
    """
    visit, words, named = line.visit, line.words, line.named
    if "?" in words:
        return False
    if len(words) > LONGEST_QUESTION:
        return True
    if any(each.is_sure and each.command not in TOLD_OF for each in line.likely):
        return False
    heard = read_report(words, language, visit.today, country)
    if named and named.is_opening:
        return False
    is_done = bool(_DONE.search(words.casefold())) and not _asks_for_another(line)
    is_ours = not set(_WE.findall(fold(words))) <= set(line.knowledge.content.phrases.no_deeds)
    compares = any(each.facet is Facet.AMOUNT for each in line.asked.understood.found)
    counts = bool(heard.amount or heard.unsettled or heard.quantity) and (is_ours or is_done or not compares)
    if line.knowledge.intents.begins_a_question(words) or _ASKS_WITHIN.search(words.casefold()):
        return counts and not any(each.is_opening and each.command != "update" for each in line.meanings)
    asks_nothing = all(each.command == "update" for each in line.meanings)
    if len(words.split()) < LONG_ENOUGH and not ((is_ours or is_done) and (counts or asks_nothing)):
        return False
    if counts or is_ours or (heard.stage and _tells_how_far(line, country)):
        return True
    if line.asked.understood.found and not line.asked.rest:
        return False
    if heard.stage:
        return True
    return (
        is_done
        and all(each.is_likely for each in line.meanings)
        and not _is_answered(COMMANDS["pledges"].answer(visit, words))
    )


def _tells_how_far(line: Line, country: str) -> bool:
    """Something has come by now that this country promised, and that is named by its number."""
    promised = (line.visit.unit.pledges.find(each) for each in line.asked.numbers)
    is_own = any(each and country in each.pledge.entities for each in promised)
    return is_own and bool(_BY_NOW.search(line.words.casefold()))


def _asks_for_another(line: Line) -> bool:
    """My boss asked for the pledges of Honduras."""
    folded = fold(line.words)
    names_another = any(singular(each) in line.visit.lexicon.superiors for each in folded.split())
    return names_another and bool(_REQUESTED.search(folded))


def _is_answered(outbound: Outbound) -> bool:
    """Whether there are pledges that say these words."""
    return (
        isinstance(outbound, Show) and isinstance(outbound.data, PledgeList) and outbound.data.page.total > 0
    )
