"""What a line may mean: by a command's own word, by a plain question, by what lines like it meant."""

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
from mirps_bot.search.likeness import Likely
from mirps_bot.search.prepositions import is_small

LONGEST_QUESTION = 500
"""Characters; what is longer tells something."""
DOUBTFUL = 0.3
"""From which probability on what lines like this one meant is offered beside what the words say."""
FEW_WORDS = 2
"""So few words may be there by chance: what is under way, who is at work on it."""
MORE_WORDS = 3
"""So many may be outweighed by what is certain of lines like this one."""
SHORT = 4
"""Words of a line that begins with a command's own word, which is meant."""
OF_TIMES = frozenset({"calendar", "next"})
HARDLY = 0.2
"""So improbable a meaning is asked about before it is answered."""
NEVER, FAR = 0.1, 2
"""So improbable a meaning, and by so many times less probable than another, is not taken for granted, whatever words
say so.
"""
TELLS_ENOUGH = 6
"""Words of a line that lines like it tell something of."""
BEYOND = 0.14
"""So probable it is that no command answers a line with words that say nothing to the one it seems to mean."""
OF_NO_STAGE = frozenset({"directory", "figures", "glossary", "help", "mechanisms"})
_MARKS = "¿?¡!.,;:()«»“”\"'"
_OF_NUMBERS = frozenset("0123456789-")
"""A pledge's number has one of these."""

_AND = re.compile(r",? (?:y|e|and|et) ", re.IGNORECASE)
_BY_LETTER = {command.letter: name for name, command in COMMANDS.items() if command.letter}
_OWN_NUMBER = re.compile(rf"([{''.join(_BY_LETTER)}])-\d{{1,9}}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Line:
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
    def likely(self) -> tuple[Likely, ...]:
        """What lines like this one meant, the likeliest first."""
        return self.knowledge.likeness.of(self.words[:LONGEST_QUESTION])

    @property
    def _likeliest(self) -> Likely | None:
        return next(iter(self.likely), None)

    @cached_property
    def named(self) -> Meaning | None:
        """By a command's own word."""
        return named_in(self.knowledge, self.words)

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """What it may ask for: by a plain question of several words, else by a command's own word, else by a single
        word of a plain question. A pledge's number alone asks for that pledge.
        """
        if not self.words:
            return (whole("help", ""),)
        if number := _OWN_NUMBER.fullmatch(self.words):
            return (whole(_BY_LETTER[number[1].lower()], self.words),)
        named, asked = self.named, self._said
        if not named and {each.command for each in asked} <= OF_TIMES and self._asks_of_a_time:
            return (whole("calendar", self.words),)
        if not named and not asked and self._asks_to_count:
            return (whole("pledges", self.words),)
        if not named and fold(self.words) in self.knowledge.turns:
            return ()  # of a form
        if self._taught:
            return self._taught
        meant = (COMMANDS[each.command] for each in (named, *asked) if each)
        if self._names_pledge and not any(each.takes_number for each in meant):
            return (self._of_pledge or whole("pledges", self.words),)
        if asked and asked[0].weight <= FEW_WORDS and self._has(Facet.STAGE):  # only pledges have stages
            asked = tuple(each for each in asked if each.command not in OF_NO_STAGE)
        if named and named.command == "help" and read(self.visit.lexicon, named.rest).understood.found:
            named = None  # help from Canada
            asked = tuple(each for each in asked if each.command != "help")
        is_named = named is not None and not any(_is_said_before(each, named) for each in asked)
        if named and self._is_command(named) and not self._means_another(named):
            if is_named:
                return (named,)
            if {each.command for each in asked} == {named.command}:
                return asked
        said = (named,) if named and is_named else asked
        weighed = self._weighed(said, [each for each in (*asked, named) if each])
        if self._names_working_group:  # who chairs the group on jobs
            return tuple(
                replace(each, command="groups") if each.command == "chair" else each for each in weighed
            )
        return weighed

    @cached_property
    def halves(self) -> "tuple[Line, Line] | None":
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
    def asked_for(self) -> frozenset[str]:
        """The commands that it may mean, whatever lines like it meant."""
        return frozenset(each.command for each in (*self.meanings, *self._said))

    @property
    def is_question_alone(self) -> bool:
        """Every word of it says what is asked."""
        return any(not each.beside for each in self._said)

    @property
    def no_such_day(self) -> str | None:
        """A day it tells of that is in no calendar, as typed."""
        return no_such_day(self.words, self.visit.actor.language, self.visit.today)

    @property
    def is_beyond(self) -> bool:
        """Lines like it were what no command answers, and its words say nothing else for sure."""
        if self.is_taught:
            return self.likely[0].command is None
        if self.named and self._is_command(self.named):
            return False
        if any(each.weight > MORE_WORDS for each in self._said) or self._is_of_names(self._said):
            return False
        likeliest = self._likeliest
        return likeliest is not None and likeliest.command is None and likeliest.is_sure

    @cached_property
    def is_taught(self) -> bool:
        """The very line was asked before, and says more than names. A command with nothing but names and a time is
        meant, and waits for nothing that would have to be learnt; a word that forms are filled in with is of forms.
        """
        named = self.named
        wants_file = self.knowledge.wants_file
        if named and named.is_opening and (self._is_whole(named) or wants_file(named.command, named.rest)):
            return False
        is_named = self._names_alone and not self.asked.understood.corrected
        if is_named or fold(self.words) in self.knowledge.turns:
            return False
        return self._likeliest is not None and self._likeliest.is_taught

    def is_doubtful(self, meaning: Meaning) -> bool:
        """One word of many says so, and the command would pass over the others."""
        reads_all = COMMANDS[meaning.command].reads_all
        if meaning.weight > 1 or meaning.is_likely or reads_all or meaning == self.named:
            return False
        unread = read(self.visit.lexicon, meaning.beside).rest
        return not set(unread).isdisjoint(self.asked.rest)

    def is_unsure(self, meaning: Meaning) -> bool:
        """Few words say so, and lines like it hardly ever meant it; or some words say nothing to the command, and no
        command may answer lines like it. All words are looked for in pledges.
        """
        if self._is_plain(meaning):
            return False
        if self.never_means(meaning.command):
            return not (self._names_alone or self._is_said_whole(meaning))
        if meaning.command == "pledges" or self.names_command(meaning) or meaning.weight > FEW_WORDS:
            return False
        if self.hardly_means(meaning.command):
            return True
        return bool(self.passed_over(meaning)) and self._probability(None) >= BEYOND

    def _is_said_whole(self, meaning: Meaning) -> bool:
        """Names apart, every word of it says so."""
        return meaning in self._said and self.knowledge.intents.asks_for_nothing(meaning.beside)

    def _is_plain(self, meaning: Meaning) -> bool:
        """It asks for nothing, by number, to count, of a time or for a file; or a command's own word begins it, and few
        words follow, or names, or what to change.
        """
        if not self.words or _OWN_NUMBER.fullmatch(self.words) or self._asks_to_count or self._asks_of_a_time:
            return True
        if self.knowledge.wants_file(meaning.command, meaning.rest):
            return True
        named = self.named
        if named is None or named.command != meaning.command or not named.is_opening:
            return False
        if self._is_whole(named) or COMMANDS[named.command].writes:
            return True  # without waiting for anything to be learnt
        return len(self.words.split()) <= SHORT and not self.is_taught

    def _means_another(self, meaning: Meaning) -> bool:
        """Lines like it meant something else for sure."""
        if self._is_plain(meaning):
            return False
        likely = self._likeliest
        return likely is not None and likely.is_sure and self.never_means(meaning.command)

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

    def never_means(self, command: str) -> bool:
        """Lines like it never meant this, but something else."""
        likeliest = self._likeliest
        return likeliest is not None and self._probability(command) < min(NEVER, likeliest.probability / FAR)

    def hardly_means(self, command: str) -> bool:
        """Of lines like it, which have words enough to tell."""
        has_enough = len(self.words.split()) >= TELLS_ENOUGH
        return has_enough and bool(self.likely) and self._probability(command) <= HARDLY

    def _probability(self, command: str | None) -> float:
        """Of what is on the calendar, the greater one."""
        alike = OF_TIMES if command in OF_TIMES else {command}
        return max((each.probability for each in self.likely if each.command in alike), default=0.0)

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
    def _taught(self) -> tuple[Meaning, ...]:
        """What the very line meant when it was asked before. Pledges are asked for by all words of it."""
        command = self.likely[0].command if self.is_taught else None
        if command is None or command == "pledges":
            return ()
        said = [each for each in (*self._said, self.named) if each and each.command == command]
        meant = max(said, key=lambda each: each.weight) if said else self.put_to(command)
        return (replace(meant, is_likely=True),) if meant else ()

    @property
    def _of_pledge(self) -> Meaning | None:
        """What lines like this one meant for sure, which name a pledge."""
        likely = self._likeliest
        return self.put_to(likely.command) if likely and likely.is_sure and likely.command else None

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

    def _stands_beside(self, other: "Line") -> bool:
        """What the other names is not said of both: pledges and needs of Honduras."""
        names_itself = self.asked.understood.found or self.visit.told_stretch(self.words, ahead=True)
        shares = other.asked.understood.found or other.visit.told_stretch(other.words, ahead=True)
        return bool(names_itself or not shares)

    def _is_whole(self, named: Meaning) -> bool:
        """Nothing but names and a time stands beside the command's word."""
        told = self.visit.told_stretch(named.rest, ahead=True)
        return not read(self.visit.lexicon, told.rest if told else named.rest).rest

    def _weighed(self, said: tuple[Meaning, ...], possible: Sequence[Meaning]) -> tuple[Meaning, ...]:
        """What it says by its words, put right by what lines that are like it meant, unless its words say it for sure.
        What would change something is only offered because of a likeness.
        """
        likely = self._likeliest
        if likely is None or likely.command is None or self._is_of_names(possible):
            return said
        if len(said) > 1 and all(map(self._is_whole_change, said)):
            return said  # change the time: the zone, or when I write
        needed = MORE_WORDS if likely.is_certain else FEW_WORDS
        if len(said) == 1 and (
            (said[0].weight > needed and not self._means_another(said[0]))
            or said[0].weight == len(self.words.split())
            or self._asks_what_is_next(said[0], likely.command)
        ):
            return said
        if likely.is_telling:
            for each in possible:
                if each.command == likely.command:
                    return (replace(each, is_likely=True),)
        meant = self.put_to(likely.command)
        if meant is None:
            return said
        is_named = self._names_alone and _beside_names(self.words, self.asked) <= FEW_WORDS
        if COMMANDS[meant.command].writes and (
            is_named or (not likely.is_sure and (said or self._names_alone))
        ):
            return said
        if meant.command == "pledges" and said == (self.named,):
            meant = replace(meant, rest=self._without_word_of(said[0]))  # apoyo de Canadá a Belice
        is_short = len(self.words.split()) <= FEW_WORDS
        must_be_sure = len(said) == 1 or is_short or COMMANDS[meant.command].writes
        if likely.is_sure if must_be_sure else likely.is_telling:
            return (meant,)
        is_doubtful = len(said) == 1 and not said[0].is_opening and said[0].command != meant.command
        return (*said, meant) if is_doubtful and likely.probability >= DOUBTFUL else said

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
        is_of_name = any(word in each.typed.split() for each in self.asked.understood.found)
        return self.words if is_of_name or self.knowledge.lexicon.read(word).terms else " ".join(words)

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
        return not _beside_names(self.words, self.asked) or bool(self.people)

    @property
    def _names_alone(self) -> bool:
        """Nothing else is said that asks for something: Honduras, please."""
        return bool(self.asked.understood.found) and not self.asked.rest

    @cached_property
    def _asks_to_count(self) -> bool:
        """It says by what to count, and else nothing but names: México por área."""
        by, others = take_facet(self.visit, self.words)
        return by is not None and not _beside_names(others, read(self.visit.lexicon, others))

    @cached_property
    def _asks_of_a_time(self) -> bool:
        """It tells a time, and else nothing but that events are meant; or a time ahead alone: next quarter."""
        told = self.visit.told_stretch(self.words, ahead=True)
        if told is None or self._has(Facet.FORUM):
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


def _beside_names(words: str, asked: Query) -> int:
    """How many words of these are of no name."""
    return len(fold(words).split()) - sum(len(each.typed.split()) for each in asked.understood.found)


def _is_said_before(asked: Meaning, named: Meaning) -> bool:
    """A question that begins the line may begin with a command's word; a greeting may come before any question."""
    return asked.weight > named.weight and (asked.start <= named.start or named.command == "help")
