"""What a person did becomes what they are shown: answered, worded in their language, and what else is owed by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import (
    Answer,
    Ask,
    Asked,
    Call,
    Choice,
    Correct,
    Corrected,
    HomeOpened,
    Inbound,
    Letter,
    Outbound,
    Press,
    Redraw,
    Said,
    Show,
    Shown,
    Silence,
    Submission,
    Tell,
)
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.delivery import Edit, Inbox, Owed, Prepared, Sent, Spot
from mirps_bot.domain.form import FieldKind
from mirps_bot.domain.person import Actor
from mirps_bot.domain.text import storable
from mirps_bot.features import home
from mirps_bot.features.visit import Visit
from mirps_bot.filling import offered, redraw_form, submit_form, ways_in
from mirps_bot.knowledge import Knowledge
from mirps_bot.listening import answer_call, answer_press, answer_said, language_of
from mirps_bot.meanings import LONGEST_QUESTION
from mirps_bot.own_words import writes
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Buttons, Divider, Heading, Note, Paragraph, Plain, View
from mirps_bot.view.codec import dump_view
from mirps_bot.view.form import ShownForm

A_TURN = timedelta(hours=1)
"""How long an answer to what was said in a conversation is worth giving."""


def reply(visit: Visit, knowledge: Knowledge, inbound: Inbound) -> Answer:
    """What the actor is shown for what they did; letters to others are owed in the same unit of work."""
    if isinstance(inbound, Call | Press | Said):
        visit = replace(visit, place=inbound.place)
    outbound = _answered(visit, knowledge, inbound)
    if isinstance(inbound, Submission) and inbound.stays and isinstance(outbound, Show):
        outbound = _without_copy(visit, outbound)
    return _worded(visit, knowledge, outbound)


def _without_copy(visit: Visit, answer: Show) -> Show:
    """Whoever has the answer before them is not sent it once more, perhaps on another platform."""
    own = visit.person and Inbox(person=visit.person.id)
    others = (each for each in answer.letters if each.to != own or each.show.data != answer.data)
    return replace(answer, letters=tuple(others))


def addressed(knowledge: Knowledge, inbound: Inbound) -> Actor:
    """Whoever nothing else is known of is answered in the language they ask in."""
    actor = inbound.actor
    match inbound:
        case Call(words=words) | Said(text=words) if actor.is_language_guessed:
            return replace(actor, language=language_of(knowledge, words) or actor.language)
        case _:
            return actor


def only_reads(knowledge: Knowledge, inbound: Inbound) -> bool:
    """Asking changes nothing: such units of work need not wait for anybody who writes."""
    match inbound:
        case Call(words=words) | Press(action=Action(ActionName.ASK, (words,))):
            return not writes(knowledge, words)
        case Redraw() | HomeOpened():
            return True
        case Press():
            return inbound.action.name in (
                ActionName.REPORT,
                ActionName.OPEN_FORM,
                ActionName.RESUME_FORM,
                ActionName.EDIT_DRAFT,
            )
        case Said() | Submission():
            return False


def _answered(visit: Visit, knowledge: Knowledge, inbound: Inbound) -> Outbound:
    match inbound:
        case Call():
            return answer_call(visit, knowledge, storable(inbound.words))
        case Press():
            return answer_press(visit, knowledge, inbound)
        case Said():
            return answer_said(visit, knowledge, inbound)
        case Submission():
            return submit_form(visit, knowledge, inbound)
        case Redraw():
            return redraw_form(visit, knowledge, inbound)
        case HomeOpened():
            return home.answer(visit, "")


def _worded(visit: Visit, knowledge: Knowledge, outbound: Outbound) -> Answer:
    reader = Reader.of(visit.actor)
    match outbound:
        case Silence():
            return outbound
        case Ask():
            form = knowledge.content.forms[outbound.form]
            options = offered(visit, knowledge, outbound)
            late = Tell(phrase="form_not_opened", choices=ways_in(outbound))
            return Asked(
                form=knowledge.composer.form(outbound, form, options, reader),
                invitation=knowledge.composer.tell(late, reader),
            )
        case Correct():
            form = knowledge.content.forms[outbound.form]
            return Corrected(errors=knowledge.composer.problems(form, outbound.problems, reader))
        case Show() | Tell():
            owe_letters(visit.unit, knowledge, outbound.letters, visit.now)
            return shown(visit, knowledge, outbound)


def shown(visit: Visit, knowledge: Knowledge, outbound: Show | Tell) -> Shown:
    reader = Reader.of(visit.actor)
    if isinstance(outbound, Tell):
        reader = replace(reader, language=outbound.language or reader.language)
        view = knowledge.composer.tell(outbound, reader)
    else:
        share = {"share": _share_choices(visit, outbound)}
        view = knowledge.composer.show(replace(outbound, choices={**outbound.choices, **share}), reader)
        if outbound.read_as:
            read_as = knowledge.composer.said("read_as", reader, {"words": outbound.read_as})
            view = replace(view, blocks=(Note((Plain(read_as),)), *view.blocks))
    if outbound.below:
        view = view.with_blocks(Divider(), *shown(visit, knowledge, outbound.below).view.blocks)
    return Shown(view=view, replaces=outbound.replaces)


def _share_choices(visit: Visit, show: Show) -> tuple[Choice, ...]:
    """Answers in a channel are private until somebody of the roster shares them there."""
    if (
        not show.shareable
        or not may(visit.person, Right.SHARE)
        or visit.place is None
        or visit.place.is_direct
    ):
        return ()
    return (Choice(phrase="share", action=Action(ActionName.SHARE, (show.shareable[:LONGEST_QUESTION],))),)


def owe_letters(unit: UnitOfWork, knowledge: Knowledge, letters: Sequence[Letter], now: datetime) -> None:
    """Messages to others than the actor, and new texts of messages that stand, each in its reader's language."""
    owed = []
    for letter in letters:
        reader = Reader.of(letter.reader)
        view = knowledge.composer.show(letter.show, reader)
        if letter.signed_by:
            signature = knowledge.composer.said("shared_by", reader, {"name": letter.signed_by})
            view = view.with_blocks(Note((Plain(signature),)))
        text = dump_view(view)
        content = (
            Edit(of=letter.to, view=text)
            if isinstance(letter.to, Sent)
            else Prepared(to=letter.to, view=text)
        )
        owed.append(Owed.at_once(letter.key, content, now))
    unit.deliveries.owe(owed)


def in_a_message(visit: Visit, knowledge: Knowledge, inbound: Inbound, answer: Answer) -> Answer:
    """The answer where forms are messages: what follows from a form takes the place of its message."""
    match answer:
        case Shown():
            return replace(answer, replaces=answer.replaces or isinstance(inbound, Submission | Redraw))
        case Asked() if isinstance(inbound, Redraw):
            anew = replace(answer.form, before=inbound.before)
            return Shown(view=_form_view(visit, knowledge, anew, more="more_to_fill"), replaces=True)
        case Asked(form=form):
            offered = [each for each in answer.invitation.blocks if isinstance(each, Buttons)]
            talk = [each for row in offered for each in row.buttons if each.action.name is ActionName.TALK]
            return Shown(view=_form_view(visit, knowledge, form).with_blocks(Buttons(tuple(talk))))
        case Corrected(errors=errors) if isinstance(inbound, Submission):
            as_typed = Redraw(
                actor=inbound.actor,
                form=inbound.form,
                raw=inbound.raw,
                context=inbound.context,
                changed="",
            )
            again = reply(visit, knowledge, as_typed)
            if not isinstance(again, Asked):
                return again
            form = replace(again.form, before=inbound.before, problems=errors)
            return Shown(view=_form_view(visit, knowledge, form), replaces=True)
        case _:
            return answer


def _form_view(visit: Visit, knowledge: Knowledge, form: ShownForm, *, more: str | None = None) -> View:
    """No message can take a file: that is said."""
    fields = tuple(each for each in form.fields if each.kind is not FieldKind.FILE)
    told = [more] if more else []
    told += ["no_file_here"] if len(fields) < len(form.fields) else []
    reader = Reader.of(visit.actor)
    lines = [form.intro, *(knowledge.composer.said(each, reader, {}) for each in told)]
    paragraphs = (Paragraph((Plain(line),)) for line in lines if line)
    return View(
        summary=form.title,
        blocks=(Heading(form.title), *paragraphs),
        form=replace(form, fields=fields, intro=None),
    )


def owe_answer(
    unit: UnitOfWork,
    arrival_id: str,
    answer: Answer,
    reply_to: Spot,
    now: datetime,
    stands_on: Sent | None = None,
) -> None:
    """What answers an arrival, once: whoever works it again owes nothing more. `stands_on`: the message that it may
    take the place of.
    """
    if isinstance(answer, Shown):
        text = dump_view(answer.view)
        content = (
            Edit(of=stands_on, view=text)
            if stands_on and answer.replaces
            else Prepared(to=reply_to, view=text)
        )
        owed = Owed.at_once(f"answer/{arrival_id}", content, now, within=A_TURN)
        unit.deliveries.owe([owed])
