"""A reply in words: kept as a draft until its author says that it is an update."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.ids import DraftId, EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface
from mirps_bot.features.mine import open_pledges
from mirps_bot.features.update import ask, file_report
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

CHOICES = 5
MAX_LENGTH = 3000
"""As long as the form's own narrative; a longer reply is kept whole and shortened by its author in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`pledges` are the ones it may be about, the likeliest first; one means that nothing needs choosing."""

    draft: Draft
    pledges: tuple[Tracked, ...]
    is_reply: bool
    as_of: datetime


def keep(visit: Visit, person: Person, text: str, *, entity: EntityId, is_reply: bool) -> Outbound:
    """Keep these words and ask their author what they are about."""
    pledges = open_pledges(visit.unit, entity)
    if not pledges or not may(person, Right.REPORT, (entity,)):
        return Tell(phrase="nothing_to_report", values={"entity": entity})
    only = pledges[0].pledge.id if len(pledges) == 1 else None
    draft = visit.unit.drafts.keep(author=person.id, entity=entity, pledge=only, text=text, said_at=visit.now)
    return Show(
        template="update/draft",
        data=Reading(draft=draft, pledges=pledges[:CHOICES], is_reply=is_reply, as_of=visit.now),
        choices={"file": _choices(draft, pledges)},
    )


def _choices(draft: Draft, pledges: tuple[Tracked, ...]) -> tuple[Choice, ...]:
    number = str(draft.id)
    file = tuple(
        Choice(
            phrase="file_draft" if len(pledges) == 1 else "file_draft_on",
            values={"id": each.pledge.id},
            action=Action(ActionName.FILE_DRAFT, (number, each.pledge.id)),
            emphasis=Emphasis.PRIMARY if len(pledges) == 1 else Emphasis.NONE,
        )
        for each in pledges[:CHOICES]
        if len(draft.text) <= MAX_LENGTH
    )
    return (
        *file,
        Choice(phrase="edit_draft", action=Action(ActionName.EDIT_DRAFT, (number,))),
        Choice(phrase="discard_draft", action=Action(ActionName.DISCARD_DRAFT, (number,))),
    )


def file(visit: Visit, press: Press) -> Outbound:
    """Its author confirms: the words become an update, the stage stays what it was."""
    number, pledge = press.action.arguments
    draft, person = _own(visit, number), visit.person
    tracked = visit.unit.pledges.find(pledge)
    if draft is None or person is None or tracked is None:
        return Tell(phrase="draft_gone")
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    visit.unit.drafts.remove(draft.id)
    report = Report(stage=tracked.standing.stage or tracked.pledge.stage, narrative=draft.text)
    return file_report(visit, person, tracked, report, Surface.REPLY, submission=f"draft/{draft.id}")


def edit(visit: Visit, press: Press) -> Outbound:
    """The form, with the words already in it."""
    draft, person = _own(visit, press.action.arguments[0]), visit.person
    if draft is None or person is None:
        return Tell(phrase="draft_gone")
    tracked = visit.unit.pledges.find(draft.pledge) if draft.pledge else None
    return ask(visit, person, tracked, narrative=draft.text, draft=draft.id)


def discard(visit: Visit, press: Press) -> Outbound:
    draft = _own(visit, press.action.arguments[0])
    if draft is None or not visit.unit.drafts.remove(draft.id):
        return Tell(phrase="draft_gone")
    return Tell(phrase="draft_discarded", values={"text": draft.text[:200]}, replaces=True)


def _own(visit: Visit, number: str) -> Draft | None:
    draft = visit.unit.drafts.find(DraftId(int(number))) if number.isdigit() else None
    return draft if draft and may(visit.person, Right.HANDLE_DRAFT, (draft.author,)) else None
