"""A form one question at a time. Pure: what stands, what is said, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from mirps_bot.domain.form import (
    NOT_YET,
    Field,
    FieldKind,
    Form,
    InvalidForm,
    Problem,
    Read,
    Value,
    Values,
    take,
    validate,
    written,
)
from mirps_bot.domain.language import Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.naming import told_of
from mirps_bot.domain.session import Session, Turn

TRIES = 3
"""So many answers that could not be read, and other ways are offered."""

_OF_TWO_PARTS = (FieldKind.AMOUNT, FieldKind.QUANTITY)
"""What is answered by a figure and by what it is of."""

# ---- what is said --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Words, meant for the question that is open."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A turn; `number` is which answer, as the review counts them."""

    turn: Turn
    number: int = 0


Saying = Typed | Told


def understand(words: str, turns: Mapping[str, Turn]) -> Saying:
    """`turns` by folded word. A turn is all that is said, but for the number of an answer after it."""
    folded = fold(words)
    first, _, last = folded.rpartition(" ")
    if folded in turns:
        return Told(turn=turns[folded])
    if first in turns and last.isdecimal() and turns[first] is Turn.CHANGE:
        return Told(turn=Turn.CHANGE, number=int(last[:4]))
    return Typed(text=words)


# ---- what follows --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was just taken down; `value` None: nothing, or not known yet."""

    field: Field
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The next question is `session.at`; the review, if that is None."""

    session: Session
    noted: Noted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The same question, and why. `is_stuck`: other ways are offered now."""

    session: Session
    problem: Problem
    is_stuck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Reviewed, complete, and to be sent."""

    session: Session
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What was asked for, other than an answer; the session is as `session` says, or gone if it is discarded."""

    session: Session
    turn: Turn


Step = Next | Again | Finished | Aside

# ---- the rule ------------------------------------------------------------------------------------


def advance(form: Form, session: Session, said: Saying, read: Read) -> Step:
    """Whatever is said, something follows: no state of any form is a dead end."""
    if session.is_leaving:
        return _leave(session, said)
    if session.at is not None and session.at not in {each.key for each in form.asked(session.answers)}:
        # The form has changed: what was said answers a question of before.
        return Next(session=opened(form, session))
    match said:
        case Told():
            return _turn(form, session, said, read)
        case Typed(text=text) if session.at is None:
            if read(_YES_OR_NO, text) is True:
                return _send(form, session, read)
            if text.isdecimal():
                return _change(form, session, int(text) if len(text) < 3 else 0)
            return _put_right(form, session, text, read)
        case Typed(text=text):
            return _answer(form, session, form.field(session.at or ""), text, read)
        case _:
            assert_never(said)


def opened(form: Form, session: Session) -> Session:
    """At its first open question."""
    return _to(session, _first_open(form, session))


def standing(form: Form, session: Session, field: Field) -> str:
    """What stands in a field now; empty if nothing does."""
    return session.answers.get(field.key, "") if field in form.asked(session.answers) else ""


_YES_OR_NO = Field(key="", kind=FieldKind.YES_NO, label=Names(en="Yes or no?"))
"""What is heard from those who answer with a yes where none was asked for: under review, and instead of a text."""


def _leave(session: Session, said: Saying) -> Step:
    stays = replace(session, is_leaving=False)
    match said:
        case Told(turn=Turn.SAVE | Turn.CANCEL):  # whoever cancels twice wants to be out, and loses nothing
            return Aside(session=replace(stays, is_active=False), turn=Turn.SAVE)
        case Told(turn=Turn.DISCARD):
            return Aside(session=stays, turn=Turn.DISCARD)
        case _:
            return Next(session=stays)


def _turn(form: Form, session: Session, told: Told, read: Read) -> Step:
    match told.turn:
        case Turn.BACK:
            return _back(form, session)
        case Turn.SKIP | Turn.NOT_YET:
            return _without(form, session, told.turn)
        case Turn.SAME:
            return _same(form, session, read)
        case Turn.CHANGE:
            return _change(form, session, told.number)
        case Turn.REVIEW:
            return Next(session=_to(session, None))
        case Turn.SEND:
            return _send(form, session, read)
        case Turn.SAVE:
            return Aside(session=replace(session, is_active=False), turn=Turn.SAVE)
        case Turn.CANCEL | Turn.DISCARD:
            return Aside(session=replace(session, is_leaving=True), turn=Turn.CANCEL)
        case Turn.GO_ON:
            return Next(session=session)
        case Turn.HELP | Turn.PERSON:
            return Aside(session=session, turn=told.turn)
        case _:
            assert_never(told.turn)


def _answer(form: Form, session: Session, field: Field, text: str, read: Read) -> Step:
    if field.kind.is_text:
        said = read(_YES_OR_NO, text)
        if said is True:
            return _again(session, Problem(phrase="yes_says_nothing"))
        if said is False and not field.is_needed:
            return _without(form, session, Turn.SKIP)
    value = take(field, text, read)
    if isinstance(value, Problem) and session.unfinished:
        completed = take(field, f"{session.unfinished} {text}", read)
        value = value if isinstance(completed, Problem) else completed
    if isinstance(value, Problem):
        return _again(replace(session, unfinished=_unfinished(session, field, text)), value)
    answer = NOT_YET if value is None and field.may_be_unknown else "" if value is None else written(value)
    return _taken(form, session, field, answer, value)


def _unfinished(session: Session, field: Field, text: str) -> str:
    """The last figure, for what it is of may be said next; kept until there is another."""
    is_begun = field.kind in _OF_TWO_PARTS and any(map(str.isdecimal, text))
    return text[: field.max_length] if is_begun else session.unfinished


def _without(form: Form, session: Session, turn: Turn) -> Step:
    """Skipped, or not known yet, where the field allows it."""
    if session.at is None:
        return _again(session, Problem(phrase="nothing_open"))
    field = form.field(session.at)
    if field.is_needed:
        return _again(session, Problem(phrase="can_not_be_skipped"))
    is_unknown = field.may_be_unknown and (field.required or turn is Turn.NOT_YET)
    return _taken(form, session, field, NOT_YET if is_unknown else "", None)


def _same(form: Form, session: Session, read: Read) -> Step:
    field = form.field(session.at) if session.at else None
    if field is None:
        return _again(session, Problem(phrase="nothing_open"))
    text = session.answers.get(field.key, "")
    return (
        _answer(form, session, field, text, read)
        if text
        else _again(session, Problem(phrase="nothing_before"))
    )


def _taken(form: Form, session: Session, field: Field, answer: str, value: Value | None) -> Step:
    answers = {**session.answers, field.key: answer}
    passed = (*(key for key in session.passed if key != field.key), field.key)
    taken = replace(session, answers=answers, passed=passed)
    return Next(session=opened(form, taken), noted=Noted(field=field, value=value))


def _back(form: Form, session: Session) -> Step:
    asked = [each.key for each in form.asked(session.answers)]
    at = asked.index(session.at) if session.at else len(asked)
    return (
        Next(session=_to(session, asked[at - 1])) if at else _again(session, Problem(phrase="first_question"))
    )


def _change(form: Form, session: Session, number: int) -> Step:
    asked = form.asked(session.answers)
    if not 1 <= number <= len(asked):
        return _again(session, Problem(phrase="which_answer", values={"last": str(len(asked))}))
    return Next(session=_to(session, asked[number - 1].key))


def _put_right(form: Form, session: Session, text: str, read: Read) -> Step:
    """One answer anew, by its name; which, if it may be several. The review follows, but for what is asked by it."""
    asked = form.asked(session.answers)
    told = told_of(asked, text, are_numbered=True)
    if len(told) != 1:
        return _change(form, session, 0)
    ((key, value),) = told.items()
    step = _answer(form, _to(session, key), form.field(key), value, read)
    if isinstance(step, Next) and step.session.at in {each.key for each in asked}:
        return replace(step, session=_to(step.session, None))
    return step


def _send(form: Form, session: Session, read: Read) -> Step:
    """Only what was looked through is sent, and only if it is whole."""
    if session.at is not None:
        return Next(session=_to(session, None))
    try:
        return Finished(session=session, values=validate(form, session.answers, read))
    except InvalidForm as invalid:
        return refuse(session, invalid.problems)


def refuse(session: Session, problems: Mapping[str, Problem]) -> Again:
    """Back to the first field that can't be taken as it is."""
    key, problem = next(iter(problems.items()))
    return Again(session=_to(session, key), problem=problem)


def _again(session: Session, problem: Problem) -> Again:
    failed = replace(session, failures=session.failures + 1)
    return Again(session=failed, problem=problem, is_stuck=failed.failures >= TRIES)


def _first_open(form: Form, session: Session) -> str | None:
    return next((each.key for each in form.asked(session.answers) if each.key not in session.passed), None)


def _to(session: Session, at: str | None) -> Session:
    return replace(session, at=at, failures=0, unfinished="")
