"""Questions that go on from the one before, asked whole."""

from collections.abc import Callable, Collection
from dataclasses import replace

from mirps_bot.dialogue import Outbound, Show
from mirps_bot.domain.lexicon import fold
from mirps_bot.meanings import Line, writes
from mirps_bot.search.following import Naming, after_opening, carried_over, put_in_place

MOST_WORDS = 6
"""What is longer says by itself what it asks."""
NARROWED = frozenset({"calendar", "chair", "figures", "needs", "next", "offers", "pledges"})
"""Commands that answer of less where more is named."""
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
    opened = after_opening(line.words, knowledge.content.phrases.following)
    if opened is None or len(opened.split()) > MOST_WORDS or before.asked.understood.is_exact:
        return None
    now = replace(line, words=_without_possessive(opened, knowledge.content.phrases.referring))
    asks, names = now.named or now.asks_plainly, now.asked.understood.found
    named_before = Naming(before.words, before.asked.understood.found)
    words = None
    if names and not asks and not now.asked.rest:
        named_now = Naming(now.words, names)
        words = put_in_place(named_before, named_now, ignores, may_add=_may_be_narrowed(before))
    elif asks and not names and (_refers(line) or _asks_for_theirs(now)):
        words = carried_over(named_before, now.words, ignores)
    return replace(line, words=words) if words and not writes(knowledge, words) else None


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
    meant = (intents.put_to(each.command, now.words) for each in now.meanings if each.command in OF_SOMEBODY)
    return any(intents.asks_for_nothing(each.beside) for each in meant)


def _is_question(line: Line, answer: Show) -> bool:
    return not answer.template.startswith("help/") and not writes(line.knowledge, line.words)
