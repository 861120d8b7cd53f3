"""Saying what one brings to a pledge: reported and attributed, beside what the public sources know."""

from dataclasses import dataclass

from mirps_bot.dialogue import Ask, ChoosableOption, Letter, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.contribution import Contribution, Support, SupportKind
from mirps_bot.domain.delivery import Inbox
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.form import Values
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.domain.update import Surface
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.lists import CHOOSABLE, narrowed, pledge_option
from mirps_bot.features.reading import number_in, read
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


def towards(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Any open pledge, whoever made it: those of many parties first."""
    wanted = PledgeFilter(is_open=True, words=tuple(fold(typed).split()[:6]))
    found = visit.unit.pledges.search(wanted, limit=CHOOSABLE + 1).items
    return tuple(pledge_option(each) for each in found)


def states(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    own = (each for each in visit.entities.values() if each.kind is EntityKind.MIRPS_STATE)
    return narrowed((ChoosableOption(value=each.id, label=each.names) for each in own), typed)


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    tracked = visit.unit.pledges.find(str(filled.values["pledge"]))
    if tracked is None or not may(person, Right.REPORT, (person.entity,)):
        return Tell(phrase="only_reporters")
    contribution = visit.unit.contributions.file(
        NewContribution(
            pledge=tracked.pledge.id,
            support=_support(filled.values),
            entity=person.entity,
            author=person.id,
            on_behalf=False,
            surface=filled.surface,
            filed_at=visit.now,
            submission=filled.key,
        )
    )
    receipt = Show(template="contribute/receipt", data=Receipt(contribution=contribution, tracked=tracked))
    if filled.surface is Surface.CONVERSATION:
        return receipt
    copy = Letter(
        key=f"receipt/{contribution.number}", to=Inbox(person=person.id), reader=person, show=receipt
    )
    return Show(template=receipt.template, data=receipt.data, letters=(copy,))


def _support(values: Values) -> Support:
    def text(key: str) -> str | None:
        return str(values[key]) if key in values else None

    amount, quantity = values.get("amount"), values.get("quantity") or values.get("places")
    pathway, beneficiary = text("pathway"), text("beneficiary")
    return Support(
        kind=SupportKind(str(values["type"])),
        description=str(values["description"]),
        beneficiary=EntityId(beneficiary) if beneficiary else None,
        partner=text("partner"),
        amount=amount.amount if isinstance(amount, Money) else None,
        currency=amount.currency if isinstance(amount, Money) else None,
        quantity=quantity.number if isinstance(quantity, Quantity) else None,
        unit=quantity.unit if isinstance(quantity, Quantity) else None,
        pathway=Pathway(pathway) if pathway else None,
        period=text("period"),
        evidence=text("evidence"),
    )
