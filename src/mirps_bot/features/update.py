"""Reporting on a pledge by form."""

from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from mirps_bot.dialogue import Ask, Correct, Letter, Outbound, Redraw, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.delivery import Inbox
from mirps_bot.domain.form import Problem, Raw, Values
from mirps_bot.domain.ids import DraftId
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.lists import pledge_options
from mirps_bot.features.reminder import answered_letters
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewUpdate, UnitOfWork

HISTORY = 50
"""How far back an earlier stage is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`previous` is the stage before, None if none was ever reported."""

    update: Update
    tracked: Tracked
    previous: Stage | None
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """The form, for the pledge that the words name, else to choose one."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    tracked = visit.unit.pledges.find(words.split()[0]) if words.split() else None
    if words.split() and tracked is None:
        return Tell(phrase="unknown_pledge", values={"typed": words[:60]})
    return ask(visit, visit.person, tracked)


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form, from a button that may name the pledge."""
    return ask(visit, person, visit.unit.pledges.find(context.get("pledge", "")))


def ask(
    visit: Visit,
    person: Person,
    tracked: Tracked | None,
    *,
    answers: Raw = MappingProxyType({}),
    draft: DraftId | None = None,
) -> Outbound:
    if tracked and not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    choosable = pledge_options(visit, person, "")
    if not choosable:
        return Tell(phrase="nothing_to_report", values={"entity": person.entity})
    if tracked is None and len(choosable) == 1:
        tracked = visit.unit.pledges.find(choosable[0].value)
    return Ask(
        form="update",
        raw=_prefilled(visit, tracked) | dict(answers),
        context={"draft": str(draft or "")},
        intro="last_reported" if tracked and tracked.standing.heard_at else None,
        intro_values={"since": tracked.standing.heard_at} if tracked else {},
    )


def redraw(visit: Visit, person: Person, chosen: Redraw) -> Raw:
    """Another pledge was chosen: prefill from its last update, keep the words already typed."""
    tracked = visit.unit.pledges.find(chosen.raw.get("pledge", ""))
    return _prefilled(visit, tracked) | {"narrative": chosen.raw.get("narrative", "")}


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """File it, once, and hand back a receipt."""
    tracked = visit.unit.pledges.find(str(filled.values["pledge"]))
    if tracked is None:
        return Correct(form=filled.form.name, problems={"pledge": Problem(phrase="pledge_gone")})
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Correct(form=filled.form.name, problems={"pledge": Problem(phrase="pledge_not_yours")})
    receipt = file_report(
        visit, person, tracked, _report(filled.values), filled.surface, submission=filled.key
    )
    if draft := _draft(filled.context):
        visit.unit.drafts.remove(draft)
    return receipt


def file_report(
    visit: Visit, person: Person, tracked: Tracked, report: Report, surface: Surface, *, submission: str
) -> Show:
    """File an update in its author's name and settle the prompts it answers. A form's receipt is sent to them too."""
    entity = person.speaks_for(tracked.pledge.entities)
    update, _ = visit.unit.updates.file(
        NewUpdate(
            pledge=tracked.pledge.id,
            kind=UpdateKind.UPDATE,
            report=report,
            entity=entity,
            author=person.id,
            on_behalf=entity != person.entity,
            surface=surface,
            filed_at=visit.now,
            submission=submission,
        )
    )
    receipt = Show(
        template="update/receipt",
        data=Receipt(
            update=update,
            tracked=tracked,
            previous=stage_before(visit.unit, update),
            as_of=visit.now,
        ),
    )
    copy = Letter(key=f"receipt/{update.number}", to=Inbox(person=person.id), reader=person, show=receipt)
    is_kept = (
        surface is Surface.REPLY
    )  # it takes the draft's place in the conversation; a form leaves nothing there
    return replace(
        receipt,
        letters=(*(() if is_kept else (copy,)), *answered_letters(visit, update.entity, person)),
        replaces=is_kept,
    )


def stage_before(unit: UnitOfWork, update: Update) -> Stage | None:
    """The stage reported last before this update; None: none was."""
    history = unit.updates.of_pledge(update.pledge, limit=HISTORY)
    earlier = (each for each in history if each.id < update.id and each.stands)
    return next((each.report.stage for each in earlier if each.report.stage), None)


def _prefilled(visit: Visit, tracked: Tracked | None) -> dict[str, str]:
    """What was said last, for its author to change: the narrative and the period are asked anew."""
    if tracked is None:
        return {}
    last = visit.unit.updates.latest(tracked.pledge.id, UpdateKind.UPDATE)
    stage = tracked.standing.stage or tracked.pledge.stage
    raw = {
        "pledge": str(tracked.pledge.id),
        "stage": stage.value if stage else "",
        "period": str(Quarter.of(visit.today)),
    }
    if last:
        report = last.report
        raw |= {
            "amount": str(Money(amount=report.amount, currency=report.currency))
            if report.amount is not None and report.currency
            else "",
            "quantity": str(Quantity(number=report.quantity, unit=report.unit))
            if report.quantity is not None and report.unit
            else "",
            "evidence": report.evidence or "",
        }
    return raw


def _report(values: Values) -> Report:
    def text(key: str) -> str | None:
        return str(values[key]) if key in values else None

    amount, quantity = values.get("amount"), values.get("quantity")
    return Report(
        stage=Stage(str(values["stage"])),
        narrative=text("narrative"),
        amount=amount.amount if isinstance(amount, Money) else None,
        currency=amount.currency if isinstance(amount, Money) else None,
        quantity=quantity.number if isinstance(quantity, Quantity) else None,
        unit=quantity.unit if isinstance(quantity, Quantity) else None,
        period=text("period"),
        evidence=text("evidence"),
    )


def _draft(context: Context) -> DraftId | None:
    number = context.get("draft", "")
    return DraftId(int(number)) if number.isdigit() else None
