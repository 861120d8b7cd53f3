"""Opening, redrawing and sending any form: what they have in common, around what each feature does."""

from dataclasses import replace

from mirps_bot.dialogue import Ask, Choice, ChoosableOption, Correct, Outbound, Redraw, Show, Submission, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.form import FieldKind, Form, InvalidForm, Problem, Problems, Raw, validate
from mirps_bot.domain.ids import SessionId, numbered
from mirps_bot.domain.person import Person
from mirps_bot.domain.session import Session
from mirps_bot.domain.update import Surface
from mirps_bot.features.answers import Answers
from mirps_bot.features.care import second_look
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.visit import Visit
from mirps_bot.knowledge import Knowledge
from mirps_bot.routes import FORMS
from mirps_bot.view.action import Action
from mirps_bot.view.blocks import Emphasis


def open_form(visit: Visit, knowledge: Knowledge, name: str, given: Context) -> Outbound:
    """The form, with what is given in its fields; or why this person can't fill it in."""
    if name not in FORMS:
        return Tell(phrase="outdated")
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    start = FORMS[name].start
    if start:
        return start(visit, visit.person, given)
    keys = {each.key for each in knowledge.content.forms[name].fields}
    raw = {key: value for key, value in given.items() if key in keys}
    return Ask(form=name, raw=raw, context={key: value for key, value in given.items() if key not in keys})


def submit_form(visit: Visit, knowledge: Knowledge, submission: Submission) -> Outbound:
    """File it; or say at each field what can't be taken."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    if submission.form not in FORMS:
        return Tell(phrase="outdated")
    form = knowledge.content.forms[submission.form]
    if _lacks_fields(form, submission):
        return Ask(form=form.name, raw=submission.raw, context=submission.context, intro="more_to_fill")
    answers = Answers(visit=visit, person=person, given=submission.raw)
    session = own_session(visit, submission.context.get("session", ""))
    try:
        values = validate(form, {**_files(form, session), **submission.raw}, answers.read)
    except InvalidForm as invalid:
        return Correct(form=form.name, problems=invalid.problems)
    filled = Filled(
        form=form,
        values=values,
        context=submission.context,
        key=f"form/{submission.key}",
        surface=Surface.FORM,
    )
    outbound = file_form(visit, person, filled)
    if session and not isinstance(outbound, Correct):
        visit.unit.sessions.remove(session)
    return with_next(outbound)


def _lacks_fields(form: Form, submission: Submission) -> bool:
    """Whether it was sent before a choice in it could bring up what it calls for."""
    shown = submission.shown
    return bool(shown) and any(each.key not in shown for each in form.asked(submission.raw))


def file_form(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """What every form does once it is filled in: a second look, then its own."""
    if problems := _second_look(visit, person, filled):
        return Correct(form=filled.form.name, problems=problems)
    return FORMS[filled.form.name].submit(visit, person, filled)


def _second_look(visit: Visit, person: Person, filled: Filled) -> Problems:
    """Where somebody's own may stand in free words."""
    found = {
        each.key: second_look(visit, person, str(filled.values[each.key]))
        for each in filled.form.fields
        if each.key in filled.values and each.has_free_words
    }
    return {
        key: Problem(phrase="looks_personal", values={"found": " · ".join(each.text for each in own)})
        for key, own in found.items()
        if own
    }


def with_next(outbound: Outbound) -> Outbound:
    """Where nothing can be asked at once, a button opens what follows."""
    if not isinstance(outbound, Show) or outbound.follows is None:
        return outbound
    following = outbound.follows
    choice = Choice(
        phrase="next_form",
        action=Action.opening(following.form, **given(following)),
        emphasis=Emphasis.PRIMARY,
    )
    return replace(outbound, follows=None, choices={**outbound.choices, "next": (choice,)})


def ways_in(ask: Ask) -> tuple[Choice, Choice]:
    """Buttons to a form: all at once, or one question at a time."""
    return (
        Choice(phrase="open_form", action=Action.opening(ask.form, **given(ask)), emphasis=Emphasis.PRIMARY),
        Choice(phrase="answer_here", action=Action.talking(ask.form, **given(ask))),
    )


def given(ask: Ask) -> dict[str, str]:
    """What a button has to carry to open this form again: ids only."""
    return {key: value for key, value in ask.context.items() if value} | {
        key: ask.raw[key] for key in ask.settled if key in ask.raw
    }


def own_session(visit: Visit, number: str) -> Session | None:
    """The form that the actor has begun, by its number."""
    session = visit.unit.sessions.find(SessionId(numbered(number)))
    return session if session and may(visit.person, Right.HANDLE_DRAFT, (session.person,)) else None


def _files(form: Form, session: Session | None) -> Raw:
    """What was attached in the conversation: no modal can show it."""
    given = session.answers if session else {}
    return {
        each.key: given[each.key] for each in form.fields if each.kind is FieldKind.FILE and each.key in given
    }


def redraw_form(visit: Visit, knowledge: Knowledge, chosen: Redraw) -> Outbound:
    """The open form again, with the fields that the choice calls for."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    if chosen.form not in FORMS:
        return Tell(phrase="outdated")
    redraw = FORMS[chosen.form].redraw
    changed = chosen.changed and knowledge.content.forms[chosen.form].field(chosen.changed)
    anew = changed and changed.redraws
    raw = redraw(visit, visit.person, chosen) if redraw and anew else chosen.raw
    return Ask(form=chosen.form, raw=raw, context=chosen.context)


def offered(visit: Visit, knowledge: Knowledge, ask: Ask) -> dict[str, tuple[ChoosableOption, ...]]:
    """By field, what can be chosen in a form that is to be shown; what stands in a field is among it."""
    if visit.person is None:
        return {}
    answers = Answers(visit=visit, person=visit.person, given=ask.raw)
    return {
        each.key: _with_chosen(answers.offered(each), answers.offered(each, chosen) if chosen else (), chosen)
        for each in knowledge.content.forms[ask.form].asked(ask.raw)
        for chosen in (ask.raw.get(each.key, ""),)
    }


def search_options(
    visit: Visit, knowledge: Knowledge, form: str, field: str, typed: str
) -> tuple[ChoosableOption, ...]:
    """What a field can be set to, narrowed by what is typed in it."""
    if visit.person is None:
        return ()
    found = knowledge.content.forms[form].field(field)
    return Answers(visit=visit, person=visit.person).offered(found, typed)


def _with_chosen(
    options: tuple[ChoosableOption, ...], close: tuple[ChoosableOption, ...], chosen: str
) -> tuple[ChoosableOption, ...]:
    if not chosen or any(each.value == chosen for each in options):
        return options
    return (*(each for each in close if each.value == chosen), *options)
