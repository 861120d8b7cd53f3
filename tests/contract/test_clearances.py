from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from tests.contract.samples import ANA, BANK, LUIS, MEXICO, NOW, SARA

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.clearance import ClearanceState
from mirps_bot.domain.ids import ClearanceId, PersonId, PledgeId, UpdateId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.ports import Clearance, NewUpdate, UnitOfWork


@pytest.fixture
def new(ana: PersonId) -> NewUpdate:
    return NewUpdate(
        pledge=PledgeId("registry"),
        kind=UpdateKind.UPDATE,
        report=Report(
            stage=Stage.IN_PROGRESS,
            narrative="Avanza, *ya* <!channel> 🎉",
            amount=Decimal("1500.50"),
            currency="USD",
            period="2026-Q4",
        ),
        entity=MEXICO,
        author=ana,
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW,
        submission="form-1",
        corrects=UpdateId(7),
        reason="Faltaba un municipio",
    )


def person(unit: UnitOfWork, email: str) -> PersonId:
    found = unit.people.by_email(email)
    assert found is not None
    return found.id


def test_nobody_clears_until_somebody_is_named(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.clearances.clearer(MEXICO) is None
    unit.clearances.name(MEXICO, ana, by=ana, at=NOW)
    assert (unit.clearances.clearer(MEXICO), unit.clearances.clearer(BANK)) == (ana, None)


def test_who_was_named_last_clears_and_nobody_can_be_named_again(unit: UnitOfWork, ana: PersonId) -> None:
    luis = person(unit, LUIS.email)
    unit.clearances.name(MEXICO, ana, by=ana, at=NOW)
    unit.clearances.name(MEXICO, luis, by=ana, at=NOW)
    assert unit.clearances.clearer(MEXICO) == luis
    unit.clearances.name(MEXICO, None, by=ana, at=NOW)
    assert unit.clearances.clearer(MEXICO) is None


def test_what_waits_is_kept_as_it_was_sent(unit: UnitOfWork, new: NewUpdate) -> None:
    luis = person(unit, LUIS.email)
    asked, is_new = unit.clearances.ask(new, luis)

    expected = Clearance(id=asked.id, new=new, clearer=luis, state=ClearanceState.WAITING)
    assert (asked, is_new) == (expected, True)
    assert unit.clearances.find(asked.id) == expected
    assert unit.clearances.find(ClearanceId(asked.id + 1)) is None


def test_same_submission_waits_once(unit: UnitOfWork, new: NewUpdate) -> None:
    luis = person(unit, LUIS.email)
    first, _ = unit.clearances.ask(new, luis)
    assert unit.clearances.ask(replace(new, report=Report()), luis) == (first, False)
    other, is_new = unit.clearances.ask(replace(new, pledge=PledgeId("again")), luis)
    assert (is_new, other.id != first.id) == (True, True)


def test_what_waits_is_its_authors_and_its_clearers_alone(unit: UnitOfWork, new: NewUpdate) -> None:
    luis, sara = person(unit, LUIS.email), person(unit, SARA.email)
    first, _ = unit.clearances.ask(new, luis)
    second, _ = unit.clearances.ask(replace(new, submission="2"), luis)

    assert unit.clearances.waiting(new.author) == unit.clearances.waiting(luis) == (first, second)
    assert unit.clearances.waiting(sara) == ()


def test_decision_is_taken_once(unit: UnitOfWork, new: NewUpdate) -> None:
    luis = person(unit, LUIS.email)
    asked, _ = unit.clearances.ask(new, luis)
    later = NOW + timedelta(hours=1)

    assert unit.clearances.decide(asked.id, ClearanceState.RETURNED, at=later, comment="Falta algo")
    assert not unit.clearances.decide(asked.id, ClearanceState.CLEARED, at=later)
    assert unit.clearances.find(asked.id) == replace(
        asked, state=ClearanceState.RETURNED, decided_at=later, comment="Falta algo"
    )
    assert unit.clearances.waiting(luis) == ()


def test_of_several_decisions_at_the_same_time_one_is_taken(storage: SqlStorage, new_from: NewUpdate) -> None:
    with storage.begin() as unit:
        asked, _ = unit.clearances.ask(new_from, person(unit, LUIS.email))
        unit.commit()
    start = Barrier(4)

    def decide(state: ClearanceState) -> bool:
        start.wait(timeout=10)
        with storage.begin() as unit:
            taken = unit.clearances.decide(asked.id, state, at=NOW)
            unit.commit()
        return taken

    states = [ClearanceState.CLEARED, ClearanceState.RETURNED] * 2
    with ThreadPoolExecutor(4) as pool:
        told = [each.result() for each in [pool.submit(decide, state) for state in states]]

    assert sorted(told) == [False, False, False, True]


@pytest.fixture
def new_from(storage: SqlStorage) -> NewUpdate:
    with storage.begin(reading=True) as unit:
        ana = person(unit, ANA.email)
    return NewUpdate(
        pledge=PledgeId("registry"),
        kind=UpdateKind.UPDATE,
        report=Report(stage=Stage.PLANNING),
        entity=MEXICO,
        author=ana,
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=NOW,
        submission="form-1",
    )
