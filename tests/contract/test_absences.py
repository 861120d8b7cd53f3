from datetime import date, timedelta

import pytest
from tests.contract.samples import LUIS, NOW

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.ids import AbsenceId, PersonId
from mirps_bot.ports import NewAbsence, UnitOfWork

FIRST = date(2026, 12, 1)


@pytest.fixture
def luis(unit: UnitOfWork) -> PersonId:
    person = unit.people.by_email(LUIS.email)
    assert person is not None
    return person.id


def new(person: PersonId, begins: int, days: int = 1, **fields: object) -> NewAbsence:
    """So many days from the first of December on."""
    since = FIRST + timedelta(days=begins)
    given: dict[str, object] = {
        "person": person,
        "since": since,
        "until": since + timedelta(days=days - 1),
        "cover": None,
        "reason": None,
        "recorded_by": person,
        "recorded_at": NOW,
        "submission": f"{person}/{begins}/{days}",
    }
    return NewAbsence(**given | fields)  # type: ignore[arg-type]


def test_absence_is_kept_as_it_was_recorded(unit: UnitOfWork, ana: PersonId, luis: PersonId) -> None:
    absence, is_new = unit.absences.record(new(ana, 0, 5, cover=luis, reason="Vacaciones", recorded_by=luis))

    assert is_new
    assert absence == Absence(
        id=absence.id,
        person=ana,
        since=FIRST,
        until=date(2026, 12, 5),
        cover=luis,
        reason="Vacaciones",
        recorded_by=luis,
        recorded_at=NOW,
    )
    assert unit.absences.find(absence.id) == absence


def test_absence_recorded_twice_is_one(unit: UnitOfWork, ana: PersonId) -> None:
    first, _ = unit.absences.record(new(ana, 0, submission="same"))
    assert unit.absences.record(new(ana, 3, submission="same")) == (first, False)


def test_absences_that_touch_some_days_come_in_order(unit: UnitOfWork, ana: PersonId, luis: PersonId) -> None:
    days = {(ana, 7, 2), (luis, 2, 3), (ana, 0, 3), (ana, 9, 1), (luis, 0, 1)}
    for person, begins, length in sorted(days):
        unit.absences.record(new(person, begins, length))

    found = unit.absences.touching(FIRST + timedelta(days=2), FIRST + timedelta(days=8))
    assert [(each.person, (each.since - FIRST).days) for each in found] == [(ana, 0), (luis, 2), (ana, 7)]


def test_absence_that_is_removed_is_gone(unit: UnitOfWork, ana: PersonId) -> None:
    absence, _ = unit.absences.record(new(ana, 0))

    assert unit.absences.remove(absence.id) is True
    assert unit.absences.remove(absence.id) is False
    assert unit.absences.find(absence.id) is None
    assert unit.absences.record(new(ana, 0))[0].id > absence.id


def test_absences_survive_the_unit_that_wrote_them(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        luis = unit.people.by_email(LUIS.email)
        assert luis is not None
        unit.absences.record(new(luis.id, 0))
        unit.commit()

    with storage.begin(reading=True) as unit:
        assert unit.absences.find(AbsenceId(1)) is not None
