from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, exc, update
from tests.contract.samples import HONDURAS, MEXICO, NOW

from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.adapters.sql.tables import contributions
from mirps_bot.domain.contribution import Contribution, Support, SupportKind
from mirps_bot.domain.ids import PersonId, PledgeId
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.update import Surface
from mirps_bot.ports import NewContribution, UnitOfWork

REGISTRY = PledgeId("registry")
WHOLE = Support(
    kind=SupportKind.PLACES,
    description="  *Plazas* <!channel>\n🎉 ",
    beneficiary=HONDURAS,
    partner="Una ciudad",
    amount=Decimal("250000.5"),
    currency="USD",
    quantity=Decimal(120),
    unit="plazas",
    pathway=Pathway.EDUCATION,
    period="2026-Q4",
    evidence="https://example.org/a",
)


def new(author: PersonId, number: int = 1, support: Support = WHOLE) -> NewContribution:
    return NewContribution(
        pledge=REGISTRY,
        support=support,
        entity=MEXICO,
        author=author,
        surface=Surface.FORM,
        filed_at=NOW + timedelta(hours=number),
        submission=f"form/{number}",
    )


def test_contribution_is_kept_as_it_was_filed(unit: UnitOfWork, ana: PersonId) -> None:
    filed = unit.contributions.file(new(ana))
    person = unit.people.find(ana)
    assert person
    assert filed == Contribution(
        id=filed.id,
        pledge=REGISTRY,
        support=WHOLE,
        entity=MEXICO,
        author=ana,
        author_name=person.name,
        surface=Surface.FORM,
        filed_at=NOW + timedelta(hours=1),
    )
    assert filed.number == f"C-{filed.id:05d}"


def test_contribution_filed_again_is_the_first_one(unit: UnitOfWork, ana: PersonId) -> None:
    first = unit.contributions.file(new(ana))
    again = unit.contributions.file(replace(new(ana), support=replace(WHOLE, description="other")))
    assert again == first
    assert unit.contributions.toward(REGISTRY) == (first,)


def test_contributions_toward_a_pledge_come_newest_first(unit: UnitOfWork, ana: PersonId) -> None:
    filed = [unit.contributions.file(new(ana, number)) for number in (1, 3, 2)]
    assert unit.contributions.toward(REGISTRY) == (filed[1], filed[2], filed[0])
    assert unit.contributions.toward(PledgeId("fund")) == ()


def test_contributions_of_some_days_come_oldest_first_without_the_end(
    unit: UnitOfWork, ana: PersonId
) -> None:
    filed = {number: unit.contributions.file(new(ana, number)) for number in (3, 1, 2)}
    within = unit.contributions.filed_between(filed[1].filed_at, filed[3].filed_at)
    assert within == (filed[1], filed[2])


@pytest.mark.parametrize("change", [update(contributions).values(description="x"), delete(contributions)])
def test_what_was_contributed_is_never_changed(unit: SqlUnitOfWork, ana: PersonId, change: object) -> None:
    unit.contributions.file(new(ana))
    with pytest.raises(exc.DBAPIError, match="append-only"):
        unit.connection.execute(change)  # type: ignore[call-overload]
