"""What a line may have meant that names no command: answered if it can mean but one thing, else asked back."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from rapidfuzz import fuzz, process

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.domain.session import Turn
from mirps_bot.features.breakdown import Breakdown
from mirps_bot.features.help import Help, ways_in
from mirps_bot.features.pledges import OnePledge, PledgeList
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.lines import whole
from mirps_bot.meanings import Line
from mirps_bot.routes import COMMANDS
from mirps_bot.search.found import Found
from mirps_bot.search.intents import Meaning
from mirps_bot.search.writing import written

GUESSES = 4
FEW = 8
"""Pledges that may be shown for a single word that stands in their texts."""
LIKELIER = 0.5
"""How probable a meaning must be to be more so than all others."""
OFFERED = 0.2
"""How probable a meaning must be to be offered."""
OFFERED_OF_HEARD = 0.08
"""The same, of a line most of whose words people asked with before."""
OFFERED_OF_UNHEARD = 0.4
"""The same, of a line none of whose words they did: they may be misspelt, or mean nothing."""
NAMES = (Facet.ENTITY, Facet.BENEFICIARY, Facet.AREA, Facet.GROUP, Facet.YEAR, Facet.NUMBER, Facet.FORUM)
"""What names a button tells that it is about, but for pledges, which are asked for by more."""
SEVERAL = 2
"""So many pledges may be found by a word that was meant for something else."""
MOST_ASIDE = 3
"""So many words that were passed over are named."""
BESIDE = 3
"""Other meanings that are offered below an answer."""
CLOSE = 72
"""Of 100: how alike a word must be to a command to be offered in its place."""

_OF_TURNS = {Turn.HELP: "help", Turn.PERSON: "secretariat"}


def guess(line: Line) -> Outbound:
    """A name alone may be asked about by several commands; several names, or a field, ask for pledges."""
    visit, words, asked = line.visit, line.words, line.asked.understood
    if turn := line.knowledge.turns.get(fold(words)):  # of a form, where none is open
        return COMMANDS[_OF_TURNS.get(turn, "drafts")].answer(visit, "")
    if line.people:
        return COMMANDS["directory"].answer(visit, words)
    misspelt = tuple(_misspelt(visit, line.knowledge, words))
    if len(misspelt) == 1 and (answer := _as_meant(visit, line.knowledge, misspelt[0])):
        return answer
    if misspelt:
        return _not_understood(line, misspelt)
    if len(asked.found) == 1 and not asked.sought and not asked.is_exact:
        facet, name = asked.found[0].facet, asked.found[0].typed
        about = [each for each, command in line.knowledge.content.commands.items() if facet in command.about]
        if len(about) > 1:
            return which(line, ((each, name) for each in about))
        if about:
            return COMMANDS[about[0]].answer(visit, words)
    if asked.found and not asked.is_exact and (line.hardly_means("pledges") or line.never_means("pledges")):
        return unsure(line, whole("pledges", words))
    if asked.found or asked.is_exact:
        return COMMANDS["pledges"].answer(visit, words)
    if within := tuple(_commands_within(visit, line.knowledge, words)):
        return _not_understood(line, within)
    return _by_texts_alone(line)


def _as_meant(visit: Visit, knowledge: Knowledge, line: str) -> Outbound | None:
    """The answer to a line whose first word was put right, if the rest is understood and nothing is changed by it."""
    word, _, rest = line.partition(" ")
    command = knowledge.command_words[fold(word)]
    if COMMANDS[command].writes or knowledge.wants_file(command, rest) or read(visit.lexicon, rest).rest:
        return None
    return COMMANDS[command].answer(visit, rest)


def doubt(line: Line, meaning: Meaning) -> Outbound:
    """Offer what a line may mean of which most was not understood; a few pledges that say it all are an answer."""
    answer = COMMANDS["pledges"].answer(line.visit, line.words)
    found = _pledges_in(answer)
    if found and not found.absent and len(found.asked.rest) > 1 and found.page.total <= FEW:
        return answer
    return _not_understood(line, (_as_typed(line, meaning.command, meaning.rest),))


def which(line: Line, meanings: Iterable[tuple[str, str]]) -> Outbound:
    """Ask back among commands and the words they would be handed: a wrong answer is worse."""
    offered = {
        command: _offered(
            line, _as_typed(line, command, rest), command, _names_told(line, whole(command, rest))
        )
        for command, rest in meanings
    }
    choices = islice(chain(offered.values(), _likely(line, offered)), GUESSES)
    return Tell(phrase="which", values={"typed": line.typed}, choices=tuple(choices))


def unsure(line: Line, meaning: Meaning) -> Outbound:
    """Ask whether this is meant, by a button that answers it, or what else lines like this one meant: what is more
    likely than not comes first.
    """
    likely = [*islice(_likely_commands(line, {meaning.command}), BESIDE)]
    meanings = [
        line.put_to(each) or whole(each, " ".join(told.typed for told in _entities_told(line, each)))
        for each in likely
    ]
    is_likelier = (
        bool(likely) and line.likely[0].command == likely[0] and line.likely[0].probability >= LIKELIER
    )
    meanings.insert(1 if is_likelier else 0, meaning)
    choices = tuple(
        _offered(line, f"{each.command} {each.rest}", each.command, _names_told(line, each))
        for each in meanings
    )
    return Tell(phrase="unsure", values={"typed": line.typed}, choices=choices)


def offer_change(line: Line, meaning: Meaning) -> Tell | None:
    """A button that changes a setting, and what else lines like this one meant; None: nothing would be changed."""
    to = COMMANDS[meaning.command].change(line.visit, meaning.rest)
    if to is None:
        return None
    words = _as_typed(line, meaning.command, to)
    change = Choice.asking(words, "ask_meant", command=meaning.command, names=line.as_typed(to.split()))
    return Tell(phrase="shall_i", choices=(change, *islice(_likely(line, {meaning.command}), BESIDE)))


def _names_told(line: Line, meaning: Meaning) -> list[Found]:
    """What a button says that it is about."""
    found = line.asked.understood.found if meaning.rest else ()
    return [each for each in found if meaning.command == "pledges" or each.facet in NAMES]


def no_day(line: Line, typed: str) -> Tell:
    """A day that does not exist has nothing on it; the calendar has those that do."""
    return Tell(phrase="no_day", values={"typed": typed}, choices=(_ask(_as_typed(line, "calendar")),))


def also_asked(line: Line) -> Tell:
    """The other question of a line, to be asked by a button."""
    return Tell(phrase="also_asked", choices=(_ask(line.words),))


def unknown(line: Line) -> Outbound:
    """Offer the commands that lines like this one mean most often, or those to begin with, where it says nothing."""
    if fold(line.words) and line.knowledge.intents.asks_for_nothing(line.words):
        return Tell(phrase="says_little", values={"typed": line.typed}, choices=ways_in(line.visit))
    return _not_understood(line, ())


def with_others(line: Line, answer: Outbound) -> Outbound:
    """An answer that left words aside, or found nothing by them, gives way to one that knows them all, of the command
    that lines like this one most probably meant; else it is told below what they meant.
    """
    if (
        isinstance(answer, Tell)
        and answer.phrase == "not_understood"
        and any(each.is_sure for each in line.likely)
    ):
        return _by_likeness(line, ()) or answer
    if not isinstance(answer, Show):
        return answer
    if _knows_all(answer):
        return _with_word_looked_for(line, answer)
    shown = {answer.template.partition("/")[0], *(each.command for each in line.meanings)}
    return _by_likeness(line, shown) or _with_meant(line, answer, shown)


def _by_likeness(line: Line, known: Collection[str]) -> Outbound | None:
    likely = next(iter(line.likely), None)
    if likely is None or not likely.command or likely.command in known or likely.probability < LIKELIER:
        return None
    meant = line.put_to(likely.command)
    if meant is None or COMMANDS[meant.command].writes:
        return None
    answer = COMMANDS[meant.command].answer(line.visit, meant.rest)
    return answer if _knows_all(answer) else None


def _with_meant(line: Line, answer: Show, known: Collection[str]) -> Show:
    """What lines like this one meant, but for the commands that are `known` not to be meant, below an answer."""
    choices = tuple(islice(_likely(line, known), BESIDE))
    return replace(answer, below=Tell(phrase="perhaps", choices=choices)) if choices else answer


def _with_word_looked_for(line: Line, answer: Show) -> Show:
    """Tell below a list that a single word was looked for in texts alone, and offer what there is by the names."""
    if not isinstance(answer.data, PledgeList) or answer.below or answer.data.page.total < SEVERAL:
        return answer
    asked = answer.data.asked
    understood = asked.understood
    is_known = any(each.is_quoted or len(each.phrases) > 1 for each in understood.sought)
    if len(asked.rest) != 1 or understood.is_exact or is_known:
        return answer
    choices = [*islice(_likely(line, {"pledges"}), BESIDE)]
    if names := understood.found:
        by_names = f"pledges {written(replace(understood, sought=()))}"
        choices.insert(0, _offered(line, by_names, "pledges", names))
    told = {"word": line.as_typed(asked.rest)}
    return replace(answer, below=Tell(phrase="looked_for", values=told, choices=tuple(choices)))


def with_left_aside(line: Line, meaning: Meaning, answer: Outbound) -> Outbound:
    """Tell below an answer which words the command passed over, and what else lines like this one meant. Those that
    tell it themselves need not; nor need a form, whose fields have words of their own.
    """
    if not isinstance(answer, Show | Tell) or answer.below or _tells_of_words(answer):
        return answer
    rare = [each for each in line.passed_over(meaning) if _is_word_apart(line, each)]
    if not rare:
        return answer
    others = tuple(islice(_likely(line, {meaning.command}), BESIDE))
    words = {"words": [line.as_typed([each]) for each in rare[:MOST_ASIDE]], "guesses": others}
    return replace(answer, below=Tell(phrase="left_aside", values=words, choices=others))


def _tells_of_words(answer: Show | Tell) -> bool:
    """Pledges are looked for by all words; who is not understood is told so."""
    if isinstance(answer, Tell):
        return "typed" in answer.values
    data = answer.data
    asked = getattr(data, "asked", data)
    return isinstance(data, Breakdown | Help | OnePledge | PledgeList) or hasattr(asked, "rest")


def _is_word_apart(line: Line, word: str) -> bool:
    return word.isalpha() and line.knowledge.likeness.is_rare(word)


def _knows_all(answer: Outbound) -> bool:
    """It is an answer or a form, and left no words aside, nor found nothing by them."""
    match answer:
        case Show(data=PledgeList() as found):
            is_missed = bool(found.asked.rest) and not found.page.total
            return not (found.is_unclear or found.absent or is_missed)
        case Show(data=data):
            return not getattr(data, "rest", ())
        case _:
            return not isinstance(answer, Tell)


def _likely(line: Line, known: Collection[str]) -> Iterator[Choice]:
    """The commands that lines like this one meant, told whom it names."""
    for command in _likely_commands(line, known):
        told = _entities_told(line, command)
        words = _as_typed(line, command, " ".join(each.typed for each in told))
        yield _offered(line, words, command, told)


def _entities_told(line: Line, command: str) -> list[Found]:
    """Whom a likely command is told of; none, if it changes what has to do with nobody."""
    if COMMANDS[command].writes and not COMMANDS[command].reads_all:
        return []
    return [each for each in line.asked.understood.found if each.facet is Facet.ENTITY]


def _likely_commands(line: Line, known: Collection[str]) -> Iterator[str]:
    """Those that lines like this one meant, the likeliest first, but for those that are `known`."""
    heard = line.knowledge.likeness.heard_of(line.words)
    needed = OFFERED_OF_HEARD if heard > 0.5 else OFFERED if heard else OFFERED_OF_UNHEARD
    for likely in line.likely:
        if likely.command and likely.command not in known and likely.probability >= needed:
            yield likely.command


def _as_typed(line: Line, command: str, rest: str = "") -> str:
    """As the actor would ask for it."""
    return f"{_shown_word(line.visit, line.knowledge, command)} {rest}".strip()


def _offered(line: Line, words: str, command: str, named: Iterable[Found]) -> Choice:
    """A button that asks these words, with what the command is for and the names that it is told, as typed."""
    names = line.as_typed(word for each in named for word in each.typed.split())
    return Choice.asking(words.strip(), "ask_meant", command=command, names=names)


def _with_likely(line: Line, guesses: Sequence[str]) -> tuple[Choice, ...]:
    known = {line.knowledge.command_words.get(fold(each.split()[0]), "") for each in guesses}
    return tuple(islice(chain(map(_ask, guesses), _likely(line, known)), GUESSES))


def _not_understood(line: Line, guesses: Sequence[str]) -> Outbound:
    """Offer these, and what lines like this one meant."""
    offered = _with_likely(line, guesses)
    return Tell(phrase="not_understood", values={"typed": line.typed, "guesses": offered}, choices=offered)


def _by_texts_alone(line: Line) -> Outbound:
    """Several words that stand in texts say enough, and one that few texts have; else it is offered to look for it."""
    if not fold(line.words):
        return COMMANDS["help"].answer(line.visit, "")
    if line.knowledge.intents.asks_for_nothing(line.words):
        return unknown(line)
    answer = COMMANDS["pledges"].answer(line.visit, line.words)
    found = _pledges_in(answer)
    if found is None:
        return unknown(line)
    says_enough = len(found.asked.rest) > 1 or found.page.total <= FEW
    if says_enough and len(found.absent) < len(found.asked.rest):
        return answer
    return _not_understood(line, (_as_typed(line, "pledges", line.words),))


def _pledges_in(answer: Outbound) -> PledgeList | None:
    """None: there are none."""
    data = answer.data if isinstance(answer, Show) else None
    return data if isinstance(data, PledgeList) and data.page.total else None


def _misspelt(visit: Visit, knowledge: Knowledge, words: str) -> Iterator[str]:
    """Lines in the actor's language with a command that the first word may have been meant to be."""
    first, *others = words.split()
    if _is_word(visit, knowledge, first):
        return
    close = process.extract(
        fold(first), knowledge.command_words.keys(), scorer=fuzz.ratio, limit=10, score_cutoff=CLOSE
    )
    for command in dict.fromkeys(knowledge.command_words[word] for word, _, _ in close):
        yield " ".join([_shown_word(visit, knowledge, command), *others])


def _is_word(visit: Visit, knowledge: Knowledge, word: str) -> bool:
    """Whether it says something as it is, or as what it was meant to be."""
    asked = read(visit.lexicon, word).understood
    meant = [each for each in asked.corrected if each.read not in knowledge.command_words]
    return bool(asked.found or asked.is_exact or meant) or visit.lexicon.knows(word)


def _commands_within(visit: Visit, knowledge: Knowledge, words: str) -> Iterator[str]:
    """Lines in the actor's language that begin with a command's word further on."""
    _, *others = words.split()
    for at, word in enumerate(others, 1):
        if command := knowledge.command_words.get(fold(word)):
            yield " ".join([_shown_word(visit, knowledge, command), *others[at:]])


def _ask(line: str) -> Choice:
    return Choice.asking(line, "ask_words", words=line)


def _shown_word(visit: Visit, knowledge: Knowledge, command: str) -> str:
    words = knowledge.content.commands[command].words
    return next(iter(words.get(visit.actor.language) or words[min(words)]))
