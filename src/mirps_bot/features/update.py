"""Reporting on a pledge by form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from mirps_bot.dialogue import Ask, ChoosableOption, Correct, Letter, Outbound, Redraw, Show, Submission, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.delivery import Inbox
from mirps_bot.domain.form import Form, InvalidForm, Problem, Values, validate
from mirps_bot.domain.ids import DraftId
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.features.mine import open_pledges
from mirps_bot.features.reminder import answered_letters
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewUpdate, UnitOfWork

CHOOSABLE = 100
PERIODS = 6
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


def ask(
    visit: Visit,
    person: Person,
    tracked: Tracked | None,
    *,
    narrative: str = "",
    draft: DraftId | None = None,
) -> Outbound:
    if tracked and not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    choosable = pledge_options(visit, person, "")
    if not choosable:
        return Tell(phrase="nothing_to_report", values={"entity": person.entity})
    if tracked is None and len(choosable) == 1:
        tracked = visit.unit.pledges.find(choosable[0].value)
    raw = _prefilled(visit, tracked)
    if narrative:
        raw |= {"narrative": narrative}
    return Ask(
        form="update",
        raw=raw,
        context={"draft": str(draft or "")},
        options=options(visit, person, tracked),
        intro="last_reported" if tracked and tracked.standing.heard_at else None,
        intro_values={"since": tracked.standing.heard_at} if tracked else {},
    )


def options(
    visit: Visit, person: Person, tracked: Tracked | None
) -> Mapping[str, tuple[ChoosableOption, ...]]:
    pledges = pledge_options(visit, person, "")
    if tracked and tracked.pledge.id not in {each.value for each in pledges}:
        pledges = (_option(tracked), *pledges)
    return {"pledges": pledges, "periods": period_options(visit)}


def pledge_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Open pledges this person may report on, the secretariat's being everybody's, narrowed by what is typed."""
    if person.is_secretariat:
        wanted = PledgeFilter(is_open=True, words=tuple(fold(typed).split()[:6]))
        return tuple(_option(each) for each in visit.unit.pledges.search(wanted, limit=CHOOSABLE + 1).items)
    if not may(person, Right.REPORT, (person.entity,)):
        return ()
    own = open_pledges(visit.unit, person.entity)
    return tuple(_option(each) for each in own if fold(typed) in _searched(each))


def period_options(visit: Visit) -> tuple[ChoosableOption, ...]:
    quarter = Quarter.of(visit.today)
    found = []
    for _ in range(PERIODS):
        found.append(ChoosableOption(value=str(quarter), label=quarter))
        quarter = quarter.previous
    return tuple(found)


def redraw(visit: Visit, chosen: Redraw) -> Outbound:
    """Another pledge was chosen: prefill from its last update, keep the words already typed."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    tracked = visit.unit.pledges.find(chosen.raw.get("pledge", ""))
    kept = chosen.raw.get("narrative", "")
    return ask(visit, visit.person, tracked, narrative=kept, draft=_draft(chosen.context))


def submit(visit: Visit, form: Form, submission: Submission) -> Outbound:
    """File it, once, and hand back a receipt; or say at each field what can't be taken."""
    person = visit.person
    if person is None:
        return Tell(phrase="not_on_roster")
    try:
        values = validate(form, submission.raw)
    except InvalidForm as invalid:
        return Correct(form=form.name, problems=invalid.problems)
    tracked = visit.unit.pledges.find(str(values["pledge"]))
    if tracked is None:
        return Correct(form=form.name, problems={"pledge": Problem(phrase="pledge_gone")})
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Correct(form=form.name, problems={"pledge": Problem(phrase="pledge_not_yours")})
    receipt = file_report(
        visit, person, tracked, _report(values), Surface.FORM, submission=f"form/{submission.key}"
    )
    if draft := _draft(submission.context):
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
    earlier = (each.report.stage for each in history if each.id < update.id)
    return next((stage for stage in earlier if stage), None)


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
            "amount": _text(report.amount),
            "currency": report.currency or "",
            "quantity": _text(report.quantity),
            "unit": report.unit or "",
            "evidence": report.evidence or "",
        }
    return raw


def _report(values: Values) -> Report:
    def text(key: str) -> str | None:
        value = values.get(key)
        return str(value) if value is not None else None

    def number(key: str) -> Decimal | None:
        value = values.get(key)
        return value if isinstance(value, Decimal) else None

    return Report(
        stage=Stage(str(values["stage"])),
        narrative=text("narrative"),
        amount=number("amount"),
        currency=text("currency") if number("amount") is not None else None,
        quantity=number("quantity"),
        unit=text("unit") if number("quantity") is not None else None,
        period=text("period"),
        evidence=text("evidence"),
    )


def _searched(tracked: Tracked) -> str:
    pledge = tracked.pledge
    return fold(
        " ".join((pledge.id, pledge.description or "", *(pledge.names.all() if pledge.names else ())))
    )


def _option(tracked: Tracked) -> ChoosableOption:
    pledge = tracked.pledge
    return ChoosableOption(value=pledge.id, label=pledge)


def _draft(context: Mapping[str, str]) -> DraftId | None:
    number = context.get("draft", "")
    return DraftId(int(number)) if number.isdigit() else None


def _text(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")
