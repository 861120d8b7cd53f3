"""Saying what one brings to a pledge: reported and attributed, beside what the public sources know."""

from dataclasses import dataclass

from mirps_bot.dialogue import Ask, Letter, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.contribution import Contribution, Support, SupportKind
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Surface
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.reading import number_in, read
from mirps_bot.features.reports import figures
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewContribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    contribution: Contribution
    tracked: Tracked


def answer(visit: Visit, words: str) -> Outbound:
    """The form, for the pledge that the words name, else to choose one."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    number = number_in(read(visit.lexicon, words), words)
    if number and visit.unit.pledges.find(number) is None:
        return Tell(phrase="unknown_pledge", values={"typed": number})
    return start(visit, visit.person, {"pledge": number})


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    if not may(person, Right.REPORT, (person.entity,)):
        return Tell(phrase="only_reporters")
    tracked = visit.unit.pledges.find(context.get("pledge", ""))
    if tracked is None:
        return Ask(form="contribute")
    return Ask(form="contribute", raw={"pledge": tracked.pledge.id}, settled=("pledge",))


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    tracked = visit.unit.pledges.find(str(filled.values["pledge"]))
    if tracked is None or not may(person, Right.REPORT, (person.entity,)):
        return Tell(phrase="only_reporters")
    contribution = visit.unit.contributions.file(
        NewContribution(
            pledge=tracked.pledge.id,
            support=_support(filled),
            entity=person.entity,
            author=person.id,
            surface=filled.surface,
            filed_at=visit.now,
            submission=filled.key,
        )
    )
    receipt = Show(template="contribute/receipt", data=Receipt(contribution=contribution, tracked=tracked))
    if filled.surface is Surface.CONVERSATION:
        return receipt
    copy = Letter.to_person(person, f"receipt/{contribution.number}", receipt)
    return Show(template=receipt.template, data=receipt.data, letters=(copy,))


def _support(filled: Filled) -> Support:
    values, pathway, beneficiary = filled.values, filled.text("pathway"), filled.text("beneficiary")
    return Support(
        kind=SupportKind(str(values["type"])),
        description=str(values["description"]),
        beneficiary=EntityId(beneficiary) if beneficiary else None,
        partner=filled.text("partner"),
        pathway=Pathway(pathway) if pathway else None,
        period=filled.text("period"),
        evidence=filled.text("evidence"),
        **figures(values.get("amount"), values.get("quantity") or values.get("places")),
    )
