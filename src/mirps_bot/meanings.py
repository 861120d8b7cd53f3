"""What a line may mean: by a command's own word, by a plain question, by what lines like it meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.features.reading import read
from mirps_bot.lines import FEW_WORDS, MORE_WORDS, OF_TIMES, PlainLine, beside_names, whole
from mirps_bot.routes import COMMANDS
from mirps_bot.search.intents import Meaning
from mirps_bot.search.likeness import Likely

LONGEST_QUESTION = 500
"""Characters; what is longer tells something."""
DOUBTFUL = 0.3
"""From which probability on what lines like this one meant is offered beside what the words say."""
SHORT = 4
"""Words of a line that begins with a command's own word, which is meant."""
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
ASKED_OF_TIMES = OF_TIMES | {"glossary"}
"""What are the deadlines of the next quarter: no word is to be explained."""
OF_NO_STAGE = frozenset({"directory", "figures", "glossary", "help", "mechanisms"})
_BY_LETTER = {command.letter: name for name, command in COMMANDS.items() if command.letter}
_OWN_NUMBER = re.compile(rf"([{''.join(_BY_LETTER)}])-\d{{1,9}}", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Line(PlainLine):
    """What somebody typed, and what it may mean by what it says and by what lines like it meant. These are learnt once,
    in some seconds: whoever asks for them first waits for it.
    """

    @cached_property
    def likely(self) -> tuple[Likely, ...]:
        """What lines like this one meant, the likeliest first."""
        return self.knowledge.likeness.of(self.words[:LONGEST_QUESTION])

    @property
    def _likeliest(self) -> Likely | None:
        return next(iter(self.likely), None)

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
        if not named and {each.command for each in asked} <= ASKED_OF_TIMES and self._asks_of_a_time:
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

    @property
    def asked_for(self) -> frozenset[str]:
        """The commands that it may mean, whatever lines like it meant."""
        return frozenset(each.command for each in (*self.meanings, *self._said))

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
        if not self.words or is_named or fold(self.words) in self.knowledge.turns:
            return False
        return self._likeliest is not None and self._likeliest.is_taught

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
        is_named = self._names_alone and beside_names(self.words, self.asked) <= FEW_WORDS
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


def _is_said_before(asked: Meaning, named: Meaning) -> bool:
    """A question that begins the line may begin with a command's word; a greeting may come before any question."""
    return asked.weight > named.weight and (asked.start <= named.start or named.command == "help")
