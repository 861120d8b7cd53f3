from datetime import timedelta

from sqlalchemy import select
from tests.contract.samples import NOW

from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.adapters.sql.tables import assurances
from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import UnitOfWork

LATER = NOW + timedelta(minutes=1)
A_DAY = timedelta(days=1)


def test_question_is_asked_since_the_first_time(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.assurances.ask(ana, "d", at=NOW) == NOW
    assert unit.assurances.ask(ana, "d", at=LATER) == NOW
    assert unit.assurances.ask(ana, "other", at=LATER) == LATER


def test_what_was_assured_is_kept_with_its_first_time_and_what_was_not_goes_after_a_day(
    unit: SqlUnitOfWork, ana: PersonId
) -> None:
    for digest in ("nobody's", "somebody's"):
        unit.assurances.ask(ana, digest, at=NOW)
    unit.assurances.assure(ana, "nobody's", at=LATER)
    unit.assurances.assure(ana, "nobody's", at=LATER + A_DAY)
    unit.assurances.assure(ana, "never asked", at=NOW)

    assert unit.assurances.forget(NOW + A_DAY) == 0
    assert unit.assurances.forget(LATER + A_DAY) == 1

    [row] = unit.connection.execute(select(assurances))
    assert (row.digest, row.asked_at, row.assured_at) == ("nobody's", NOW, LATER)
    assert unit.assurances.ask(ana, "somebody's", at=LATER) == LATER
