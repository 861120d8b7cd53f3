from datetime import timedelta

from sqlalchemy import select
from tests.contract.samples import LUIS, NOW

from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.adapters.sql.tables import feeds
from mirps_bot.domain.ids import PersonId


def test_secret_leads_to_its_holder_and_is_not_kept_itself(unit: SqlUnitOfWork, ana: PersonId) -> None:
    secret = unit.feeds.open(ana, at=NOW)

    assert len(secret) >= 43
    assert unit.feeds.holder(secret) == ana
    assert unit.feeds.opened_at(ana) == NOW
    assert secret not in repr(unit.connection.execute(select(feeds)).all())


def test_opening_again_voids_the_secret_before(unit: SqlUnitOfWork, ana: PersonId) -> None:
    first = unit.feeds.open(ana, at=NOW)
    second = unit.feeds.open(ana, at=NOW + timedelta(days=1))

    assert first != second
    assert (unit.feeds.holder(first), unit.feeds.holder(second)) == (None, ana)
    assert unit.feeds.opened_at(ana) == NOW + timedelta(days=1)


def test_closing_ends_one_persons_alone(unit: SqlUnitOfWork, ana: PersonId) -> None:
    luis = unit.people.by_email(LUIS.email)
    assert luis is not None
    anas, his = unit.feeds.open(ana, at=NOW), unit.feeds.open(luis.id, at=NOW)

    assert (unit.feeds.close(ana), unit.feeds.close(ana)) == (True, False)
    assert (unit.feeds.holder(anas), unit.feeds.holder(his)) == (None, luis.id)
    assert unit.feeds.opened_at(ana) is None
