from tests.contract.samples import CHOLUTECA, FIRST_MEETING, PLAN, TAPACHULA

from mirps_bot.domain.plan import Plan
from mirps_bot.domain.platform import AnnualMeeting, Chair, City
from mirps_bot.ports import UnitOfWork


def test_records_of_a_kind_come_by_id(unit: UnitOfWork) -> None:
    assert unit.records.all(City) == (CHOLUTECA, TAPACHULA)


def test_record_comes_back_as_it_was(unit: UnitOfWork) -> None:
    assert unit.records.all(AnnualMeeting) == (FIRST_MEETING,)
    assert unit.records.all(Plan) == (PLAN,)


def test_kind_without_records_has_none(unit: UnitOfWork) -> None:
    assert unit.records.all(Chair) == ()
