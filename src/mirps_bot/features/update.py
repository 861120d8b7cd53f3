"""Reporting on a pledge by form."""

from types import MappingProxyType

from mirps_bot.dialogue import Ask, Correct, Outbound, Redraw, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.form import Problem, Raw
from mirps_bot.domain.ids import DraftId
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.features import clearance
from mirps_bot.features.filing import kind_of
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.lists import pledge_options
from mirps_bot.features.reading import read
from mirps_bot.features.reports import answers_of, report_of
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewUpdate


def answer(visit: Visit, words: str) -> Outbound:
    """The form, for the pledge that the words name, else to choose one."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    asked = read(visit.lexicon, words)
    tracked = visit.unit.pledges.find(words.split()[0]) if words.split() else None
    if tracked is None and (asked.rest or asked.understood.found):
        return Tell(phrase="unknown_pledge", values={"typed": words[:60]})
    return ask(visit, visit.person, tracked)


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form, from a button that may name the pledge, or a text that was returned."""
    if again := clearance.returned_answers(visit, person, context):
        return Ask(form="update", raw={"pledge": context.get("pledge", "")} | again, context={})
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
        visit, person, tracked, report_of(filled.values), filled.surface, submission=filled.key
    )
    if draft := _draft(filled.context):
        visit.unit.drafts.remove(draft)
    return receipt


def file_report(
    visit: Visit, person: Person, tracked: Tracked, report: Report, surface: Surface, *, submission: str
) -> Show:
    """File it in its author's name: as an update, or as a part of a joint pledge that another entity leads."""
    entity = person.speaks_for(tracked.pledge.entities)
    new = NewUpdate(
        pledge=tracked.pledge.id,
        kind=kind_of(visit, tracked.pledge, entity),
        report=report,
        entity=entity,
        author=person.id,
        on_behalf=entity != person.entity,
        surface=surface,
        filed_at=visit.now,
        submission=submission,
    )
    return clearance.file(visit, person, tracked, new)


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
        said = answers_of(last.report)
        raw |= {key: said[key] for key in ("amount", "quantity", "evidence")}
    return raw


def _draft(context: Context) -> DraftId | None:
    number = context.get("draft", "")
    return DraftId(int(number)) if number.isdigit() else None
