"""What a line may mean: by a command's own word, by a plain question, by what lines like it meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.parsing.periods import UNITS
from mirps_bot.routes import OWN_NUMBERS, READING_ALL, TAKING_NUMBERS, WRITING
from mirps_bot.search.intents import Meaning

DOUBTFUL = 0.3
"""From which probability on what lines like this one meant is offered beside what the words say."""
FEW_WORDS = 2
"""So few words may be there by chance: what is under way, who is at work on it."""
OF_PEOPLE_AND_WORDS = frozenset({"directory", "figures", "glossary", "help"})
LONGEST_NAME = 8
"""Of what people ask about, in words; longer ones do not begin with a command's word."""
_TO_ME = frozenset({"me", "nos", "nous"})
_OF_NUMBERS = frozenset("0123456789-")
"""A pledge's number has one of these."""

_OWN_NUMBER = re.compile(rf"([{''.join(OWN_NUMBERS)}])-\d{{1,9}}", re.IGNORECASE | re.ASCII)


def meanings_of(visit: Visit, knowledge: Knowledge, words: str) -> tuple[Meaning, ...]:
    """What a line may ask for: by a plain question of several words, else by a command's own word, else by a single
    word of a plain question. A pledge's number alone asks for that pledge.
    """
    words = without_name(words)
    if not words:
        return (Meaning(command="help", rest="", weight=0, start=0, is_opening=True),)
    if number := _OWN_NUMBER.fullmatch(words):
        command = OWN_NUMBERS[number[1].lower()]
        return (Meaning(command=command, rest=words, weight=1, start=0, is_opening=True),)
    asked = tuple(
        replace(each, rest=words) if each.command == "pledges" else each
        for each in knowledge.intents.read(words)
    )
    named = named_in(knowledge, words)
    if not any(each.command in TAKING_NUMBERS for each in (named, *asked) if each) and _names_pledge(
        visit, words
    ):
        return (Meaning(command="pledges", rest=words, weight=1, start=0, is_opening=True),)
    if asked and asked[0].weight <= FEW_WORDS and _asks_for_stage(visit, words):
        asked = tuple(each for each in asked if each.command not in OF_PEOPLE_AND_WORDS)
    if named and named.command == "help" and read(visit.lexicon, named.rest).understood.found:
        named = None  # help from Canada
        asked = tuple(each for each in asked if each.command != "help")
    is_named = named is not None and not any(_is_said_before(each, named) for each in asked)
    if named and is_named and (named.is_opening or not asked):
        return (named,)
    said = (named,) if named and is_named else asked
    return _weighed(visit, knowledge, words, said, [each for each in (*asked, named) if each])


def writes(knowledge: Knowledge, words: str) -> bool:
    """Whether these words may ask for something to be changed."""
    words = without_name(words.strip())
    meant = (named_in(knowledge, words), *knowledge.intents.read(words))
    return any(
        each.command in WRITING or knowledge.wants_file(each.command, each.rest) for each in meant if each
    )


def _weighed(
    visit: Visit,
    knowledge: Knowledge,
    words: str,
    said: tuple[Meaning, ...],
    possible: Sequence[Meaning],
) -> tuple[Meaning, ...]:
    """What a line says by its words, put right by what lines that are like it meant, unless its words say it for sure.
    What would change something is never done because of a likeness.
    """
    is_plain = len(said) == 1 and said[0].weight > FEW_WORDS
    likely = None if is_plain else knowledge.likeness.likeliest(words)
    if likely is None or likely.command is None or _is_of_names(visit, words, possible):
        return said
    if likely.is_telling:
        for each in possible:
            if each.command == likely.command:
                return (replace(each, is_likely=True),)
    meant = replace(knowledge.intents.put_to(likely.command, words), is_likely=True)
    if likely.command in WRITING or knowledge.wants_file(meant.command, meant.rest):
        return said
    if likely.command == "pledges":
        meant = replace(meant, rest=words)
    if likely.is_sure if len(said) == 1 else likely.is_telling:
        return (meant,)
    is_doubtful = len(said) == 1 and not said[0].is_opening and said[0].command != meant.command
    return (*said, meant) if is_doubtful and likely.probability >= DOUBTFUL else said


def _is_of_names(visit: Visit, words: str, possible: Sequence[Meaning]) -> bool:
    """It asks by field, or is made of names alone: what is asked of them is not said."""
    asked = read(visit.lexicon, words).understood
    named = sum(len(each.typed.split()) for each in asked.found)
    return asked.is_exact or (not possible and named == len(fold(words).split()))


def is_beyond(visit: Visit, knowledge: Knowledge, words: str) -> bool:
    """Lines like it were what no command answers, and its words say nothing else for sure."""
    named = named_in(knowledge, without_name(words))
    if named and named.is_opening:
        return False
    likely = knowledge.likeness.likeliest(words)
    if likely is None or likely.command or not likely.is_sure:
        return False
    possible = knowledge.intents.read(words)
    return all(each.weight <= FEW_WORDS for each in possible) and not _is_of_names(visit, words, possible)


def _asks_for_stage(visit: Visit, words: str) -> bool:
    """Only pledges have stages."""
    return any(each.facet is Facet.STAGE for each in read(visit.lexicon, words).understood.found)


def _names_pledge(visit: Visit, words: str) -> bool:
    """By its number, somewhere in the line."""
    if " " not in words:
        return visit.unit.pledges.find(words) is not None
    if not _OF_NUMBERS.intersection(words):
        return False
    return any(each.facet is Facet.NUMBER for each in read(visit.lexicon, words).understood.found)


def is_doubtful(visit: Visit, knowledge: Knowledge, words: str, meaning: Meaning) -> bool:
    """One word of many says so, and the command would pass over the others."""
    if (
        meaning.weight > 1
        or meaning.is_likely
        or meaning.command in READING_ALL
        or meaning == named_in(knowledge, without_name(words))
    ):
        return False
    return bool(read(visit.lexicon, meaning.beside).rest)


def _is_said_before(asked: Meaning, named: Meaning) -> bool:
    """A question that begins the line may begin with a command's word; a greeting may come before any question."""
    return asked.weight > named.weight and (asked.start <= named.start or named.command == "help")


def without_name(words: str) -> str:
    """In a direct message people may write the bot's name before the command."""
    name, _, rest = words.partition(" ")
    return rest.strip() if name.lstrip("/").casefold() == "mirps" else words


def named_in(knowledge: Knowledge, words: str) -> Meaning | None:
    """The command whose word comes first, or first after words that ask for nothing: muéstrame los compromisos."""
    typed = words.split()
    if _begins_with_a_longer_name(knowledge, typed):
        return None
    mine: Meaning | None = None
    for before, word in enumerate(typed):
        if before and (knowledge.intents.asks(word) or fold(typed[before - 1]) in _TO_ME):
            continue  # I need a contact; could you inform me
        if command := knowledge.command_words.get(fold(word)):
            rest = " ".join(typed[before + 1 :])
            if _is_another_word(knowledge, command, word, rest):
                return mine
            named = Meaning(command=command, rest=rest, weight=1, start=before, is_opening=before == 0)
            if command != "mine" or mine:
                return replace(named, rest=f"{typed[mine.start]} {rest}".strip()) if mine else named
            mine = named  # mis borradores: another command's word may follow
            continue
        if not knowledge.intents.asks_for_nothing(word):
            return mine
    return mine


def _is_another_word(knowledge: Knowledge, command: str, word: str, rest: str) -> bool:
    """Next week is a time; my minister is somebody of whom nothing is known."""
    lexicon, after = knowledge.lexicon, next(iter(fold(rest).split()), "")
    if command == "next":
        return after in UNITS
    if command != "mine" or fold(word) not in lexicon.possessives or not after:
        return False
    return not (
        after in knowledge.command_words or lexicon.ask_for_nothing((after,)) or lexicon.read(rest).terms
    )


def _begins_with_a_longer_name(knowledge: Knowledge, typed: Sequence[str]) -> bool:
    """Ayuda humanitaria is no call for help."""
    first = knowledge.lexicon.names.names_in(fold(" ".join(typed[:LONGEST_NAME])).split())[:1]
    return any(len(each.words) > 1 and each.terms for each in first)
