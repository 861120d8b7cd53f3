from datetime import timedelta

from tests.contract.samples import HONDURAS, MEXICO, NOW

from mirps_bot.domain.ids import EventId
from mirps_bot.ports import UnitOfWork

MEETING, ANNUAL = EventId("meeting"), EventId("annual")
LATER = NOW + timedelta(days=1)


def test_snooze_is_of_one_entity_programme_and_event(unit: UnitOfWork) -> None:
    unit.snoozes.set(MEXICO, "quarterly", MEETING, until=NOW)
    unit.snoozes.set(MEXICO, "quarterly", MEETING, until=LATER)

    unit.snoozes.set(HONDURAS, "quarterly", ANNUAL, until=NOW)

    assert unit.snoozes.of("quarterly", MEETING) == {MEXICO: LATER}
    assert unit.snoozes.of("reporting", MEETING) == {}
    assert unit.snoozes.of("quarterly", ANNUAL) == {HONDURAS: NOW}
