from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from tests.contract.samples import NOW
from tests.contract.test_updates import by_ana, update_by

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.adapters.sql.tables import files
from mirps_bot.domain.attachment import Attachment, Coming, Document, FileState, MediaType
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.update import Update
from mirps_bot.ports import UnitOfWork

LEASE = timedelta(minutes=1)
REPORT = Attachment(id="F012", name="informe.pdf")
KEPT = Document(
    name="informe.pdf", state=FileState.KEPT, media_type=MediaType.PDF, size=1200, sha256="e3b0c442"
)


@pytest.fixture
def filed(unit: UnitOfWork, ana: PersonId) -> Update:
    update, _ = unit.updates.file(replace(update_by(ana), attached=REPORT))
    return update


def test_file_is_announced_with_its_update(unit: UnitOfWork, filed: Update, ana: PersonId) -> None:
    assert filed.document == Document(name="informe.pdf")
    assert unit.files.claim(NOW, limit=5, lease=LEASE) == (
        Coming(update=filed.id, attachment=REPORT, author=ana, attached_at=NOW, attempt=1),
    )


def test_update_without_a_file_announces_none(unit: UnitOfWork, ana: PersonId) -> None:
    update, _ = unit.updates.file(update_by(ana))
    assert update.document is None
    assert unit.files.claim(NOW, limit=5, lease=LEASE) == ()


def test_submission_repeated_announces_one_file(unit: UnitOfWork, filed: Update, ana: PersonId) -> None:
    again, is_new = unit.updates.file(replace(update_by(ana), attached=REPORT))
    assert (again, is_new) == (filed, False)
    assert len(unit.files.claim(NOW, limit=5, lease=LEASE)) == 1


@pytest.mark.usefixtures("filed")
def test_file_is_handed_out_again_once_its_lease_ends(unit: UnitOfWork) -> None:
    unit.files.claim(NOW, limit=5, lease=LEASE)

    assert unit.files.claim(NOW + LEASE - timedelta(microseconds=1), limit=5, lease=LEASE) == ()
    (again,) = unit.files.claim(NOW + LEASE, limit=5, lease=LEASE)
    assert again.attempt == 2


def test_file_is_settled_once_and_shown_with_its_update(unit: UnitOfWork, filed: Update) -> None:
    assert unit.files.settle(filed.id, KEPT, at=NOW) is True
    lost = Document(name="informe.pdf", state=FileState.NOT_ARRIVED)
    assert unit.files.settle(filed.id, lost, at=NOW) is False

    assert unit.updates.find(filed.id) == replace(filed, document=KEPT)
    assert unit.files.claim(NOW + LEASE, limit=5, lease=LEASE) == ()


def test_correction_leaves_the_file_of_the_first_version(
    unit: UnitOfWork, filed: Update, ana: PersonId
) -> None:
    unit.files.settle(filed.id, KEPT, at=NOW)
    corrected, _ = unit.updates.file(replace(update_by(ana), submission="form-2", corrects=filed.id))

    first = unit.updates.find(filed.id)
    assert corrected.document is None
    assert first is not None
    assert first.document == KEPT


@pytest.mark.parametrize("change", [update(files).values(name="otro.pdf"), delete(files)])
def test_database_itself_refuses_to_change_a_settled_file(storage: SqlStorage, change: object) -> None:
    with storage.begin() as unit:
        filed, _ = unit.updates.file(replace(by_ana(storage), attached=REPORT))
        unit.files.settle(filed.id, KEPT, at=NOW)
        unit.commit()

    with pytest.raises(DBAPIError), storage.engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]
