"""What a line says by itself: what it names, its times, and the words that ask. Nothing here waits to be learnt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.person import Person
from mirps_bot.domain.platform import Office
from mirps_bot.domain.query import Facet
from mirps_bot.features.breakdown import take_facet
from mirps_bot.features.directory import named_among, people_named
from mirps_bot.features.reading import Query, read
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.own_words import named_in, visible, without_name
from mirps_bot.parsing.stretches import no_such_day, take_days_alone
from mirps_bot.routes import COMMANDS
from mirps_bot.search.intents import Meaning
from mirps_bot.search.prepositions import is_small
from mirps_bot.search.vocabulary import Operator

FEW_WORDS = 2
"""So few words may be there by chance: what is under way, who is at work on it."""
MORE_WORDS = 3
"""So many may be outweighed by what is certain of lines like this one."""
OF_TIMES = frozenset({"calendar", "next"})
_MARKS = "¿?¡!.,;:()«»“”\"'"
_OF_NUMBERS = frozenset("0123456789-")
"""A pledge's number has one of these."""

_AND = re.compile(r",? (?:y|e|and|et) ", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PlainLine:
    """What somebody typed, read once: each thing is looked at when it is first asked for, and kept."""

    visit: Visit
    knowledge: Knowledge
    typed: str
    """Without the bot's name before it."""
    words: str
    """The same, with whole words for those that were shortened."""

    @classmethod
    def of(cls, visit: Visit, knowledge: Knowledge, words: str) -> Self:
        typed = without_name(visible(words).strip())
        whole_words = knowledge.written_out(typed, visit.actor.language)
        return cls(visit=visit, knowledge=knowledge, typed=typed, words=whole_words)

    @cached_property
    def asked(self) -> Query:
        """What it names."""
        return read(self.visit.lexicon, self.words)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Whom it names and nothing else."""
        return people_named(self.visit, self.words)

    @cached_property
    def named(self) -> Meaning | None:
        """By a command's own word."""
        return named_in(self.knowledge, self.words)

    @cached_property
    def halves(self) -> tuple[Self, Self] | None:
        """Two wishes, each of which is plain without the other: who chairs, and when is the next meeting; my pledges
        and the calendar of January.
        What would change something is not the first that is answered.
        """
        for found in _AND.finditer(self.words):
            one, other = (
                replace(self, typed=words, words=words)
                for words in (self.words[: found.start()], self.words[found.end() :])
            )
            if one._asks_plainly and other._asks_plainly and one._asks_plainly != other._asks_plainly:
                return one, other
            wish, another = one._wishes, other._wishes
            if (
                wish
                and another
                and wish != another
                and not COMMANDS[wish].writes
                and one._stands_beside(other)
            ):
                return one, other
        return None

    @property
    def is_put_as_question(self) -> bool:
        """By its mark, or as questions begin."""
        return "?" in self.words or self.knowledge.intents.begins_a_question(self.words)

    @property
    def asks_plainly(self) -> bool:
        """Something is asked by the words of a plain question."""
        return bool(self._said)

    @property
    def is_question_alone(self) -> bool:
        """Every word of it says what is asked."""
        return any(not each.beside for each in self._said)

    @property
    def no_such_day(self) -> str | None:
        """A day it tells of that is in no calendar, as typed."""
        return no_such_day(self.words, self.visit.actor.language, self.visit.today)

    def is_doubtful(self, meaning: Meaning) -> bool:
        """One word of many says so, and the command would pass over the others."""
        reads_all = COMMANDS[meaning.command].reads_all
        if meaning.weight > 1 or meaning.is_likely or reads_all or meaning == self.named:
            return False
        unread = read(self.visit.lexicon, meaning.beside).rest
        return not set(unread).isdisjoint(self.asked.rest)

    def _is_said_whole(self, meaning: Meaning) -> bool:
        """Names apart, every word of it says so."""
        return meaning in self._said and self.knowledge.intents.asks_for_nothing(meaning.beside)

    def names_command(self, meaning: Meaning) -> bool:
        """It asks for this by the command's own word."""
        named = self.named
        return named is not None and named.command == meaning.command and self._is_command(named)

    def asks_for(self, meaning: Meaning) -> bool:
        """It asks so plainly for this that it is done without being offered: by the command's own word, or for a file
        in words of its own.
        """
        is_said = meaning.command == "export" and any(each.command == "export" for each in self._said)
        return is_said or self.names_command(meaning)

    def passed_over(self, meaning: Meaning) -> tuple[str, ...]:
        """Its words that neither ask for this nor name anything, folded."""
        put = self.knowledge.intents.put_to(meaning.command, self.words)
        return read(self.visit.lexicon, meaning.rest if meaning == self.named else put.beside).rest

    def as_typed(self, folded: Iterable[str]) -> str:
        """The same words as they stand in it, misspelt ones too."""
        typed = {fold(each): each.strip(_MARKS) for each in self.words.split()}
        typed |= {each.read: typed.get(each.typed, each.typed) for each in self.asked.understood.corrected}
        return " ".join(typed.get(each, each) for each in folded)

    def put_to(self, command: str) -> Meaning | None:
        """As if it meant this command; None if it would be asked for a file of it. Nothing is changed by it, but
        offered.
        """
        put = replace(self.knowledge.intents.put_to(command, self.words), is_likely=True)
        if self.knowledge.wants_file(command, put.rest):
            return None
        if command == "directory" and (people := named_among(self.visit, self.words)):
            return replace(put, rest=" ".join(each.name for each in people))
        return self._with_all_it_reads(put)

    @cached_property
    def _said(self) -> tuple[Meaning, ...]:
        """By the patterns of plain questions."""
        said: dict[str, Meaning] = {}
        for each in map(self._with_all_it_reads, self.knowledge.intents.read(self.words)):
            said.setdefault(each.command, each)
        return tuple(said.values())

    @cached_property
    def _asks_plainly(self) -> str | None:
        """The one command that is asked for as questions are asked, and would change nothing."""
        if len(self._said) != 1 or not self.knowledge.intents.begins_a_question(self.words):
            return None
        (said,) = self._said
        is_plain = said.weight >= FEW_WORDS and said.is_opening and not COMMANDS[said.command].writes
        return said.command if is_plain else None

    @cached_property
    def _wishes(self) -> str | None:
        """The one command that is asked for as questions are asked, or by its own word with names and times alone."""
        if self._asks_plainly:
            return self._asks_plainly
        named = self.named
        if named is None or not self._is_whole(named):
            return None
        return named.command

    def _stands_beside(self, other: Self) -> bool:
        """What the other names is not said of both: pledges and needs of Honduras."""
        names_itself = self.asked.understood.found or self.visit.told_stretch(self.words, ahead=True)
        shares = other.asked.understood.found or other.visit.told_stretch(other.words, ahead=True)
        return bool(names_itself or not shares)

    def _is_whole(self, named: Meaning) -> bool:
        """Nothing but names and a time stands beside the command's word."""
        told = self.visit.told_stretch(named.rest, ahead=True)
        return not read(self.visit.lexicon, told.rest if told else named.rest).rest

    def _is_whole_change(self, said: Meaning) -> bool:
        """All of its words ask for this to be changed."""
        return COMMANDS[said.command].writes and self.knowledge.intents.asks_for_nothing(said.beside)

    def _asks_what_is_next(self, said: Meaning, likely: str) -> bool:
        """By that word: what else is on the calendar is not asked for, however lines like it are meant."""
        words = self.knowledge.command_words
        has_word = any(words.get(fold(each)) == "next" for each in self.words.split())
        return has_word and (said.command, likely) == ("next", "calendar")

    def _is_command(self, named: Meaning) -> bool:
        """It begins the line with a command's word, and few or one name follow, or it is to change something: that is
        meant.
        """
        asks_for_nothing = self.knowledge.intents.asks_for_nothing
        worded = (each for each in self.words.split() if any(map(str.isalpha, each)))  # no number, no date
        asking = [word for word in worded if not asks_for_nothing(word)]
        is_short = len(asking) <= MORE_WORDS or self._is_one_name(named.rest)
        return named.is_opening and (is_short or COMMANDS[named.command].writes)

    def _is_one_name(self, words: str) -> bool:
        asked = read(self.visit.lexicon, words)
        return len(asked.understood.found) == 1 and not asked.rest

    def _without_word_of(self, named: Meaning) -> str:
        """The line without a command's word that names nothing else: mine says whose, and a meeting may be a forum."""
        words = self.words.split()
        word = fold(words.pop(named.start))
        lexicon = self.knowledge.lexicon
        is_of_name = any(word in each.typed.split() for each in self.asked.understood.found)
        tells_when = lexicon.operators.get(word) is Operator.CHAIR
        return self.words if is_of_name or tells_when or lexicon.read(word).terms else " ".join(words)

    def _with_all_it_reads(self, meaning: Meaning) -> Meaning:
        if meaning.command in OF_TIMES:
            return self._with_its_time(meaning)
        return replace(meaning, rest=self.words) if COMMANDS[meaning.command].reads_whole else meaning

    def _with_its_time(self, meaning: Meaning) -> Meaning:
        """With the time that is told, whatever words of it ask for something too: next quarter is a time, and not what
        comes next.
        """
        told = self.visit.told_stretch(self.words, ahead=True)
        if told is None:
            days, _ = take_days_alone(self.words, self.visit.today)
            return replace(meaning, rest=self.words) if days else meaning
        is_next = any(self.knowledge.command_words.get(fold(each)) == "next" for each in told.said)
        command = "calendar" if is_next else meaning.command
        kept = self.visit.told_stretch(meaning.rest, ahead=True)
        if command == meaning.command and kept and kept.period == told.period:
            return meaning
        others = self.knowledge.intents.put_to(command, told.rest)
        rest = f"{others.rest} {' '.join(told.said)}".strip()
        return replace(meaning, command=command, rest=rest, beside=others.beside)

    def _is_of_names(self, possible: Sequence[Meaning]) -> bool:
        """It asks by field, or is made of names alone: what is asked of them is not said."""
        if self.asked.understood.is_exact or possible:
            return self.asked.understood.is_exact
        return not beside_names(self.words, self.asked) or bool(self.people)

    @property
    def _names_alone(self) -> bool:
        """Nothing else is said that asks for something: Honduras, please."""
        return bool(self.asked.understood.found) and not self.asked.rest

    @cached_property
    def _asks_to_count(self) -> bool:
        """It says by what to count, and else nothing but names: México por área."""
        by, others = take_facet(self.visit, self.words)
        return by is not None and not beside_names(others, read(self.visit.lexicon, others))

    @cached_property
    def _asks_of_a_time(self) -> bool:
        """It tells a time, and else nothing but that events are meant; or a time ahead alone: next quarter."""
        told = self.visit.told_stretch(self.words, ahead=True)
        if told is None or self._has(Facet.FORUM) or self._has(Facet.TYPE):
            return False
        kinds, events = (self.visit.labels[each] for each in ("eventkind", "anyevent"))
        others = kinds.read(told.rest)
        if others.terms or events.read(told.rest).terms:
            return self.knowledge.intents.asks_for_nothing(" ".join(events.read(" ".join(others.rest)).rest))
        is_ahead = told.period.last >= self.visit.today and not self._has(Facet.YEAR)
        return is_ahead and all(map(is_small, fold(told.rest).split()))

    @property
    def _names_pledge(self) -> bool:
        """By its number, somewhere in the line."""
        if " " not in self.words:
            return self.visit.unit.pledges.find(self.words) is not None
        return bool(_OF_NUMBERS.intersection(self.words)) and self._has(Facet.NUMBER)

    @property
    def _names_working_group(self) -> bool:
        groups = (
            key for each in self.asked.understood.found for facet, key in each.meant if facet is Facet.GROUP
        )
        return any(key != Office.TROIKA for key in groups)

    def _has(self, facet: Facet) -> bool:
        return any(each.facet is facet for each in self.asked.understood.found)


def whole(command: str, words: str) -> Meaning:
    return Meaning(command=command, rest=words, weight=len(words.split()), start=0, is_opening=True)


def beside_names(words: str, asked: Query) -> int:
    """How many words of these are of no name."""
    return len(fold(words).split()) - sum(len(each.typed.split()) for each in asked.understood.found)
