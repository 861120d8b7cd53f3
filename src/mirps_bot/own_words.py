"""What a line says by a command's own word, at its beginning or after words that ask for nothing."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from mirps_bot.domain.lexicon import fold, singular
from mirps_bot.knowledge import Knowledge
from mirps_bot.parsing.periods import UNITS
from mirps_bot.routes import COMMANDS
from mirps_bot.search.intents import Meaning

LONGEST_NAME = 8
"""Of what people ask about, in words; longer ones do not begin with a command's word."""
_LAST_OF_TEXTS = "\N{NUMERO SIGN}"
"""Symbols up to this one are of texts: 5 °C."""
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
_TO_ME = frozenset({"me", "nos", "nous"})


def visible(words: str) -> str:
    """Without what shows nothing and would take a word apart (zero-width spaces, soft hyphens, marks of direction), and
    without emoji among words.
    """
    if words.isascii():
        return words
    read = "".join(each for each in words if unicodedata.category(each) != "Cf" and not _is_emoji(each))
    return read if read.strip() else words


def _is_emoji(character: str) -> bool:
    is_symbol = character > _LAST_OF_TEXTS and unicodedata.category(character) in ("So", "Sk")
    return is_symbol or character == _AS_EMOJI


def without_name(words: str) -> str:
    """In a direct message people may write the bot's name before the command; in capitals it is what is asked about."""
    name, _, rest = words.partition(" ")
    return rest.strip() if name.lstrip("/").casefold() == "mirps" and not name.isupper() else words


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
            if COMMANDS[command].reads_whole:  # latest pledges
                rest = " ".join((*typed[:before], *typed[before + 1 :]))
            named = Meaning(command=command, rest=rest, weight=1, start=before, is_opening=before == 0)
            if command != "mine" or mine:
                if mine is None or COMMANDS[command].reads_whole:
                    return named
                return replace(named, rest=f"{typed[mine.start]} {rest}".strip())
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
    if singular(after) in lexicon.superiors:
        return True
    return not (
        after in knowledge.command_words or lexicon.ask_for_nothing((after,)) or lexicon.read(rest).terms
    )


def _begins_with_a_longer_name(knowledge: Knowledge, typed: Sequence[str]) -> bool:
    """Ayuda humanitaria is no call for help."""
    return knowledge.lexicon.begins_with_name(" ".join(typed[:LONGEST_NAME]), least=2)


def writes(knowledge: Knowledge, words: str) -> bool:
    """Whether these words may ask for something to be changed."""
    words = without_name(words.strip())
    meant = (named_in(knowledge, words), *knowledge.intents.read(words))
    return knowledge.wants_file("pledges", words) or any(
        COMMANDS[each.command].writes or knowledge.wants_file(each.command, each.rest)
        for each in meant
        if each
    )
