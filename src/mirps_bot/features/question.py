"""A form in a conversation, as it is shown: the open question, or everything for review."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mirps_bot.dialogue import Choice, ChoosableOption, Show
from mirps_bot.domain.conversation import Noted
from mirps_bot.domain.form import NOT_YET, Field, FieldKind, Form, Problem
from mirps_bot.domain.language import Names
from mirps_bot.domain.session import Session, Turn
from mirps_bot.features.answers import Answers
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

OFFERED = 8
"""So many options stand on buttons; more are found by typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer. `value` None: there is none; `is_unknown`: said to be not known yet."""

    number: int
    label: Names
    value: object | None
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`current` is what stands there now, `noted` what was just taken down, `more` how many options no button has;
    `settled` is what was said by opening it, under the first question.

    `problem`: why the last answer could not be taken. `is_stuck`: it was not the first.
    """

    title: Names
    field: Field
    number: int
    total: int
    noted: Line | None = None
    settled: tuple[Line, ...] = ()
    current: object | None = None
    problem: Problem | None = None
    is_first: bool = False
    is_stuck: bool = False
    is_helped: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    title: Names
    lines: tuple[Line, ...]
    problem: Problem | None = None
    is_helped: bool = False


def show(
    form: Form,
    session: Session,
    answers: Answers,
    *,
    noted: Noted | None = None,
    problem: Problem | None = None,
    is_stuck: bool = False,
    is_helped: bool = False,
) -> Show:
    """Where the session stands. Where no file can be attached, none is asked for: that is said instead."""
    if session.at is None:
        return _review(form, session, answers, problem, is_helped=is_helped)
    asked = form.asked(session.answers)
    field = form.field(session.at)
    number = asked.index(field) + 1
    here = answers.visit.place
    if field.kind is FieldKind.FILE and here and not here.takes_files:
        field, problem = replace(field, question=None), Problem(phrase="no_file_here")
    current = session.answers.get(field.key, "")
    is_first = session.version == 1
    offered = answers.offered(field)
    if problem and problem.offers:
        offered = tuple(_offer(answers, field, each) for each in problem.offers)
    return Show(
        template="drafts/question",
        data=Question(
            title=form.title,
            field=field,
            number=number,
            total=len(asked),
            noted=line(form, session, answers, noted.field) if noted else None,
            settled=tuple(_settled(form, session, answers)) if is_first else (),
            current=answers.shown(field, current),
            problem=problem,
            is_first=is_first,
            is_stuck=is_stuck,
            is_helped=is_helped,
            more=max(len(offered) - OFFERED, 0),
        ),
        choices={
            "options": tuple(_option(session, field, each) for each in offered[:OFFERED]),
            "ways": tuple(
                _ways(session, field, is_first=is_first, is_stuck=is_stuck, may_go_back=number > 1)
            ),
        },
    )


def _settled(form: Form, session: Session, answers: Answers) -> Iterator[Line]:
    for each in form.asked(session.answers):
        if each.key in session.passed and session.answers.get(each.key):
            yield line(form, session, answers, each)


def line(form: Form, session: Session, answers: Answers, field: Field) -> Line:
    asked = [each.key for each in form.asked(session.answers)]
    text = session.answers.get(field.key, "")
    return Line(
        number=asked.index(field.key) + 1 if field.key in asked else 0,
        label=field.label,
        value=answers.shown(field, text),
        is_unknown=text == NOT_YET,
    )


def turn(session: Session, turn_: Turn, number: int = 0, emphasis: Emphasis = Emphasis.NONE) -> Choice:
    """The button that does what its word does."""
    arguments = (str(session.id), str(session.version), turn_.value, *([str(number)] if number else ()))
    return Choice(
        phrase="change_answer" if turn_ is Turn.CHANGE else "turn",
        values={"turn": turn_, "number": number},
        action=Action(ActionName.TURN, arguments),
        emphasis=emphasis,
    )


def as_form(session: Session) -> Choice:
    return Choice(phrase="open_form", action=Action(ActionName.RESUME_FORM, (str(session.id),)))


def _review(
    form: Form, session: Session, answers: Answers, problem: Problem | None, *, is_helped: bool
) -> Show:
    lines = tuple(line(form, session, answers, each) for each in form.asked(session.answers))
    return Show(
        template="drafts/review",
        data=Review(title=form.title, lines=lines, problem=problem, is_helped=is_helped),
        choices={
            "send": (turn(session, Turn.SEND, emphasis=Emphasis.PRIMARY), turn(session, Turn.CANCEL)),
            "change": tuple(turn(session, Turn.CHANGE, each.number) for each in lines),
            "ways": (as_form(session),),
        },
    )


def _option(session: Session, field: Field, option: ChoosableOption) -> Choice:
    return Choice(
        phrase="answer",
        values={"label": option.label},
        action=Action(ActionName.ANSWER, (str(session.id), str(session.version), field.key, option.value)),
    )


def _offer(answers: Answers, field: Field, value: str) -> ChoosableOption:
    return ChoosableOption(value=value, label=answers.shown(field, value))


def _ways(
    session: Session, field: Field, *, is_first: bool, is_stuck: bool, may_go_back: bool
) -> Iterator[Choice]:
    if session.answers.get(field.key, "") not in ("", NOT_YET):
        yield turn(session, Turn.SAME, emphasis=Emphasis.PRIMARY)
    if field.may_be_unknown:
        yield turn(session, Turn.NOT_YET)
    if not field.required:
        yield turn(session, Turn.SKIP)
    if may_go_back and not is_first:
        yield turn(session, Turn.BACK)
    yield turn(session, Turn.CANCEL)
    if is_first or is_stuck or (field.kind is FieldKind.FILE and field.question):
        yield as_form(session)
    if is_stuck:
        yield turn(session, Turn.PERSON)
