from datetime import timedelta

from tests.contract.samples import NOW

from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import UnitOfWork

LATER = NOW + timedelta(minutes=1)


def test_question_is_asked_since_the_first_time(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.assurances.ask(ana, "d", at=NOW) == NOW
    assert unit.assurances.ask(ana, "d", at=LATER) == NOW
    assert unit.assurances.ask(ana, "other", at=LATER) == LATER


def test_assurance_is_kept_with_its_first_time(unit: UnitOfWork, ana: PersonId) -> None:
    unit.assurances.ask(ana, "d", at=NOW)
    assert unit.assurances.assured_at(ana, "d") is None

    unit.assurances.assure(ana, "d", at=LATER)
    unit.assurances.assure(ana, "d", at=LATER + timedelta(days=1))

    assert unit.assurances.assured_at(ana, "d") == LATER


def test_what_nobody_was_asked_is_not_assured(unit: UnitOfWork, ana: PersonId) -> None:
    unit.assurances.assure(ana, "d", at=NOW)
    assert unit.assurances.assured_at(ana, "d") is None
