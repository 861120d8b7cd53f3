"""From what a person said or pressed to the feature that answers it."""

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
from mirps_bot.domain.session import Session
from mirps_bot.domain.text import storable
from mirps_bot.features import attendance, draft, help, papers, postponed
from mirps_bot.features.asking import asks_for_report
from mirps_bot.features.directory import EntityList
from mirps_bot.features.glossary import TermList
from mirps_bot.features.reading import MAX_WORDS
from mirps_bot.features.visit import Visit
from mirps_bot.filling import open_form, ways_in
from mirps_bot.following_up import answer_in_turn
from mirps_bot.guessing import (
    also_asked,
    doubt,
    guess,
    no_day,
    offer_change,
    unknown,
    unsure,
    which,
    with_left_aside,
    with_others,
)
from mirps_bot.knowledge import Knowledge
from mirps_bot.meanings import LONGEST_QUESTION, Line
from mirps_bot.parsing.postponing import read_postponing
from mirps_bot.routes import ACTIONS, COMMANDS
from mirps_bot.talking import ask_again, begin, hear, hear_file, open_here, pressed, takes, wants_file
from mirps_bot.telling import tells_of_deeds
from mirps_bot.view.action import Action, ActionName, paired

LONGEST_ASIDE = 150
"""A question that is longer, in the middle of a form, is part of what is being told."""
LONGEST_REPLY = 25
"""Words of a reply to an invitation; what is longer is an account of something."""
LONGEST_CARRIED = 900
"""Characters that a button can bring along; what is longer is asked on about at once."""


def answer_call(visit: Visit, knowledge: Knowledge, words: str) -> Outbound:
    """The answer to a command; an unknown one gets the nearest commands."""
    return _answered(Line.of(visit, knowledge, words))


def _answered(line: Line) -> Outbound:
    return with_others(line, _answer(line))


def _answer(line: Line) -> Outbound:
    if len(line.words) > LONGEST_QUESTION:
        return Tell(phrase="too_long", values={"length": len(line.words)})
    if line.words and not fold(line.words):
        return guess(line) if "?" in line.words else help.acknowledge(line.visit)
    is_asked = line.named or line.asks_plainly
    if not is_asked and (courtesy := help.return_courtesy(line.visit, line.words)):
        return courtesy
    if day := line.no_such_day:
        return no_day(line, day)
    if line.halves:
        first, other = line.halves
        answer = _answered(first)
        return replace(answer, below=also_asked(other)) if isinstance(answer, Show | Tell) else answer
    if line.is_beyond:
        return unknown(line)
    match line.meanings:
        case ():
            return guess(line)
        case (meaning,) if line.is_doubtful(meaning):
            return doubt(line, meaning)
        case (meaning,):
            is_unsure = line.is_unsure(meaning)
            if is_unsure and COMMANDS[meaning.command].writes:
                return unsure(line, meaning)
            if not line.asks_for(meaning) and (change := offer_change(line, meaning)):
                return change
            answer = COMMANDS[meaning.command].answer(line.visit, meaning.rest)
            if meaning != line.named and _knows_none_of_it(answer):
                return unknown(line)
            return unsure(line, meaning) if is_unsure else with_left_aside(line, meaning, answer)
        case meanings:
            return which(line, ((each.command, each.rest) for each in meanings))


def answer_said(visit: Visit, knowledge: Knowledge, said: Said) -> Outbound:
    """Free words: an answer to the form that is open, a reply to a prompt, a question, or perhaps an update."""
    words = storable(said.text).strip()
    session = open_here(visit, knowledge, said)
    if session and said.attached and wants_file(knowledge, session):
        return hear_file(visit, knowledge, session, said.attached)
    lost = Tell(phrase="file_not_kept")
    if said.attached and not words:
        return replace(lost, below=ask_again(visit, knowledge, session) if session else None)
    outbound = (
        _in_talk(visit, knowledge, session, words) if session else _unprompted(visit, knowledge, said, words)
    )
    if isinstance(outbound, Ask):
        if not said.place.is_direct:
            return Tell(phrase="open_form", choices=ways_in(outbound))
        outbound = begin(visit, knowledge, outbound, said.place)
    if said.attached and isinstance(outbound, Show | Tell):
        return replace(outbound, below=outbound.below or lost)
    return outbound


def _in_talk(visit: Visit, knowledge: Knowledge, session: Session, words: str) -> Outbound:
    """Whoever asks something else in the middle of a form gets the answer, and the open question again. Another form
    takes the place of one in which nothing was answered.
    """
    line = Line.of(visit, knowledge, words)
    is_taken = takes(visit, knowledge, session, words)
    is_put = "?" in words[:LONGEST_ASIDE] or (
        line.is_put_as_question
        and not (session.at is None and is_taken)  # under review: the stage is fulfilled
        and not all(visit.asked(each.beside) for each in line.meanings)
    )
    is_question = bool(line.meanings) and (is_put or words.startswith("/"))
    if not is_question and (is_taken or not _asks_instead(line)):
        return hear(visit, knowledge, session, words)
    answer = answer_in_turn(line, _answered)
    if isinstance(answer, Ask):
        if session.is_untouched:
            return answer
        answer = Tell(phrase="one_at_a_time")
    if isinstance(answer, Show | Tell):
        return replace(answer, below=ask_again(visit, knowledge, session))
    return answer


def _asks_instead(line: Line) -> bool:
    """Whether words that are no answer to the open question are meant for something else."""
    if line.is_put_as_question and not line.knowledge.intents.asks_for_nothing(line.words):
        return True
    is_meant = any(each.is_opening or each.weight > 1 for each in line.meanings)
    return is_meant or help.is_kind(line.visit, line.words)


def _unprompted(visit: Visit, knowledge: Knowledge, said: Said, words: str) -> Outbound:
    told = _told(visit, said)
    prompts = _prompts(visit, told)
    reminder = next(iter(prompts), None)
    line = Line.of(visit, knowledge, words)
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
        if reminder and not _is_question(line, person, language, is_report=asks_for_report(visit, reminder)):
            if not fold(words):
                return help.acknowledge(visit)
            if courtesy := help.return_courtesy(visit, words):
                return courtesy
            if kind := _called_for(visit, prompts):
                return _handed_in(visit, person, kind, words)
            entity = reminder.entity
            return draft.keep(visit, person, words, entity=entity, language=language, is_reply=True)
    if person is None and draft.is_sentence_to_bot(visit, words) and tells_of_deeds(line, "", language):
        return Tell(phrase="not_on_roster")
    if person and draft.may_keep(visit, words) and tells_of_deeds(line, person.entity, language):
        return draft.keep(visit, person, words, entity=person.entity, language=language, is_reply=False)
    answer = _answered(line) if told else answer_in_turn(line, _answered)
    may_tell = not line.is_put_as_question and draft.may_keep(visit, words)
    if isinstance(answer, Tell) and answer.phrase in ("not_understood", "unsure") and may_tell:
        return replace(answer, choices=(*answer.choices, draft.keep_choice(words)))
    return answer


def _is_question(line: Line, person: Person, language: Language, *, is_report: bool) -> bool:
    """Whether what is said under a reminder asks for something, rather than answers it. Where no report is asked for,
    what is put as a question is one, though nothing may answer it.
    """
    if line.is_question_alone:
        return True
    is_asked = line.is_put_as_question and (bool(line.meanings) or not is_report)
    return is_asked and not tells_of_deeds(line, person.entity, language)


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
        case action if not action.is_whole:
            return Tell(phrase="outdated")
        case Action(ActionName.ASK, (words,)):
            command, _, rest = words.partition(" ")
            return (
                COMMANDS[command].answer(visit, rest)
                if command in COMMANDS
                else answer_call(visit, knowledge, words)
            )
        case Action(ActionName.REPORT, arguments):
            return COMMANDS["update"].answer(visit, " ".join(arguments))
        case Action(ActionName.OPEN_FORM, (form, *context)):
            return open_form(visit, knowledge, form, paired(context))
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


def _knows_none_of_it(answer: Outbound) -> bool:
    """Who is, what is: nobody and nothing of that name. All that there is would be no answer to a question."""
    data = answer.data if isinstance(answer, Show) else None
    return isinstance(data, EntityList | TermList) and bool(data.rest)


def _told(visit: Visit, said: Said) -> tuple[Delivery, ...]:
    """What is told by the message in whose thread this was said, or that it quotes."""
    prompt = said.place.thread or said.place.quoted
    if prompt is None:
        return ()
    deliveries = visit.unit.deliveries
    first = deliveries.at_message(Sent(channel=said.place.channel, ts=prompt))
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
    ask = papers.start(visit, person, {account: words}, kind=kind)
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
