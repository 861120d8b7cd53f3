"""What became of an attached file stands in the receipt that said it was on its way."""

import pytest
from tests.unit.desk import LUCIA, Desk
from tests.unit.postman import Brought, Postman
from tests.unit.reading import words

from mirps_bot.domain.attachment import Document, FileState, MediaType
from mirps_bot.domain.delivery import Living, Prepared, Sent
from mirps_bot.parcels import Parcel

KEPT = Document(
    name="informe.pdf", state=FileState.KEPT, media_type=MediaType.PDF, size=1200, sha256="0" * 64
)
LOST = Document(name="informe.pdf", state=FileState.NOT_ARRIVED)


def files(desk: Desk) -> None:
    raw = {"pledge": "rec-058", "stage": "in_progress", "document": "F012/informe.pdf"}
    desk.submits(LUCIA, raw)


def settles(desk: Desk, document: Document) -> None:
    coming = desk.bot.take_file()
    assert coming
    desk.bot.settle_file(coming, document)


def receipts(brought: list[Brought]) -> list[Parcel]:
    """Sent and redrawn."""
    parcels = (each.what for each in brought if isinstance(each.delivery.content, Prepared | Living))
    return [each for each in parcels if isinstance(each, Parcel) and "Registrado" in each.view.summary]


@pytest.mark.parametrize(
    ("document", "told"), [(KEPT, "informe.pdf (PDF, 1,2"), (LOST, "informe.pdf (no llegó")]
)
def test_receipt_is_redrawn_where_it_stands_with_what_became_of_the_file(
    desk: Desk, postman: Postman, document: Document, told: str
) -> None:
    files(desk)
    (first,) = receipts(postman.round())
    assert "informe.pdf (en camino)" in words(first.view)

    settles(desk, document)
    (again,) = receipts(postman.round())
    assert isinstance(again.to, Sent)
    assert told in words(again.view)


def test_file_that_was_quicker_than_its_receipt_is_told_in_it(desk: Desk, postman: Postman) -> None:
    files(desk)
    settles(desk, KEPT)
    first, again = receipts(postman.round())
    assert isinstance(again.to, Sent)
    assert ("(en camino)" in words(first.view), "informe.pdf (PDF" in words(again.view)) == (True, True)
