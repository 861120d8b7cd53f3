"""What follows when something is filed: a receipt, its copy, and prompts that are answered by it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Letter, Show
from mirps_bot.domain.comparison import Version, versions
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.duty import appointed
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.joint import kind_for
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pledge, Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.cycle import cycle_at
from mirps_bot.features.leave import answers_for
from mirps_bot.features.prompts import close_answered, reopen_unanswered
from mirps_bot.features.retelling import tell_anew
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

HISTORY = 50
"""How far back an earlier version is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`previous` is the stage before, None if none was ever reported."""

    update: Update
    tracked: Tracked
    previous: Stage | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReceipt:
    """A version in the place of another, or a withdrawal, and what it changed."""

    version: Version
    tracked: Tracked
    as_of: datetime


def kind_of(people: Iterable[Person], pledge: Pledge, entity: EntityId) -> UpdateKind:
    """A part goes to the lead; where the roster names nobody for the lead, an entity's word is official by itself."""
    kind = kind_for(pledge, entity)
    if kind is UpdateKind.PART and not appointed(people, pledge.entities[0]):
        return UpdateKind.UPDATE
    return kind


def receipt(visit: Visit, update: Update, tracked: Tracked) -> Show:
    correct = Choice.asking(f"correct {update.number}", "correct")
    if update.corrects is None:
        data: Receipt | CorrectionReceipt = Receipt(
            update=update, tracked=tracked, previous=stage_before(visit.unit, update), as_of=visit.now
        )
    else:
        data = CorrectionReceipt(version=version_of(visit, update), tracked=tracked, as_of=visit.now)
    return Show(
        template="update/receipt" if isinstance(data, Receipt) else "correct/receipt",
        data=data,
        choices={"correct": (correct,) if update.stands else ()},
    )


def version_of(visit: Visit, update: Update) -> Version:
    """What it changed, as far as its pledge's history is looked at."""
    history = visit.unit.updates.of_pledge(update.pledge, limit=HISTORY, parts=True)
    found = (each for each in versions(history) if each.update.id == update.id)
    return next(found, Version(update=update, before=None, changes=()))


def copy(shown: Show, update: Update, person: Person) -> Letter:
    """The receipt, to be kept in somebody's direct messages."""
    return Letter.to_person(person, copy_key(update, person.id), shown)


def copy_key(update: Update, person: PersonId) -> str:
    return f"receipt/{update.number}/{person}"


def tell(visit: Visit, about: str) -> Show | None:
    """The receipt of this update, as it stands."""
    update = visit.unit.updates.find(UpdateId(int(about)))
    tracked = visit.unit.pledges.find(update.pledge) if update else None
    return receipt(visit, update, tracked) if update and tracked else None


def follow_up(visit: Visit, update: Update, tracked: Tracked, by: Person) -> None:
    """Prompts that it answers are rewritten, and ask again if it takes back what answered them; the lead of a joint
    pledge hears of it.
    """
    tell_lead(visit, update, tracked)
    withdrawn = visit.unit.updates.find(update.corrects) if update.corrects else None
    if update.kind is UpdateKind.WITHDRAWAL and withdrawn:
        reopen_unanswered(visit, update.entity, cycle_at(visit, withdrawn.filed_at).opens)
    else:
        close_answered(visit, update.entity, by)


def tell_lead(visit: Visit, update: Update, tracked: Tracked) -> None:
    """Of a part that was given, corrected or withdrawn."""
    if tracked.pledge.is_joint and update.entity != tracked.pledge.entities[0]:
        lead = answers_for(visit, tracked.pledge.entities[0])
        if lead:
            tell_anew(visit, Story.JOINT, update.pledge, lead)


def stage_before(unit: UnitOfWork, update: Update) -> Stage | None:
    """The stage reported last before this update; None: none was."""
    return _stage_before(update, unit.updates.of_pledge(update.pledge, limit=HISTORY))


def stages_before(unit: UnitOfWork, updates: Iterable[Update]) -> Iterator[Stage | None]:
    """The same of several, in their order."""
    updates = tuple(updates)
    histories: dict[PledgeId, list[Update]] = {each.pledge: [] for each in updates}
    for said in unit.updates.of_pledges(histories):
        if said.kind is not UpdateKind.PART:
            histories[said.pledge].append(said)
    return (_stage_before(each, histories[each.pledge]) for each in updates)


def _stage_before(update: Update, history: Iterable[Update]) -> Stage | None:
    """`history`: newest first."""
    earlier = (each for each in history if each.id < update.id and each.stands)
    return next((each.report.stage for each in earlier if each.report.stage), None)
