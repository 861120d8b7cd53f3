"""Joint pledges: who has given its part, and one update made of all parts by the lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mirps_bot.dialogue import Ask, Choice, Correct, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Quarter, local_day
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.joint import Consolidation, consolidate, may_read_part
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features import clearance
from mirps_bot.features.cycle import cycle_at
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.leave import answers_for
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.pledges import report_choices
from mirps_bot.features.reading import number_in, read
from mirps_bot.features.reports import report_of
from mirps_bot.features.visit import Visit
from mirps_bot.ports import AlreadyReplaced, NewUpdate
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN = 8
HISTORY = 200
"""More than is said of one pledge in a cycle."""
NARRATIVE = 3000
"""As much as the form's narrative takes."""
NUDGE_EVERY = 7
"""Days between two nudges of the same entity about the same pledge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointList:
    consolidations: tuple[Consolidation, ...]
    entity: EntityId
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one entity said, and the language its author writes in."""

    update: Update
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class OneJoint:
    """`parts` and `supporting` (what members reported on records of their own, counted there) are for the lead;
    others see their own part.
    """

    consolidation: Consolidation
    tracked: Tracked
    parts: tuple[Part, ...]
    supporting: tuple[Part, ...]
    is_lead: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """The lead asks for a part that is missing."""

    tracked: Tracked
    lead: EntityId
    by: str
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """One joint pledge by its number, else those of the asker's entity."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    if number := number_in(read(visit.lexicon, words), words):
        tracked = visit.unit.pledges.find(number)
        return (
            _one(visit, person, tracked)
            if tracked
            else Tell(phrase="unknown_pledge", values={"typed": number})
        )
    own = open_pledges(visit.unit, person.entity, is_joint=True)
    found = tuple(consolidation(visit, each.pledge) for each in own[:SHOWN])
    return Show(
        template="joint/list",
        data=JointList(consolidations=found, entity=person.entity, as_of=visit.now),
        choices={
            "open": tuple(
                Choice.asking(f"joint {each.pledge.id}", "open_pledge", id=each.pledge.id) for each in found
            )
        },
    )


def _one(visit: Visit, person: Person, tracked: Tracked) -> Outbound:
    if not tracked.pledge.is_joint:
        return Tell(phrase="not_joint", values={"id": tracked.pledge.id})
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    found = consolidation(visit, tracked.pledge)
    is_lead = may(person, Right.REPORT, (found.lead,))
    return Show(
        template="joint/one",
        data=OneJoint(
            consolidation=found,
            tracked=tracked,
            parts=_parts(
                visit, (each for each in found.parts if may_read_part(person, tracked.pledge, each.entity))
            ),
            supporting=_parts(visit, _supporting(visit, tracked)) if is_lead else (),
            is_lead=is_lead,
            as_of=visit.now,
        ),
        choices=_lead_choices(found) if is_lead else {"report": report_choices(tracked, Emphasis.PRIMARY)},
    )


def tell(visit: Visit, about: str) -> Show | None:
    """What the lead reads, as it stands."""
    tracked = visit.unit.pledges.find(about)
    shown = _one(visit, visit.person, tracked) if tracked and visit.person else None
    return shown if isinstance(shown, Show) else None


def nudge(visit: Visit, press: Press) -> Outbound:
    """Ask those that have given no part, in private, each at most once a week."""
    tracked, person = visit.unit.pledges.find(press.action.arguments[0]), visit.person
    if tracked is None or person is None or not tracked.pledge.is_joint:
        return Tell(phrase="outdated")
    found = consolidation(visit, tracked.pledge)
    if not may(person, Right.REPORT, (found.lead,)):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": (found.lead,)})
    letters = tuple(
        letter for entity in found.waiting if (letter := _nudging(visit, person, tracked, found.lead, entity))
    )
    asked = tuple(each.reader.entity for each in letters)
    return Tell(
        phrase="nudged" if letters else "nudged_already",
        values={"id": tracked.pledge.id, "entities": asked},
        letters=letters,
    )


def _nudging(
    visit: Visit, person: Person, tracked: Tracked, lead: EntityId, entity: EntityId
) -> Letter | None:
    """None: there is nobody to ask, or they were asked within the week."""
    reader = answers_for(visit, entity)
    keys = tuple(
        f"nudge/{tracked.pledge.id}/{entity}/{visit.now.date() - timedelta(days=ago)}"
        for ago in range(NUDGE_EVERY)
    )
    if reader is None or visit.unit.deliveries.known(keys):
        return None
    return Letter.to_person(
        reader,
        keys[0],
        Show(
            template="joint/nudge",
            data=Nudge(tracked=tracked, lead=lead, by=person.name, as_of=visit.now),
            choices={"report": report_choices(tracked, Emphasis.PRIMARY)},
        ),
    )


# ---- the lead's update ---------------------------------------------------------------------------


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form with all parts in it, attributed and in their own language, for the lead to edit."""
    tracked = visit.unit.pledges.find(context.get("pledge", ""))
    if tracked is None or not tracked.pledge.is_joint:
        return Tell(phrase="outdated")
    found = consolidation(visit, tracked.pledge)
    if not may(person, Right.REPORT, (found.lead,)):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": (found.lead,)})
    stage = tracked.stage
    drafted = {
        "stage": stage or "",
        "narrative": _merged(visit, person, found),
        "amount": str(found.total or ""),
        "period": str(Quarter.of(local_day(visit.now, person.time_zone))),
    }
    answers = clearance.returned_answers(visit, person, context) or drafted
    return Ask(form="joint", raw=answers, context={"pledge": str(tracked.pledge.id)})


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """File one official update for all; in a cycle that has one already it takes its place."""
    tracked = visit.unit.pledges.find(filled.context.get("pledge", ""))
    if tracked is None or not tracked.pledge.is_joint:
        return Correct(form="joint", problems={"stage": Problem(phrase="pledge_gone")})
    found = consolidation(visit, tracked.pledge)
    if not may(person, Right.REPORT, (found.lead,)):
        return Correct(form="joint", problems={"stage": Problem(phrase="pledge_not_yours")})
    report = report_of(filled)
    if found.official and found.official.report == report:
        return Correct(form="joint", problems={"stage": Problem(phrase="nothing_changed")})
    new = NewUpdate(
        pledge=tracked.pledge.id,
        kind=UpdateKind.UPDATE,
        report=report,
        entity=found.lead,
        author=person.id,
        on_behalf=found.lead != person.entity,
        surface=filled.surface,
        filed_at=visit.now,
        submission=filled.key,
        corrects=found.official.id if found.official else None,
    )
    try:
        return clearance.file(visit, person, tracked, new)
    except AlreadyReplaced:
        return Correct(form="joint", problems={"stage": Problem(phrase="already_replaced")})


# ---- inside --------------------------------------------------------------------------------------


def consolidation(visit: Visit, pledge: Pledge) -> Consolidation:
    opens = cycle_at(visit, visit.now).opens
    said = visit.unit.updates.of_pledge(pledge.id, limit=HISTORY, parts=True)
    return consolidate(pledge, (each for each in said if each.filed_at >= opens))


def _supporting(visit: Visit, tracked: Tracked) -> Iterable[Update]:
    """What was reported in this cycle on records that support the pledge."""
    opens = cycle_at(visit, visit.now).opens
    for pledge in visit.unit.pledges.supporting(tracked.pledge.id):
        last = visit.unit.updates.latest(pledge.id, UpdateKind.UPDATE)
        if last and last.filed_at >= opens:
            yield last


def _parts(visit: Visit, updates: Iterable[Update]) -> tuple[Part, ...]:
    return tuple(Part(update=each, language=_language(visit, each)) for each in updates)


def _language(visit: Visit, update: Update) -> Language:
    author = visit.unit.people.find(update.author)
    return author.language if author else Language.ES


def _merged(visit: Visit, person: Person, found: Consolidation) -> str:
    """Whose words they are, in which language, and the words as they were written."""
    told = [each for each in found.parts if each.report.narrative]
    share = NARRATIVE // max(len(told), 1)
    lines = []
    for each in told:
        names = visit.entities[each.entity].names
        head = f"{names.in_language(person.language)} ({_language(visit, each)}): "
        lines.append(head + (each.report.narrative or "")[: share - len(head) - 2])
    return "\n\n".join(lines)


def _lead_choices(found: Consolidation) -> dict[str, tuple[Choice, ...]]:
    number = str(found.pledge.id)
    draft = Choice(
        phrase="draft_joint",
        action=Action.opening("joint", pledge=number),
        emphasis=Emphasis.PRIMARY if found.is_open else Emphasis.NONE,
    )
    remind = Choice(phrase="nudge_rest", action=Action(ActionName.NUDGE, (number,)))
    return {"lead": (draft, remind) if found.waiting else (draft,)}
