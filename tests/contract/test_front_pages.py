from datetime import timedelta

from tests.contract.samples import NOW

from mirps_bot.domain.ids import PersonId
from mirps_bot.ports import UnitOfWork

DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)


def test_before_any_visit_there_was_none(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.front_pages.news_since(ana, now=NOW) is None


def test_news_are_since_the_visit_before_this_one(unit: UnitOfWork, ana: PersonId) -> None:
    unit.front_pages.opened(ana, at=NOW)
    assert unit.front_pages.news_since(ana, now=NOW + HALF_AN_HOUR) is None
    assert unit.front_pages.news_since(ana, now=NOW + DAY) == NOW

    unit.front_pages.opened(ana, at=NOW + DAY)
    unit.front_pages.opened(ana, at=NOW + DAY + HALF_AN_HOUR)
    assert unit.front_pages.news_since(ana, now=NOW + DAY + HALF_AN_HOUR) == NOW


def test_visits_are_forgotten(unit: UnitOfWork, ana: PersonId) -> None:
    unit.front_pages.opened(ana, at=NOW)

    assert (unit.front_pages.forget(ana), unit.front_pages.forget(ana)) == (True, False)
    assert unit.front_pages.news_since(ana, now=NOW + DAY) is None
