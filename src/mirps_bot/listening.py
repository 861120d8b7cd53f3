"""From what a person said or pressed to the feature that answers it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mirps_bot.dialogue import Ask, Letter, Outbound, Press, Said, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attendance import Attendance, understood
from mirps_bot.domain.delivery import Delivery, Reminder, Sent, Spot
from mirps_bot.domain.form import FieldKind
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold, singular
from mirps_bot.domain.paper import PaperKind
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Facet
from mirps_bot.domain.session import Session
from mirps_bot.domain.text import storable
from mirps_bot.features import attendance, draft, help, papers, postponed
from mirps_bot.features.asking import asks_for_report
from mirps_bot.features.directory import EntityList
from mirps_bot.features.glossary import TermList
from mirps_bot.features.pledges import PledgeList
from mirps_bot.features.reading import MAX_WORDS, read
from mirps_bot.features.visit import Visit
from mirps_bot.filling import open_form, ways_in
from mirps_bot.guessing import doubt, guess, unknown, which
from mirps_bot.knowledge import Knowledge
from mirps_bot.parsing.periods import UNITS
from mirps_bot.parsing.postponing import read_postponing
from mirps_bot.parsing.reports import read_report
from mirps_bot.routes import ACTIONS, COMMANDS, OWN_NUMBERS, READING_ALL, TAKING_NUMBERS, WRITING
from mirps_bot.search.intents import Meaning
from mirps_bot.talking import ask_again, begin, hear, hear_file, open_here, pressed, takes, wants_file
from mirps_bot.view.action import Action, ActionName

LONGEST_QUESTION = 500
LONGEST_ASIDE = 150
"""A question that is longer, in the middle of a form, is part of what is being told."""
DOUBTFUL = 0.3
"""From which probability on what lines like this one meant is offered beside what the words say."""
FEW_WORDS = 2
"""So few words may be there by chance: what is under way, who is at work on it."""
OF_PEOPLE_AND_WORDS = frozenset({"directory", "figures", "glossary", "help"})
TOLD_OF = frozenset({"pledges", "update"})
"""What an account of something done is like."""
LONGEST_NAME = 8
"""Of what people ask about, in words; longer ones do not begin with a command's word."""
LONGEST_REPLY = 25
"""Words of a reply to an invitation; what is longer is an account of something."""
LONGEST_CARRIED = 900
"""Characters that a button can bring along; what is longer is asked on about at once."""
_TO_ME = frozenset({"me", "nos", "nous"})
_OF_NUMBERS = frozenset("0123456789-")
"""A pledge's number has one of these."""

_OWN_NUMBER = re.compile(rf"([{''.join(OWN_NUMBERS)}])-\d{{1,9}}", re.IGNORECASE | re.ASCII)
_WE = re.compile(r"\b(?:\w{3,}(?:amo|emo|imo)s|we|our team|nous (?:avons|sommes))\b")
"""How people say what they did themselves: avanzamos, fizemos, we trained, nous avons formé."""
_DONE = re.compile(
    r"\b(?:\w{2,}(?:ó|aron|ieron|aram|eram|iram)|(?:ha|han|fue|fueron|foi|foram|a été|ont été) \w{3,}|fué"
    r"|(?:has|have|had|was|were|been) \w{3,}ed|\w{3,}(?:ou|eu|iu))\b"
)
"""How people say what was done: se firmó, foram entregues, has been completed, a été adopté."""
_ASKS_WITHIN = re.compile(
    r"\b(?:qué|cuál|cuáles|cuales|quién|quiénes|cómo|dónde|cuándo|cuánt[oa]s?|how (?:much|many)"
    r"|quais|quem|quels|quelles|lesquel(?:le)?s)\b"
)
"""Words that ask wherever they stand."""


def answer_call(visit: Visit, knowledge: Knowledge, words: str) -> Outbound:
    """The answer to a command; an unknown one gets the nearest commands."""
    words = words.strip()
    if len(words) > LONGEST_QUESTION:
        return Tell(phrase="too_long", values={"length": len(words)})
    if not fold(words):
        return help.answer(visit, "") if not words else guess(visit, knowledge, words)
    if _is_beyond(visit, knowledge, words):
        return unknown(visit, knowledge, words)
    match _meanings(visit, knowledge, words):
        case ():
            return guess(visit, knowledge, words)
        case (meaning,) if _is_doubtful(visit, knowledge, words, meaning):
            return doubt(visit, knowledge, words, meaning)
        case (meaning,):
            answer = COMMANDS[meaning.command](visit, meaning.rest)
            is_asked_by_name = meaning == _named(knowledge, _without_name(words))
            return (
                answer
                if is_asked_by_name or not _knows_none_of_it(answer)
                else unknown(visit, knowledge, words)
            )
        case meanings:
            return which(visit, knowledge, words, ((each.command, each.rest) for each in meanings))


def answer_said(visit: Visit, knowledge: Knowledge, said: Said) -> Outbound:
    """Free words: an answer to the form that is open, a reply to a prompt, a question, or perhaps an update."""
    words = storable(said.text).strip()
    session = open_here(visit, knowledge, said)
    if session and said.attached and wants_file(knowledge, session):
        outbound = hear_file(visit, knowledge, session, said.attached)
    elif session:
        outbound = _in_talk(visit, knowledge, session, words)
    else:
        outbound = _unprompted(visit, knowledge, said, words)
    if not isinstance(outbound, Ask):
        return outbound
    if said.place.is_direct:
        return begin(visit, knowledge, outbound, said.place)
    return Tell(phrase="open_form", choices=ways_in(outbound))


def _in_talk(visit: Visit, knowledge: Knowledge, session: Session, words: str) -> Outbound:
    """Whoever asks something else in the middle of a form gets the answer, and the open question again."""
    meanings = _meanings(visit, knowledge, words)
    is_question = bool(meanings) and ("?" in words[:LONGEST_ASIDE] or words.startswith("/"))
    if not is_question and takes(visit, knowledge, session, words):
        return hear(visit, knowledge, session, words)
    if not is_question and not any(each.is_opening for each in meanings):
        return hear(visit, knowledge, session, words)
    answer = answer_call(visit, knowledge, words)
    if isinstance(answer, Ask):
        answer = Tell(phrase="one_at_a_time")
    if isinstance(answer, Show | Tell):
        return replace(answer, below=ask_again(visit, knowledge, session))
    return answer


def _unprompted(visit: Visit, knowledge: Knowledge, said: Said, words: str) -> Outbound:
    told = _told(visit, said)
    prompts = _prompts(visit, told)
    reminder = next(iter(prompts), None)
    person, language = visit.person, language_of(knowledge, words) or visit.actor.language
    if person and fold(words) not in knowledge.command_words:
        day = read_postponing(words, language, visit.today) if prompts or said.place.is_direct else None
        if day:
            return postponed.hear(visit, person, told if prompts else (), day)
        meant = [
            (each, said_so) for each in prompts if (said_so := _attendance(visit, knowledge, each, words))
        ]
        if len(meant) > 1:
            return attendance.which(visit, meant)
        for each, said_so in meant:
            return attendance.reply(visit, each.event, each.entity, said_so, key=said.key, words=words)
        if corrected := draft.correct(visit, person, words, language):
            return corrected
        if kind := _called_for(visit, prompts):
            is_asked = "?" in words or knowledge.intents.begins_a_question(words)
            if not is_asked or not _meanings(visit, knowledge, words):
                return _handed_in(visit, person, kind, words)
        elif reminder:
            entity = reminder.entity
            return draft.keep(visit, person, words, entity=entity, language=language, is_reply=True)
    if person and _may_be_update(visit, knowledge, words, language):
        return draft.keep(visit, person, words, entity=person.entity, language=language, is_reply=False)
    answer = answer_call(visit, knowledge, words)
    if isinstance(answer, Tell) and answer.phrase == "not_understood" and draft.may_keep(visit, words):
        return replace(answer, choices=(*answer.choices, draft.keep_choice(words)))
    return answer


def writes(knowledge: Knowledge, words: str) -> bool:
    """Whether these words may ask for something to be changed."""
    words = _without_name(words.strip())
    meant = (_named(knowledge, words), *knowledge.intents.read(words))
    return any(
        each.command in WRITING or knowledge.wants_file(each.command, each.rest) for each in meant if each
    )


def language_of(knowledge: Knowledge, words: str) -> Language | None:
    """The one language that most of the telling words are of; None: they don't tell."""
    told = Counter(
        language
        for word in fold(words).split()[:MAX_WORDS]
        for language in knowledge.spoken.get(singular(word), frozenset())
    )
    match told.most_common(2):
        case [(language, _)]:
            return language
        case [(language, most), (_, less)] if most > less:
            return language
        case _:
            return None


def answer_press(visit: Visit, knowledge: Knowledge, press: Press) -> Outbound:
    match press.action:
        case Action(ActionName.ASK, (words,)):
            command, _, rest = words.partition(" ")
            return (
                COMMANDS[command](visit, rest)
                if command in COMMANDS
                else answer_call(visit, knowledge, words)
            )
        case Action(ActionName.REPORT, arguments):
            return COMMANDS["update"](visit, " ".join(arguments))
        case Action(ActionName.OPEN_FORM, (form, *context)):
            return open_form(visit, knowledge, form, dict(zip(context[::2], context[1::2], strict=False)))
        case Action(
            ActionName.TALK
            | ActionName.ANSWER
            | ActionName.TURN
            | ActionName.RESUME
            | ActionName.RESUME_FORM
            | ActionName.HAND
        ):
            return pressed(visit, knowledge, press)
        case Action(ActionName.SHARE, (words,)):
            return _share(visit, knowledge, press, words)
        case Action(name) if name in ACTIONS:
            return ACTIONS[name](visit, press)
        case _:
            return Tell(phrase="outdated")


def _meanings(visit: Visit, knowledge: Knowledge, words: str) -> tuple[Meaning, ...]:
    """What a line may ask for: by a plain question of several words, else by a command's own word, else by a single
    word of a plain question. A pledge's number alone asks for that pledge.
    """
    words = _without_name(words)
    if not words:
        return (Meaning(command="help", rest="", weight=0, start=0, is_opening=True),)
    if number := _OWN_NUMBER.fullmatch(words):
        command = OWN_NUMBERS[number[1].lower()]
        return (Meaning(command=command, rest=words, weight=1, start=0, is_opening=True),)
    asked = tuple(
        replace(each, rest=words) if each.command == "pledges" else each
        for each in knowledge.intents.read(words)
    )
    named = _named(knowledge, words)
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
    likely = None if is_plain else next(iter(knowledge.likeness.of(words)), None)
    if likely is None or likely.command is None or _is_of_names(visit, words, possible):
        return said
    if likely.is_telling:
        for each in possible:
            if each.command == likely.command:
                return (replace(each, is_likely=True),)
    if likely.command in WRITING:
        return said
    meant = replace(knowledge.intents.put_to(likely.command, words), is_likely=True)
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


def _is_beyond(visit: Visit, knowledge: Knowledge, words: str) -> bool:
    """Lines like it were what no command answers, and its words say nothing else for sure."""
    named = _named(knowledge, _without_name(words))
    if named and named.is_opening:
        return False
    likely = next(iter(knowledge.likeness.of(words)), None)
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


def _knows_none_of_it(answer: Outbound) -> bool:
    """Who is, what is: nobody and nothing of that name. All that there is would be no answer to a question."""
    data = answer.data if isinstance(answer, Show) else None
    return isinstance(data, EntityList | TermList) and bool(data.rest)


def _is_doubtful(visit: Visit, knowledge: Knowledge, words: str, meaning: Meaning) -> bool:
    """One word of many says so, and the command would pass over the others."""
    if (
        meaning.weight > 1
        or meaning.is_likely
        or meaning.command in READING_ALL
        or meaning == _named(knowledge, _without_name(words))
    ):
        return False
    return bool(read(visit.lexicon, meaning.beside).rest)


def _is_said_before(asked: Meaning, named: Meaning) -> bool:
    """A question that begins the line may begin with a command's word; a greeting may come before any question."""
    return asked.weight > named.weight and (asked.start <= named.start or named.command == "help")


def _without_name(words: str) -> str:
    """In a direct message people may write the bot's name before the command."""
    name, _, rest = words.partition(" ")
    return rest.strip() if name.lstrip("/").casefold() == "mirps" else words


def _named(knowledge: Knowledge, words: str) -> Meaning | None:
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


def _told(visit: Visit, said: Said) -> tuple[Delivery, ...]:
    """What is told by the message in whose thread this was said."""
    if said.place.thread is None:
        return ()
    deliveries = visit.unit.deliveries
    first = deliveries.at_message(Sent(channel=said.place.channel, ts=said.place.thread))
    if first is None:
        return ()
    return deliveries.bundle(first.leader) if first.leader else (first,)


def _prompts(visit: Visit, told: Iterable[Delivery]) -> tuple[Reminder, ...]:
    """The reminders among these: those that ask for a report first, by their days."""
    found = [each.content for each in told if isinstance(each.content, Reminder)]
    return tuple(sorted(found, key=lambda each: (not asks_for_report(visit, each), each.day)))


def _called_for(visit: Visit, prompts: Sequence[Reminder]) -> PaperKind | None:
    """What these ask to be handed in, where none of them asks for a report."""
    steps = (
        visit.programmes[each.programme].step(each.step)
        for each in prompts
        if each.programme in visit.programmes
    )
    kinds = [step.opens for step in steps if step and step.opens]
    return kinds[0] if kinds and not asks_for_report(visit, prompts[0]) else None


def _handed_in(visit: Visit, person: Person, kind: PaperKind, words: str) -> Outbound:
    """The form of what is called for, with these words in it."""
    account = next(each.key for each in visit.forms[kind].fields if each.kind is FieldKind.LONG_TEXT)
    ask = papers.start(visit, person, kind, {account: words})
    if not isinstance(ask, Ask) or len(words) > LONGEST_CARRIED:
        return ask
    return Tell(phrase=f"from_reply_{kind.value}", choices=ways_in(replace(ask, context={account: words})))


def _attendance(visit: Visit, knowledge: Knowledge, reminder: Reminder, words: str) -> Attendance | None:
    """What a short reply to an invitation says of taking part."""
    if not attendance.is_asked(visit.programmes.get(reminder.programme), reminder):
        return None
    if len(words.split()) > LONGEST_REPLY:
        return None
    return understood(name for _, name in knowledge.labels["attendance"].read(words).terms)


def _may_be_update(visit: Visit, knowledge: Knowledge, words: str, language: Language) -> bool:
    """Whether somebody who may report tells what was done, rather than asks. What is asked as a question is one unless
    it counts something; names alone are one too.
    """
    if visit.person is None or "?" in words or not draft.may_keep(visit, words):
        return False
    if len(words) > LONGEST_QUESTION:
        return True
    likely = next(iter(knowledge.likeness.of(words)), None)
    if likely and likely.is_sure and likely.command not in TOLD_OF:
        return False
    meanings = _meanings(visit, knowledge, words)
    named = _named(knowledge, _without_name(words))
    heard = read_report(words, language, visit.today, visit.person.entity)
    if named and named.is_opening:
        return False
    counts = bool(heard.amount or heard.quantity)
    if knowledge.intents.begins_a_question(words) or _ASKS_WITHIN.search(words.casefold()):
        return counts and not any(each.is_opening for each in meanings)
    asked = read(visit.lexicon, words)
    if counts or _WE.search(fold(words)):
        return True
    if asked.understood.found and not asked.rest:
        return False
    if heard.stage:
        return True
    return (
        bool(_DONE.search(words.casefold()))
        and all(each.is_likely and each.command in TOLD_OF for each in meanings)
        and not _is_answered(COMMANDS["pledges"](visit, words))
    )


def _is_answered(outbound: Outbound) -> bool:
    """Whether there are pledges that say these words."""
    return (
        isinstance(outbound, Show) and isinstance(outbound.data, PledgeList) and outbound.data.page.total > 0
    )


def _share(visit: Visit, knowledge: Knowledge, press: Press, words: str) -> Outbound:
    """Owe the same answer to the whole conversation, signed by who shares it."""
    outbound = answer_call(visit, knowledge, words)
    if not (
        isinstance(outbound, Show) and outbound.shareable and visit.person and may(visit.person, Right.SHARE)
    ):
        return Tell(phrase="outdated")
    letter = Letter(
        key=f"share/{press.key}",
        to=Spot(channel=press.place.channel, thread=press.place.thread),
        reader=visit.person,
        show=outbound,
        signed_by=visit.person.name,
    )
    return Tell(phrase="shared", letters=(letter,), replaces=True)
