"""Forms begun and not yet sent: listed, gone on with, handed to a colleague, or let go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Choice, Letter, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.duty import present
from mirps_bot.domain.form import FieldKind, Form
from mirps_bot.domain.ids import PersonId, SessionId
from mirps_bot.domain.language import Names
from mirps_bot.domain.person import Person
from mirps_bot.domain.session import Session, Turn
from mirps_bot.features.question import as_form, turn
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

SHOWN = 6
COLLEAGUES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A form begun. `answered` of `asked` questions have an answer."""

    id: SessionId
    title: Names
    subject: str | None
    answered: int
    asked: int
    touched_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """`begun` are forms, `replies` words that are not yet confirmed; newest first. Of either so many are `left`."""

    begun: tuple[Begun, ...]
    replies: tuple[Draft, ...]
    left: int
    replies_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A form that a colleague hands over."""

    by: Person
    begun: Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted:
    """Somebody gets no further with a question."""

    person: Person
    title: Names
    question: Names | None


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    sessions = [each for each in visit.unit.sessions.of_person(visit.person.id) if each.form in visit.forms]
    shown, replies = sessions[:SHOWN], visit.unit.drafts.of_author(visit.person.id)
    return Show(
        template="drafts/list",
        data=Drafts(
            begun=tuple(begun(visit.forms[each.form], each) for each in shown),
            replies=replies[:SHOWN],
            left=len(sessions) - len(shown),
            replies_left=len(replies[SHOWN:]),
        ),
        choices={str(each.id): _choices(each) for each in shown}
        | {f"reply-{each.id}": reply_choices(each) for each in replies[:SHOWN]},
    )


def _subject(form: Form, session: Session) -> str | None:
    """The number of the pledge that it is about."""
    asked = form.asked(session.answers)
    return next((session.answers.get(each.key) for each in asked if each.kind is FieldKind.PLEDGE), None)


def begun(form: Form, session: Session) -> Begun:
    asked = form.asked(session.answers)
    return Begun(
        id=session.id,
        title=form.title,
        subject=_subject(form, session),
        answered=sum(1 for each in asked if session.answers.get(each.key)),
        asked=len(asked),
        touched_at=session.touched_at,
        expires_at=session.expires_at,
    )


def kept(form: Form, session: Session) -> Tell:
    return Tell(
        phrase="kept",
        values={"title": form.title, "subject": _subject(form, session), "until": session.expires_at},
        choices=(_resume(session), as_form(session)),
    )


def expiring(form: Form, session: Session) -> Tell:
    """What its person is told some days before it is let go."""
    return replace(kept(form, session), phrase="expiring")


def discarded(form: Form, session: Session) -> Tell:
    """What was written comes back, in case it was not meant."""
    texts = [session.answers.get(each.key, "") for each in form.fields if each.kind.is_text]
    return Tell(phrase="discarded", values={"title": form.title, "text": max(texts, key=len, default="")})


def hand(visit: Visit, form: Form, session: Session, colleague: Sequence[str]) -> Outbound:
    """To a colleague of the same entity, with all that was answered; to whom is asked first."""
    giver = visit.person
    known = {
        str(each.id): each
        for each in present(visit.unit.people.all())
        if each.id != session.person
        and may(each, Right.REPORT, (session.entity,))
        and each.entity == session.entity
    }
    if giver is None or not known:
        return Tell(phrase="nobody_to_hand_to")
    to = known.get("".join(colleague))
    if to is None:
        colleagues = tuple(known.values())[:COLLEAGUES]
        return Tell(phrase="hand_to_whom", choices=tuple(_hand(session, each) for each in colleagues))
    handed = visit.unit.sessions.save(
        replace(session, person=PersonId(to.id), is_active=False, is_leaving=False, touched_at=visit.now)
    )
    letter = Letter.to_person(
        to,
        f"handed/{handed.id}/{handed.version}",
        Show(
            template="drafts/handed",
            data=Handed(by=giver, begun=begun(form, handed)),
            choices={"go_on": _choices(handed)},
        ),
    )
    return Tell(phrase="handed", values={"name": to.name}, replaces=True, letters=(letter,))


def call_for_help(visit: Visit, form: Form, session: Session) -> Tell:
    """Each of the secretariat is told who gets no further with what; the form waits as it is."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    wanted = HelpWanted(
        person=person,
        title=form.title,
        question=form.field(session.at).label if session.at else None,
    )
    return Tell(
        phrase="help_is_coming",
        choices=(turn(session, Turn.GO_ON), turn(session, Turn.SAVE)),
        letters=tuple(
            Letter.to_person(
                each,
                f"help/{session.id}/{session.version}/{each.id}",
                Show(template="drafts/help_wanted", data=wanted),
            )
            for each in present(visit.unit.people.all())
            if each.is_secretariat
        ),
    )


def reply_choices(draft: Draft) -> tuple[Choice, ...]:
    """Of words that are not yet confirmed, where they are listed."""
    number = (str(draft.id),)
    return (
        Choice(phrase="open_draft", action=Action(ActionName.REREAD_DRAFT, number)),
        Choice(phrase="discard_draft", action=Action(ActionName.DISCARD_DRAFT, number)),
    )


def _choices(session: Session) -> tuple[Choice, ...]:
    return (
        _resume(session),
        as_form(session),
        Choice(phrase="hand_over", action=Action(ActionName.HAND, (str(session.id),))),
        turn(session, Turn.CANCEL),
    )


def _resume(session: Session) -> Choice:
    return Choice(phrase="resume", action=Action(ActionName.RESUME, (str(session.id),)))


def _hand(session: Session, colleague: Person) -> Choice:
    return Choice(
        phrase="answer",
        values={"label": colleague},
        action=Action(ActionName.HAND, (str(session.id), str(colleague.id))),
    )
