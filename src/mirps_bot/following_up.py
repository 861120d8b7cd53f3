"""Questions that go on from the one before, asked whole."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from itertools import dropwhile

from mirps_bot.dialogue import Outbound, Show
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.features.pledge_file import take_file_words
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.meanings import Line
from mirps_bot.own_words import writes
from mirps_bot.parsing.calendar_words import take_number
from mirps_bot.parsing.stretches import Told
from mirps_bot.search.following import (
    MARKS,
    Naming,
    after_opening,
    carried_over,
    put_in_place,
)
from mirps_bot.search.prepositions import is_preposition, is_small
from mirps_bot.search.vocabulary import Operator

MOST_WORDS = 6
"""What is longer says by itself what it asks."""
NARROWED = frozenset({"calendar", "chair", "figures", "needs", "next", "offers", "pledges"})
"""Commands that answer of less where more is named."""
WITHOUT_PREPOSITION = frozenset({"last", "next", "this"})
"""Meetings next quarter."""
BOUNDS = (Operator.SINCE, Operator.BEFORE, Operator.AFTER)
IN = {Language.ES: "en", Language.EN: "in", Language.PT: "em", Language.FR: "en"}
"""Before a year."""
OF_SOMEBODY = frozenset({"directory", "needs", "offers", "plans", "pledges"})
"""Commands whose word alone, after somebody was asked about, asks for theirs."""


def answer_in_turn(line: Line, answer: Callable[[Line], Outbound]) -> Outbound:
    """The answer to a line in the light of the one before, which says how it was read. What was asked is kept for the
    one that follows.
    """
    visit = line.visit
    if visit.place is None:
        return answer(line)
    user, channel = visit.actor.user, visit.place.channel
    before = visit.unit.questions.last(user, channel, now=visit.now)
    if before and (whole := as_file(line, replace(line, words=before))):
        return answer(whole)
    meant = follow_up(line, replace(line, words=before)) if before else None
    given = answer(meant) if meant else None
    if meant and isinstance(given, Show):
        line, given = meant, replace(given, read_as=meant.words)
    else:
        given = answer(line)
    if isinstance(given, Show) and _is_question(line, given):
        visit.unit.questions.keep(user, channel, line.words, at=visit.now)
    return given


def follow_up(line: Line, before: Line) -> Line | None:
    """What it asks, in all words, if it goes on from the line before; None: it stands by itself. Nothing that would be
    changed by it, or sent as a file, is asked so.
    """
    knowledge, ignores = line.knowledge, line.knowledge.intents.asks_for_nothing
    if whole := _added_up(line, before):
        return replace(line, words=whole)
    opened = after_opening(line.words, knowledge.content.phrases.following)
    if opened is None or len(opened.split()) > MOST_WORDS or before.asked.understood.is_exact:
        return None
    now = replace(line, words=_without_possessive(opened, knowledge.content.phrases.referring))
    asks, names = now.named or now.asks_plainly, now.asked.understood.found
    naming = partial(Naming, language=line.visit.actor.language)
    named_before = naming(before.words, before.asked.understood.found)
    words = _at_another_time(before, opened) or _in_order(before, opened)
    if words is None and names and not asks and not now.asked.rest:
        named_now = naming(now.words, names)
        words = put_in_place(named_before, named_now, ignores, may_add=_may_be_narrowed(before))
    elif words is None and asks and not names and (_refers(line) or _asks_for_theirs(now)):
        words = carried_over(named_before, now.words, ignores)
    return replace(line, words=words) if words and not writes(knowledge, words) else None


def _at_another_time(before: Line, opened: str) -> str | None:
    """The question before, if nothing but another time is named now."""
    visit = before.visit
    now = _as_told(visit, opened)
    if now is None or not all(is_small(fold(word)) for word in (*now.before, *now.after)):
        return None
    then = _as_told(visit, before.words.strip(MARKS))
    asks_of_times = before.meanings and {each.command for each in before.meanings} <= NARROWED
    if then is None and not (asks_of_times and not before.asked.numbers):
        return None
    lead: tuple[str, ...] = ()
    if then and not now.lead and fold(now.said[0]) not in _bounds(visit) | WITHOUT_PREPOSITION:
        lead = tuple(each for each in then.lead if is_preposition(fold(each)))
    if not lead and " ".join(now.said).isdigit():
        lead = (IN[visit.actor.language],)
    around = (then.before, then.after) if then else ((before.words.strip(MARKS),), ())
    return " ".join((*around[0], *lead, *now.said, *around[1]))


def _in_order(before: Line, opened: str) -> str | None:
    """The pledges that were asked for before, in the order that is named now, if nothing else is."""
    read_as = before.visit.labels["order"].read(opened)
    _, others = take_number(read_as.rest, before.visit.actor.language)
    if not (_is_list(before) and read_as.terms and all(map(is_small, others))):
        return None
    words = dropwhile(lambda word: is_small(fold(word)), opened.split())
    return " ".join((before.words.strip(MARKS), *words))


def _added_up(line: Line, before: Line) -> str | None:
    """The pledges that were asked for before, if nothing is asked but what they add up to: how much is all that."""
    label, phrases = line.visit.labels["sum"], line.knowledge.content.phrases
    read_as = label.read(line.words)
    others = [each for each in read_as.rest if each not in (*phrases.referring, *phrases.all_of_them)]
    if not (read_as.terms and _is_list(before) and line.knowledge.intents.asks_for_nothing(" ".join(others))):
        return None
    if label.read(before.words).terms:
        return before.words
    return (
        f"{before.words.strip(MARKS)} {phrases.labels['sum']['total'].in_language(line.visit.actor.language)}"
    )


def _is_list(line: Line) -> bool:
    return {each.command for each in line.meanings} == {"pledges"} and not line.asked.numbers


def _as_told(visit: Visit, words: str) -> Told | None:
    """The time that words tell of, and whether it is meant from then on, or before."""
    told = visit.told_stretch(words, ahead=True)
    if told is None:
        return None
    bounds = _bounds(visit)
    for length in (3, 2, 1):
        before, lead = told.before[:-length], told.before[-length:]
        said = fold(" ".join(lead))
        if said in bounds or is_preposition(said):
            return replace(told, before=before, said=(*lead, *told.said))
    return told


def _bounds(visit: Visit) -> frozenset[str]:
    """The folded words for since and before; those of several words by their first one too."""
    said = [word for word, operator in visit.lexicon.operators.items() if operator in BOUNDS]
    return frozenset((*said, *(word.split()[0] for word in said)))


def as_file(line: Line, before: Line) -> Line | None:
    """The pledges that the line before asked for, as a file, if no more than a file is asked for: that in Excel."""
    wants_file, others = take_file_words(line.visit, line.words)
    if not wants_file or {each.command for each in before.meanings} != {"pledges"}:
        return None
    words = set(fold(others).split())
    says_which = words & {*line.knowledge.content.phrases.all_of_them} or any(
        line.knowledge.command_words.get(each) for each in words
    )
    asked = read(line.visit.lexicon, others).understood
    if says_which or asked.found or asked.sought or asked.not_sought or asked.faults:
        return None
    return replace(line, words=f"export {before.words}")


def _without_possessive(words: str, referring: Collection[str]) -> str:
    """Its plan is the plan of whoever was named."""
    first, _, others = words.partition(" ")
    return others if others and fold(first) in referring else words


def _may_be_narrowed(before: Line) -> bool:
    return bool(before.asked.understood.found) and {each.command for each in before.meanings} <= NARROWED


def _refers(line: Line) -> bool:
    return not set(line.knowledge.content.phrases.referring).isdisjoint(fold(line.words).split())


def _asks_for_theirs(now: Line) -> bool:
    """It says no more than what is asked for, of somebody."""
    intents = now.knowledge.intents
    meant = (intents.put_to(each, now.words) for each in now.asked_for & OF_SOMEBODY)
    return any(intents.asks_for_nothing(each.beside) for each in meant)


def _is_question(line: Line, answer: Show) -> bool:
    return not answer.template.startswith("help/") and not writes(line.knowledge, line.words)
