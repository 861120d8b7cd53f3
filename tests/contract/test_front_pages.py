from datetime import timedelta

from tests.contract.samples import MEETING, NOW

from mirps_bot.domain.calendar import EventStatus, Sighting
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import EventId, PersonId
from mirps_bot.ports import Look, UnitOfWork

DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)
UNDATED = Sighting(event=EventId("undated"), status=EventStatus.TO_BE_CONFIRMED)
FIRST = Look(at=NOW, events=(Sighting.of(MEETING), UNDATED))
CALLED_OFF = Sighting(
    event=MEETING.id, status=EventStatus.CANCELLED, start=PartialDate(year=2026, month=12, day=1)
)
SECOND = Look(at=NOW + DAY, events=(CALLED_OFF,))


def test_before_any_visit_there_was_none(unit: UnitOfWork, ana: PersonId) -> None:
    assert unit.front_pages.last_look(ana, now=NOW) is None


def test_news_are_since_the_visit_before_this_one(unit: UnitOfWork, ana: PersonId) -> None:
    unit.front_pages.opened(ana, FIRST)
    assert unit.front_pages.last_look(ana, now=NOW + HALF_AN_HOUR) is None
    assert unit.front_pages.last_look(ana, now=NOW + DAY) == FIRST

    unit.front_pages.opened(ana, SECOND)
    unit.front_pages.opened(ana, Look(at=SECOND.at + HALF_AN_HOUR, events=()))
    assert unit.front_pages.last_look(ana, now=SECOND.at + HALF_AN_HOUR) == FIRST
    assert unit.front_pages.last_look(ana, now=NOW + 3 * DAY) == Look(at=SECOND.at + HALF_AN_HOUR, events=())
