"""A colleague who clears what an entity says officially, where it has named one.

That nothing has changed says nothing new: it stands by what was cleared before, and is filed at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Ask, Choice, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.clearance import ClearanceState
from mirps_bot.domain.duty import present
from mirps_bot.domain.ids import ClearanceId, EntityId, numbered
from mirps_bot.domain.person import Person, Role
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Surface, UpdateKind
from mirps_bot.features import filing
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.reports import answers_of
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import open_pledge
from mirps_bot.ports import Clearance, NewUpdate
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Who clears for an entity (None: nobody does), and what waits: for the reader to clear, or of the reader's own."""

    entity: EntityId
    clearer: Person | None
    to_clear: tuple[Clearance, ...]
    own: tuple[Clearance, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A text on its way. `is_for_reader`: to clear; `author` and `clearer` are names as of now. `is_overtaken`: the
    version that it corrects has been replaced meanwhile.
    """

    clearance: Clearance
    tracked: Tracked
    author: str
    clearer: str
    is_for_reader: bool
    is_overtaken: bool
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """What waits to be cleared, and who clears; one text by its number."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    if number := numbered(words):
        return _shown_again(visit, person, ClearanceId(number))
    clearer = clearer_of(visit, person.entity)
    waiting = visit.unit.clearances.waiting(person.id)
    return Show(
        template="clearance/overview",
        data=Overview(
            entity=person.entity,
            clearer=clearer,
            to_clear=tuple(each for each in waiting if each.clearer == person.id),
            own=tuple(each for each in waiting if each.new.author == person.id),
            as_of=visit.now,
        ),
        choices={
            "open": tuple(map(open_clearance, waiting[:CANDIDATES])),
            "name": _naming(visit, person, clearer),
        },
    )


def open_clearance(clearance: Clearance) -> Choice:
    return Choice.asking(f"clearance {clearance.id}", "open_clearance", id=clearance.new.pledge)


def clearer_of(visit: Visit, entity: EntityId) -> Person | None:
    """Whoever was named, as long as they still belong to the entity and have an account."""
    named = visit.unit.clearances.clearer(entity)
    return next((each for each in _candidates(visit, entity) if each.id == named), None)


def _candidates(visit: Visit, entity: EntityId) -> tuple[Person, ...]:
    people = present(visit.unit.people.all())
    return tuple(each for each in people if each.entity == entity and each.role is not Role.OBSERVER)


# ---- on the way to the record --------------------------------------------------------------------


def file(visit: Visit, person: Person, tracked: Tracked, new: NewUpdate) -> Show:
    """File it and hand back its receipt, or lay it before whoever clears. Raises AlreadyReplaced."""
    clearer = clearer_of(visit, new.entity)
    if clearer and clearer.id != person.id:
        return _hold(visit, person, clearer, tracked, new)
    update, _ = visit.unit.updates.file(new)
    receipt = filing.receipt(visit, update, tracked)
    # It takes the place of the draft or the question in the conversation; a modal leaves nothing there.
    is_kept = new.surface is not Surface.FORM
    copies = () if is_kept else (filing.copy(receipt, update, person),)
    filing.follow_up(visit, update, tracked, person)
    return replace(receipt, letters=copies, replaces=is_kept)


def _hold(visit: Visit, person: Person, clearer: Person, tracked: Tracked, new: NewUpdate) -> Show:
    clearance, is_new = visit.unit.clearances.ask(new, clearer.id)
    shown = _pending(visit, clearance, tracked, person)
    is_kept = new.surface is not Surface.FORM
    to_clear = Letter.to_person(
        clearer, f"clearance/{clearance.id}", _pending(visit, clearance, tracked, clearer)
    )
    own = Letter.to_person(person, f"clearance/{clearance.id}/{person.id}", shown)
    letters = (to_clear,) if is_kept else (to_clear, own)
    return replace(shown, letters=letters if is_new else (), replaces=is_kept)


def clear(visit: Visit, press: Press) -> Outbound:
    """It becomes official, in its author's name, and its author gets the receipt."""
    clearance, person = _of(visit, press.action.arguments[0]), visit.person
    if clearance is None or person is None or not may(person, Right.CLEAR, (clearance.clearer,)):
        return Tell(phrase="not_yours_to_clear")
    tracked = visit.unit.pledges.find(clearance.new.pledge)
    author = visit.unit.people.find(clearance.new.author)
    if tracked is None or author is None:
        return Tell(phrase="outdated")
    if _is_overtaken(visit, clearance.new) and (letter := _give_back(visit, clearance)):
        return Tell(
            phrase="overtaken",
            values={"id": clearance.new.pledge, "author": author.name},
            replaces=True,
            letters=(letter,),
        )
    if not visit.unit.clearances.decide(clearance.id, ClearanceState.CLEARED, at=visit.now):
        return _shown_again(visit, person, clearance.id)
    update, _ = visit.unit.updates.file(replace(clearance.new, filed_at=visit.now))
    receipt = filing.receipt(visit, update, tracked)
    filing.follow_up(visit, update, tracked, author)
    return Tell(
        phrase="cleared",
        values={"number": update.number, "id": update.pledge, "author": author.name},
        replaces=True,
        letters=(filing.copy(receipt, update, author),),
    )


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form that returns a text with a comment."""
    clearance = _of(visit, context.get("clearance", ""))
    if clearance is None or not may(person, Right.CLEAR, (clearance.clearer,)):
        return Tell(phrase="not_yours_to_clear")
    return Ask(form="clearance", raw={}, context={"clearance": str(clearance.id)})


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Returned with a comment: its words become its author's draft again."""
    clearance = _of(visit, filled.context.get("clearance", ""))
    if clearance is None or not may(person, Right.CLEAR, (clearance.clearer,)):
        return Tell(phrase="not_yours_to_clear")
    letter = _give_back(visit, clearance, str(filled.values["comment"]))
    if letter is None:
        return _shown_again(visit, person, clearance.id)
    values = {"id": clearance.new.pledge, "author": letter.reader.name}
    return Tell(phrase="returned", values=values, letters=(letter,))


def give_back_unread(visit: Visit) -> tuple[Letter, ...]:
    """What waits for somebody who can't clear it any more goes back to its authors, who are told by these."""
    letters = (
        _give_back(visit, waiting)
        for person in visit.unit.people.all()
        for waiting in visit.unit.clearances.waiting(person.id)
        if waiting.clearer == person.id and not _can_clear(person, waiting)
    )
    return tuple(filter(None, letters))


def _can_clear(person: Person, waiting: Clearance) -> bool:
    """Not without an account, nor once they are of another entity or report no more."""
    is_theirs = waiting.new.entity == person.entity and may(person, Right.CLEAR, (person.id,))
    return is_theirs and not person.has_left


def _give_back(visit: Visit, clearance: Clearance, comment: str | None = None) -> Letter | None:
    """It is its author's draft again, who is told by this; None: it was decided already."""
    new, state = clearance.new, ClearanceState.RETURNED
    tracked, author = visit.unit.pledges.find(new.pledge), visit.unit.people.find(new.author)
    if tracked is None or author is None:
        return None
    if not visit.unit.clearances.decide(clearance.id, state, at=visit.now, comment=comment):
        return None
    returned = replace(clearance, state=state, comment=comment, decided_at=visit.now)
    return Letter.to_person(
        author,
        f"returned/{clearance.id}",
        replace(_pending(visit, returned, tracked, author), choices=_again(visit, returned, tracked)),
    )


def _again(visit: Visit, clearance: Clearance, tracked: Tracked) -> dict[str, tuple[Choice, ...]]:
    """The form that it came from, to be filled in with the same answers; or what stands, where that replaced it."""
    new, number = clearance.new, str(clearance.id)
    if _is_overtaken(visit, new):
        return {"again": (open_pledge(new.pledge),)}
    if new.corrects is not None:
        opening = Action.opening("correct", update=str(new.corrects), returned=number)
    else:
        form = "joint" if tracked.pledge.is_joint and new.kind is UpdateKind.UPDATE else "update"
        opening = Action.opening(form, pledge=new.pledge, returned=number)
    return {"again": (Choice(phrase="revise", action=opening, emphasis=Emphasis.PRIMARY),)}


def returned_answers(visit: Visit, person: Person, context: Context) -> dict[str, str]:
    """What its author had filled in, when a text that was returned to them is opened again; else nothing."""
    clearance = _of(visit, context.get("returned", ""))
    if clearance is None or not may(person, Right.HANDLE_DRAFT, (clearance.new.author,)):
        return {}
    return answers_of(clearance.new.report)


# ---- naming --------------------------------------------------------------------------------------


def name(visit: Visit, press: Press) -> Outbound:
    """Name who clears, or nobody."""
    person, (chosen, *_) = visit.person, press.action.arguments or ("",)
    if person is None or not may(person, Right.NAME_CLEARER, (person.entity,)):
        return Tell(phrase="not_yours_to_name")
    clearer = next((each for each in _candidates(visit, person.entity) if str(each.id) == chosen), None)
    if chosen and clearer is None:
        return Tell(phrase="outdated")
    visit.unit.clearances.name(person.entity, clearer.id if clearer else None, by=person.id, at=visit.now)
    if clearer is None:
        return Tell(phrase="nobody_clears", values={"entity": person.entity}, replaces=True)
    return Tell(phrase="clearer_named", values={"name": clearer.name, "entity": person.entity}, replaces=True)


def _naming(visit: Visit, person: Person, clearer: Person | None) -> tuple[Choice, ...]:
    if not may(person, Right.NAME_CLEARER, (person.entity,)):
        return ()
    colleagues = [each for each in _candidates(visit, person.entity) if each != clearer]
    named = tuple(
        Choice(
            phrase="name_clearer",
            values={"person": each.name},
            action=Action(ActionName.NAME_CLEARER, (str(each.id),)),
        )
        for each in colleagues[:CANDIDATES]
    )
    nobody = Choice(phrase="name_no_clearer", action=Action(ActionName.NAME_CLEARER, ("",)))
    return (*named, nobody) if clearer else named


# ---- inside --------------------------------------------------------------------------------------


def _of(visit: Visit, number: str) -> Clearance | None:
    return visit.unit.clearances.find(ClearanceId(numbered(number)))


def _is_overtaken(visit: Visit, new: NewUpdate) -> bool:
    """Whether the version that it corrects has been replaced meanwhile."""
    corrected = visit.unit.updates.find(new.corrects) if new.corrects else None
    return corrected is not None and not corrected.stands


def _shown_again(visit: Visit, person: Person, number: ClearanceId) -> Outbound:
    clearance = visit.unit.clearances.find(number)
    tracked = visit.unit.pledges.find(clearance.new.pledge) if clearance else None
    if clearance is None or tracked is None or person.id not in (clearance.clearer, clearance.new.author):
        return Tell(phrase="not_yours_to_clear")
    return _pending(visit, clearance, tracked, person)


def _pending(visit: Visit, clearance: Clearance, tracked: Tracked, reader: Person) -> Show:
    author = visit.unit.people.find(clearance.new.author)
    clearer = visit.unit.people.find(clearance.clearer)
    is_for_reader = reader.id == clearance.clearer and clearance.state is ClearanceState.WAITING
    return Show(
        template="clearance/one",
        data=Pending(
            clearance=clearance,
            tracked=tracked,
            author=author.name if author else "",
            clearer=clearer.name if clearer else "",
            is_for_reader=is_for_reader,
            is_overtaken=_is_overtaken(visit, clearance.new),
            as_of=visit.now,
        ),
        choices={"decide": _deciding(clearance) if is_for_reader else ()},
    )


def _deciding(clearance: Clearance) -> tuple[Choice, ...]:
    return (
        Choice(
            phrase="clear",
            action=Action(ActionName.CLEAR, (str(clearance.id),)),
            emphasis=Emphasis.PRIMARY,
        ),
        Choice(phrase="return", action=Action.opening("clearance", clearance=str(clearance.id))),
    )
