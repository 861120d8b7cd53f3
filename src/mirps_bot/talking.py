"""Forms in conversations: what is said and pressed there, kept, and answered with what comes next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from mirps_bot.dialogue import Ask, Correct, Letter, Outbound, Place, Press, Said, Show, Tell
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.conversation import (
    Again,
    Aside,
    Finished,
    Next,
    Noted,
    Saying,
    Step,
    Told,
    Typed,
    advance,
    refuse,
    understand,
)
from mirps_bot.domain.delivery import Digest, Inbox, Notice, Reminder, Sent, Spot
from mirps_bot.domain.form import FieldKind, Form
from mirps_bot.domain.naming import told_of
from mirps_bot.domain.person import Person
from mirps_bot.domain.session import Session, Turn
from mirps_bot.domain.update import Surface
from mirps_bot.features import drafts, question
from mirps_bot.features.answers import Answers
from mirps_bot.features.forms import Filled
from mirps_bot.features.visit import Visit
from mirps_bot.filling import file_form, open_form, own_session
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import NewSession
from mirps_bot.view.action import Action, ActionName, paired

QUIET = timedelta(hours=12)
"""After so long, what a person says is not meant for the question that was left open."""


def begin(visit: Visit, knowledge: Knowledge, ask: Ask, place: Place) -> Show:
    """The form's first question, here, and what the form begins with below it."""
    form = knowledge.content.forms[ask.form]
    person = _person(visit)
    answers = {key: text for key, text in ask.raw.items() if text}
    untouched = visit.unit.sessions.active(person.id)
    if untouched and untouched.is_untouched:
        if (untouched.form, untouched.context, untouched.answers) == (form.name, ask.context, answers):
            return _where_it_stands(visit, form, untouched)  # a second tap on the button that began it
        visit.unit.sessions.remove(untouched)
    open_ = [each.key for each in form.asked(ask.raw) if each.key not in ask.settled]
    session = visit.unit.sessions.start(
        NewSession(
            form=form.name,
            person=person.id,
            entity=person.entity,
            context=ask.context,
            answers=answers,
            at=open_[0] if open_ else None,
            passed=ask.settled,
            channel=place.channel if place.is_direct else "",
            thread=place.thread if place.is_direct else None,
            touched_at=visit.now,
        )
    )
    begun = _where_it_stands(visit, form, session)
    return replace(begun, below=Tell(phrase=ask.intro, values=ask.intro_values)) if ask.intro else begun


def open_here(visit: Visit, knowledge: Knowledge, said: Said) -> Session | None:
    """The session for which this is meant, if nothing shows otherwise."""
    if visit.person is None or not said.place.is_direct:
        return None
    session = visit.unit.sessions.active(visit.person.id)
    if session is None or session.form not in knowledge.content.forms:
        return None
    is_fresh = visit.now - session.touched_at < QUIET
    return session if is_fresh and _is_at(visit, session, said.place) else None


def _is_at(visit: Visit, session: Session, place: Place) -> bool:
    """Where it is talked about, or in a thread below: under its question, but not under what tells something else."""
    if session.is_at(place.channel, place.thread):
        return True
    if place.thread is None or not session.is_at(place.channel, None):
        return False
    below = visit.unit.deliveries.at_message(Sent(channel=place.channel, ts=place.thread))
    return below is None or not isinstance(below.content, Reminder | Notice | Digest)


def takes(visit: Visit, knowledge: Knowledge, session: Session, words: str) -> bool:
    """Whether these words say something in this conversation, rather than ask for something else."""
    saying = understand(words, knowledge.turns)
    if isinstance(saying, Told):
        return True
    if session.is_leaving:
        return False
    form = knowledge.content.forms[session.form]
    if session.at is None:
        return words.isdecimal() or bool(told_of(form.asked(session.answers), words, are_numbered=True))
    step = advance(form, session, saying, _answers(visit, session).read)
    return not isinstance(step, Again) or step.problem.is_read


def hear(visit: Visit, knowledge: Knowledge, session: Session, words: str) -> Outbound:
    """What follows these words; the answer is kept with it."""
    return _advance(visit, knowledge, session, understand(words, knowledge.turns))


def wants_file(knowledge: Knowledge, session: Session) -> bool:
    form = knowledge.content.forms[session.form]
    return session.at is not None and form.field(session.at).kind is FieldKind.FILE


def hear_file(
    visit: Visit, knowledge: Knowledge, session: Session, attached: Sequence[Attachment]
) -> Outbound:
    """What follows a file; several are none, as one is asked for."""
    return _advance(visit, knowledge, session, Typed(text="\n".join(map(str, attached))))


def ask_again(visit: Visit, knowledge: Knowledge, session: Session) -> Show:
    return _where_it_stands(visit, knowledge.content.forms[session.form], session)


def pressed(visit: Visit, knowledge: Knowledge, press: Press) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    match press.action:
        case Action(ActionName.TALK, (form, *context)):
            opening = open_form(visit, knowledge, form, paired(context))
            if not isinstance(opening, Ask):
                return opening
            return _put(visit, press, begin(visit, knowledge, opening, press.place))
        case Action(_, (number, *rest)):
            session = own_session(visit, number)
            if session is None or session.form not in knowledge.content.forms:
                return Tell(phrase="session_gone")
            return _press(visit, knowledge, press, session, rest)
        case _:
            return Tell(phrase="outdated")


def _press(
    visit: Visit, knowledge: Knowledge, press: Press, session: Session, arguments: Sequence[str]
) -> Outbound:
    form = knowledge.content.forms[session.form]
    match press.action.name, arguments:
        case ActionName.RESUME, []:
            here = _at(replace(session, is_active=True, is_leaving=False), press.place)
            return _put(visit, press, _where_it_stands(visit, form, _save(visit, here)))
        case ActionName.RESUME_FORM, []:
            return Ask(
                form=form.name, raw=session.answers, context={**session.context, "session": str(session.id)}
            )
        case ActionName.HAND, [*colleague]:
            return drafts.hand(visit, form, session, colleague)
        case ActionName.ANSWER, [version, key, value] if (version, key) == (str(session.version), session.at):
            return _pressed_in(visit, knowledge, press, session, Typed(text=value))
        case ActionName.TURN, [version, turn, *number] if version == str(session.version) and turn in tuple(
            Turn
        ):
            told = Told(turn=Turn(turn), number=int("".join(number) or 0))
            return _pressed_in(visit, knowledge, press, session, told)
        case _:
            return _where_it_stands(visit, form, session)  # answered already, by an earlier tap or elsewhere


def _pressed_in(
    visit: Visit, knowledge: Knowledge, press: Press, session: Session, saying: Saying
) -> Outbound:
    """The message with the button says what was taken down; the next question comes below it, by the outbox."""
    session = _at(replace(session, is_active=True), press.place)
    form = knowledge.content.forms[session.form]
    answers = _answers(visit, session)
    step = advance(form, session, saying, answers.read)
    outbound = _follow(visit, knowledge, form, step)
    if not isinstance(step, Next) or not isinstance(outbound, Show):
        return replace(outbound, replaces=True) if isinstance(outbound, Show | Tell) else outbound
    at = step.noted.field if step.noted else form.field(session.at) if session.at else None
    letter = _letter(visit, outbound, press.key)
    if at is None:
        return Tell(phrase="changing", values={"title": form.title}, replaces=True, letters=(letter,))
    line = question.line(form, step.session, answers, at)
    return Tell(
        phrase="noted" if step.noted else "left_open",
        values={"line": line},
        replaces=True,
        letters=(letter,),
    )


def _advance(visit: Visit, knowledge: Knowledge, session: Session, saying: Saying) -> Outbound:
    form = knowledge.content.forms[session.form]
    answers = _answers(visit, session)
    return _follow(visit, knowledge, form, advance(form, session, saying, answers.read))


def _follow(visit: Visit, knowledge: Knowledge, form: Form, step: Step) -> Outbound:
    match step:
        case Next(session=session, noted=noted):
            return _where_it_stands(visit, form, _save(visit, session), noted=noted)
        case Again(session=session):
            return _once_more(visit, form, replace(step, session=_save(visit, session)))
        case Finished():
            return _send(visit, knowledge, form, step)
        case Aside():
            return _aside(visit, form, step)
        case _:
            assert_never(step)


def _send(visit: Visit, knowledge: Knowledge, form: Form, finished: Finished) -> Outbound:
    session = finished.session
    filled = Filled(
        form=form,
        values=finished.values,
        context=session.context,
        key=f"session/{session.id}",
        surface=Surface.CONVERSATION,
    )
    outbound = file_form(visit, _person(visit), filled)
    if isinstance(outbound, Correct):
        refused = refuse(session, outbound.problems)
        return _once_more(visit, form, replace(refused, session=_save(visit, refused.session)))
    visit.unit.sessions.remove(session)
    if isinstance(outbound, Show) and outbound.follows:
        place = Place(channel=session.channel, is_direct=True, thread=session.thread)
        return replace(outbound, follows=None, below=begin(visit, knowledge, outbound.follows, place))
    return outbound


def _aside(visit: Visit, form: Form, aside: Aside) -> Outbound:
    session = aside.session
    match aside.turn:
        case Turn.DISCARD | Turn.CANCEL if aside.turn is Turn.DISCARD or session.is_untouched:
            visit.unit.sessions.remove(session)
            return drafts.discarded(form, session)
        case Turn.CANCEL:
            saved = _save(visit, session)
            choices = tuple(question.turn(saved, each) for each in (Turn.SAVE, Turn.DISCARD, Turn.GO_ON))
            return Tell(phrase="leaving", values={"title": form.title}, choices=choices)
        case Turn.SAVE:
            return drafts.kept(form, _save(visit, session))
        case Turn.PERSON:
            return drafts.call_for_help(visit, form, _save(visit, session))
        case _:
            return _where_it_stands(visit, form, _save(visit, session), is_helped=True)


def _where_it_stands(
    visit: Visit, form: Form, session: Session, *, noted: Noted | None = None, is_helped: bool = False
) -> Show:
    answers = _answers(visit, session)
    return question.show(form, session, answers, noted=noted, is_helped=is_helped)


def _once_more(visit: Visit, form: Form, again: Again) -> Show:
    answers = _answers(visit, again.session)
    return question.show(form, again.session, answers, problem=again.problem, is_stuck=again.is_stuck)


def _answers(visit: Visit, session: Session) -> Answers:
    return Answers(visit=visit, person=_person(visit), given=session.answers)


def _save(visit: Visit, session: Session) -> Session:
    return visit.unit.sessions.save(replace(session, touched_at=visit.now))


def _at(session: Session, place: Place) -> Session:
    """Moved to where its person is now, if that is a place of their own."""
    if not place.is_direct or not place.channel:
        return session
    return replace(session, channel=place.channel, thread=place.thread)


def _put(visit: Visit, press: Press, show: Show) -> Outbound:
    """In the person's direct messages, where it stays; elsewhere they are told to look there."""
    letter = _letter(visit, show, press.key)
    if press.place.is_direct and press.place.channel:
        return Tell(phrase="here_it_goes", letters=(letter,))
    return Tell(phrase="in_direct_messages", letters=(letter,))


def _letter(visit: Visit, show: Show, key: str) -> Letter:
    person = _person(visit)
    place = visit.place
    direct = place and place.is_direct and place.channel
    to = Spot(channel=place.channel, thread=place.thread) if place and direct else Inbox(person=person.id)
    return Letter(key=f"question/{key}", to=to, reader=person, show=show)


def _person(visit: Visit) -> Person:
    if visit.person is None:
        raise LookupError("a form is filled in by somebody on the roster")
    return visit.person
