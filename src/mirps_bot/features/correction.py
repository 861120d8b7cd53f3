"""Putting right what was filed: within the reporting cycle freely, after it with a reason; or withdrawing it."""

from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Ask, Choice, Correct, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.comparison import Version
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import UpdateId, number_in, numbered
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Update, UpdateKind
from mirps_bot.features import clearance
from mirps_bot.features.cycle import cycle_at
from mirps_bot.features.filing import version_of
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.reports import answers_of, report_of
from mirps_bot.features.visit import Visit
from mirps_bot.ports import AlreadyReplaced, NewUpdate
from mirps_bot.view.action import Action

LISTED = 5

CORRECT, WITHDRAW = "correct", "withdraw"
"""What can be done, as the form has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """The latest that an entity said and that stands."""

    updates: tuple[Update, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVersion:
    """`is_late`: the cycle in which it was filed is over, so that a reason is due."""

    version: Version
    tracked: Tracked
    is_late: bool
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """One version by its number, else the latest of the asker's entity."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    if typed := number_in(words, "a"):
        update = visit.unit.updates.find(UpdateId(numbered(typed, "a")))
        return (
            _one(visit, person, update) if update else Tell(phrase="unknown_update", values={"typed": typed})
        )
    said = visit.unit.updates.of_entity(person.entity, limit=LISTED * 2)
    updates = tuple(each for each in said if each.kind is not UpdateKind.CONFIRMATION)[:LISTED]
    return Show(
        template="correct/list",
        data=Correctable(updates=updates, as_of=visit.now),
        choices={
            "open": tuple(
                Choice.asking(f"correct {each.number}", "open_pledge", id=each.number) for each in updates
            )
        },
    )


def _one(visit: Visit, person: Person, update: Update) -> Outbound:
    tracked = visit.unit.pledges.find(update.pledge)
    if tracked is None or not may(person, Right.REPORT, (update.entity,)):
        return Tell(phrase="not_yours_to_correct", values={"number": update.number, "entity": update.entity})
    number = str(update.id)
    choices = (
        Choice(phrase="correct", action=Action.opening("correct", update=number, act=CORRECT)),
        Choice(phrase="withdraw", action=Action.opening("correct", update=number, act=WITHDRAW)),
    )
    return Show(
        template="correct/one",
        data=OneVersion(
            version=version_of(visit, update),
            tracked=tracked,
            is_late=is_late(visit, update),
            as_of=visit.now,
        ),
        choices={"correct": choices if _is_correctable(update) else ()},
    )


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form with what the version says, for its entity to change."""
    number = context.get("update", "")
    update = visit.unit.updates.find(UpdateId(numbered(number)))
    if update is None:
        return Tell(phrase="outdated")
    if not may(person, Right.REPORT, (update.entity,)):
        return Tell(phrase="not_yours_to_correct", values={"number": update.number, "entity": update.entity})
    if not _is_correctable(update):
        return Tell(phrase="not_correctable", values={"number": update.number})
    answers = clearance.returned_answers(visit, person, context) or answers_of(update.report)
    return Ask(
        form="correct",
        raw=answers | {"act": context.get("act", CORRECT)},
        context={"update": number},
        intro="reason_is_due" if is_late(visit, update) else None,
        intro_values={"number": update.number},
    )


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """File the version that takes the other's place, once."""
    number = filled.context.get("update", "")
    update = visit.unit.updates.find(UpdateId(numbered(number)))
    tracked = visit.unit.pledges.find(update.pledge) if update else None
    if update is None or tracked is None or not may(person, Right.REPORT, (update.entity,)):
        return Correct(form="correct", problems={"act": Problem(phrase="update_gone")})
    is_withdrawn = filled.values["act"] == WITHDRAW
    reason = filled.text("reason")
    # What this form does not ask for stays.
    said = replace(report_of(filled), pathway=update.report.pathway)
    report = Report() if is_withdrawn else said
    if reason is None and (is_withdrawn or is_late(visit, update)):
        return Correct(form="correct", problems={"reason": Problem(phrase="reason_needed")})
    if report == update.report:
        return Correct(form="correct", problems={"act": Problem(phrase="nothing_changed")})
    new = NewUpdate(
        pledge=update.pledge,
        kind=UpdateKind.WITHDRAWAL if is_withdrawn else update.kind,
        report=report,
        entity=update.entity,
        author=person.id,
        on_behalf=update.entity != person.entity,
        surface=filled.surface,
        filed_at=visit.now,
        submission=filled.key,
        corrects=update.id,
        reason=reason,
    )
    try:
        return clearance.file(visit, person, tracked, new)
    except AlreadyReplaced:
        return Correct(form="correct", problems={"act": Problem(phrase="already_replaced")})


def is_late(visit: Visit, update: Update) -> bool:
    """Whether the cycle in which it was filed is over."""
    return visit.now >= cycle_at(visit, update.filed_at).closes


def _is_correctable(update: Update) -> bool:
    return update.stands and update.kind in (UpdateKind.UPDATE, UpdateKind.PART)
