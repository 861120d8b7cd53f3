"""Reporting on a pledge by form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from mirps_bot.dialogue import Ask, Choice, Correct, Outbound, Redraw, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.form import Problem, Raw, written
from mirps_bot.domain.ids import DraftId, EntityId, numbered
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import ContributionType
from mirps_bot.domain.query import Facet, Tracked
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.features import clearance, mine, pledges
from mirps_bot.features.filing import kind_of
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.lists import pledge_options
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.reading import number_in, read
from mirps_bot.features.reports import answers_of, report_of
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewUpdate
from mirps_bot.view.blocks import Emphasis

FOR = "for"
"""Names in a form's context the entity that it is filed for, where that is not its author's to begin with."""
SITTING = 20
"""So many pledges in one sitting at most."""
IN_NAME_OF = (Facet.ENTITY, Facet.OWNER, Facet.BENEFICIARY)
"""How an entity is named that is reported for: for Canada, by Canada, in Canada's name."""
TIMES = (Facet.YEAR, Facet.SINCE, Facet.BEFORE)
CARRIED = ("period", "evidence")
"""What is asked once for all pledges of a sitting, and may be changed for each."""


def answer(visit: Visit, words: str) -> Outbound:
    """The form, for the pledge that the words name, with what is said of it after a colon; else to choose one."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    asked = read(visit.lexicon, words)
    number = number_in(asked, words)
    tracked = visit.unit.pledges.find(number) if number else None
    if number and tracked is None:
        return Tell(phrase="unknown_pledge", values={"typed": number})
    others = set(asked.entities) - {visit.person.entity}
    if tracked is None and (owed := mine.owed_by(visit, visit.person, words, others, names=IN_NAME_OF)):
        return owed
    names = [each for each in asked.understood.found if each.facet not in TIMES]
    made_by = [
        EntityId(key)
        for each in names
        if each.facet is Facet.OWNER and not each.is_group
        for _, key in each.meant
    ]
    if tracked is None and made_by and not any(may(visit.person, Right.REPORT, (key,)) for key in made_by):
        return _not_ones_own(made_by[0])
    if tracked is None and names and not asked.rest and not asked.mine:
        return pledges.answer(visit, words)
    named = read(visit.lexicon, words.partition(": ")[0]).entities if tracked else ()
    makers = tuple(each for each in tracked.pledge.entities if each in named) if tracked else ()
    if tracked and named and not makers and may(visit.person, Right.REPORT, named):
        return _not_its_maker(tracked, named[0])
    entity = makers[0] if len(makers) == 1 else None
    is_unchanged = tracked and entity in (None, visit.person.speaks_for(tracked.pledge.entities))
    if (
        tracked
        and is_unchanged
        and visit.labels["nochange"].read(words).terms
        and _may_report(visit.person, tracked)
    ):
        report, unchanged = pledges.report_choices(tracked, Emphasis.NONE)
        values = {"id": tracked.pledge.id}
        return Tell(phrase="no_change_or_report", values=values, choices=(unchanged, report))
    said = words.partition(": ")[2].strip() if tracked else ""
    return ask(visit, visit.person, tracked, entity=entity, answers={"narrative": said} if said else {})


def _may_speak_for(person: Person, tracked: Tracked, entity: EntityId) -> bool:
    return entity in tracked.pledge.entities and may(person, Right.REPORT, (entity,))


def _may_report(person: Person, tracked: Tracked) -> bool:
    return may(person, Right.REPORT, tracked.pledge.entities) and not pledges.is_closed(tracked)


def _not_ones_own(entity: EntityId) -> Tell:
    """What is asked for in another entity's name; its pledges can be read, one's own reported on."""
    return Tell(
        phrase="reported_by_itself",
        values={"entity": entity},
        choices=(
            Choice.asking(f"pledges {Facet.OWNER}:{entity}", "ask_pledges"),
            Choice.asking("mine", "ask_mine"),
        ),
    )


def _not_its_maker(tracked: Tracked, entity: EntityId) -> Tell:
    """Who did not make a pledge has nothing to report on it; those who did are named."""
    return Tell(
        phrase="not_its_maker",
        values={"id": tracked.pledge.id, "entity": entity, "owners": tracked.pledge.entities},
        choices=pledges.report_choices(tracked, Emphasis.NONE)[:1],
    )


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form, from a button that may name the pledge, ask for all of them one after the other, or bring back a
    text that was returned.
    """
    if again := clearance.returned_answers(visit, person, context):
        raw = {"pledge": context.get("pledge", "")} | again
        return Ask(form="update", raw=_with_figures(raw, None), settled=("pledge",))
    sitting = tuple(filter(None, context.get("then", "").split(",")))
    if context.get("all"):
        owed = open_pledges(visit.unit, person.entity)[:SITTING]
        first, *rest = (*(each.pledge.id for each in owed), "")
        context = {**context, "pledge": first}
        sitting = tuple(filter(None, rest))
    carried = {key: context[key] for key in CARRIED if context.get(key)}
    tracked = visit.unit.pledges.find(context.get("pledge", ""))
    entity = EntityId(context[FOR]) if context.get(FOR) else None
    return ask(visit, person, tracked, entity=entity, sitting=sitting, carried=carried)


def ask(
    visit: Visit,
    person: Person,
    tracked: Tracked | None,
    *,
    entity: EntityId | None = None,
    answers: Raw = MappingProxyType({}),
    draft: DraftId | None = None,
    sitting: Sequence[str] = (),
    carried: Raw = MappingProxyType({}),
) -> Outbound:
    """`entity`: of those that made it, in whose name.

    `sitting`: the pledges to go on with after this one, `carried`: the answers common to them all.
    """
    if tracked and not may(person, Right.REPORT, tracked.pledge.entities):
        return Tell(phrase="not_yours", values={"id": tracked.pledge.id, "owners": tracked.pledge.entities})
    if tracked is None:
        choosable = pledge_options(visit, person, "")
        if not choosable:
            return Tell(phrase="nothing_to_report", values={"entity": person.entity})
        tracked = visit.unit.pledges.find(choosable[0].value) if len(choosable) == 1 else None
    own = person.speaks_for(tracked.pledge.entities) if tracked else person.entity
    entity = entity if tracked and entity and _may_speak_for(person, tracked, entity) else own
    since = tracked.standing.heard_at if tracked else None
    context = {"draft": str(draft)} if draft else {}
    if entity != own:
        context[FOR] = entity
    if sitting:
        context |= {"then": ",".join(sitting), **carried}
    return Ask(
        form="update",
        raw=_with_figures(_prefilled(visit, tracked) | {**answers, **carried}, tracked),
        context=context,
        settled=("pledge",) if tracked else (),
        intro=_intro(person, entity, since),
        intro_values={"entity": entity, "since": since},
    )


def _intro(person: Person, entity: EntityId, since: datetime | None) -> str | None:
    """When it was last reported on; to the secretariat, for whom it is filed."""
    if entity != person.entity:
        return "reported_for"
    return "last_reported" if since else None


def redraw(visit: Visit, person: Person, chosen: Redraw) -> Raw:
    """Another pledge was chosen: prefill from its last update, keep the words already typed."""
    tracked = visit.unit.pledges.find(chosen.raw.get("pledge", ""))
    return _with_figures(_prefilled(visit, tracked) | {"narrative": chosen.raw.get("narrative", "")}, tracked)


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """File it, once, and hand back a receipt."""
    tracked = visit.unit.pledges.find(str(filled.values["pledge"]))
    if tracked is None:
        return Correct(form=filled.form.name, problems={"pledge": Problem(phrase="pledge_gone")})
    if not may(person, Right.REPORT, tracked.pledge.entities):
        return Correct(form=filled.form.name, problems={"pledge": Problem(phrase="pledge_not_yours")})
    entity = EntityId(filled.context[FOR]) if filled.context.get(FOR) else None
    if entity and not _may_speak_for(person, tracked, entity):
        return Correct(form=filled.form.name, problems={"pledge": Problem(phrase="pledge_not_yours")})
    attached = filled.values.get("document")
    receipt = file_report(
        visit,
        person,
        tracked,
        report_of(filled),
        filled.surface,
        submission=filled.key,
        entity=entity,
        attached=attached if isinstance(attached, Attachment) else None,
    )
    if draft := own_draft(visit, filled.context.get("draft", "")):
        visit.unit.drafts.remove(draft.id)
    return replace(receipt, follows=_following(visit, person, filled))


def _following(visit: Visit, person: Person, filled: Filled) -> Ask | None:
    """The form for the next pledge of this sitting, with what is the same for all of them."""
    following, *sitting = (*filter(None, filled.context.get("then", "").split(",")), "")
    if not following:
        return None
    carried = {key: written(filled.values[key]) for key in CARRIED if key in filled.values}
    rest = tuple(filter(None, sitting))
    asked = ask(visit, person, visit.unit.pledges.find(following), sitting=rest, carried=carried)
    return asked if isinstance(asked, Ask) else None


def file_report(
    visit: Visit,
    person: Person,
    tracked: Tracked,
    report: Report,
    surface: Surface,
    *,
    submission: str,
    entity: EntityId | None = None,
    attached: Attachment | None = None,
) -> Show:
    """File it for this entity, else for the one that its author speaks for: as an update, or as a part of a joint
    pledge that another entity leads.
    """
    entity = entity or person.speaks_for(tracked.pledge.entities)
    new = NewUpdate(
        pledge=tracked.pledge.id,
        kind=kind_of(visit.unit.people.all(), tracked.pledge, entity),
        report=report,
        entity=entity,
        author=person.id,
        on_behalf=entity != person.entity,
        surface=surface,
        filed_at=visit.now,
        submission=submission,
        attached=attached,
    )
    return clearance.file(visit, person, tracked, new)


def _prefilled(visit: Visit, tracked: Tracked | None) -> dict[str, str]:
    """What was said last, for its author to change: the narrative and the period are asked anew."""
    if tracked is None:
        return {}
    last = visit.unit.updates.latest(tracked.pledge.id, UpdateKind.UPDATE)
    stage = tracked.stage
    raw = {
        "pledge": str(tracked.pledge.id),
        "stage": stage.value if stage else "",
        "period": str(Quarter.of(visit.today)),
    }
    if last:
        said = answers_of(last.report)
        raw |= {key: said[key] for key in ("amount", "quantity", "pathway", "evidence")}
    return raw


_FIGURES = {
    ContributionType.FINANCIAL: "money",
    ContributionType.MATERIAL: "help",
    ContributionType.TECHNICAL: "help",
    ContributionType.PLACES: "places",
}


def _with_figures(raw: Raw, tracked: Tracked | None) -> Raw:
    """What can be put in figures: what is in figures already, else what the pledge is about."""
    found = {
        "money": bool(raw.get("amount")),
        "help": bool(raw.get("quantity") and not raw.get("pathway")),
        "places": bool(raw.get("pathway")),
    }
    if tracked and not any(found.values()):
        found = {each: each in map(_FIGURES.get, tracked.pledge.types) for each in found}
    return {**raw, "figures": ",".join(each for each, is_there in found.items() if is_there)}


def own_draft(visit: Visit, number: str) -> Draft | None:
    """The words of the actor's own that are not yet confirmed, by their number."""
    draft = visit.unit.drafts.find(DraftId(numbered(number)))
    return draft if draft and may(visit.person, Right.HANDLE_DRAFT, (draft.author,)) else None
