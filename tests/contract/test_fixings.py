from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from tests.contract.samples import ANA, EVENTS, FACTS, MEETING, NOW

from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.fixing import Fixing
from mirps_bot.domain.ids import EventId, PersonId
from mirps_bot.domain.language import Names
from mirps_bot.ports import NewFixing, UnitOfWork

OPEN = Event(
    id=EventId("open"),
    title=Names(es="Reunión por fijar"),
    kind=EventKind.MEETING,
    status=EventStatus.TO_BE_CONFIRMED,
    series="quarterly",
    quarters=(Quarter(year=2027, number=1),),
    place="virtual",
    source="y",
)
DAY = date(2027, 2, 12)


def new(person: PersonId, day: date | None = DAY, **fields: object) -> NewFixing:
    given: dict[str, object] = {"event": OPEN.id, "by": person, "at": NOW, "submission": f"{day}"}
    return NewFixing(day=day, **given | fields)  # type: ignore[arg-type]


def fixed(event: Event, day: date = DAY, **fields: object) -> Event:
    given: dict[str, object] = {
        "status": EventStatus.CONFIRMED,
        "quarters": (),
        "start": PartialDate.parse(str(day)),
        "source": f"fixed/{NOW.isoformat()}/{ANA.name}",
    }
    return replace(event, **given | fields)  # type: ignore[arg-type]


def test_day_that_is_fixed_is_the_events_until_it_is_taken_back(unit: UnitOfWork, ana: PersonId) -> None:
    unit.events.save([OPEN])
    unit.events.fix(
        new(ana, start_time=time(10), end_time=time(11), time_zone="America/Bogota", link="https://x.org")
    )

    hours: dict[str, object] = {"start_time": time(10), "end_time": time(11), "time_zone": "America/Bogota"}
    laid_over = replace(fixed(OPEN, link="https://x.org"), **hours)  # type: ignore[arg-type]
    assert unit.events.find(OPEN.id) == laid_over
    assert laid_over in unit.events.between(DAY, DAY)
    assert unit.events.between(date(2027, 3, 30), date(2027, 3, 31), series="quarterly") == ()
    assert unit.events.as_sourced(OPEN.id) == OPEN
    assert unit.events.revisions([OPEN.id]) == {OPEN.id: 1}

    unit.events.fix(new(ana, None))
    assert unit.events.find(OPEN.id) == unit.events.as_sourced(OPEN.id) == OPEN
    assert unit.events.revisions([OPEN.id]) == {OPEN.id: 2}
    assert unit.events.fixings(date.min) == ()


def test_last_fixing_of_each_event_counts_and_the_same_one_once(unit: UnitOfWork, ana: PersonId) -> None:
    other = replace(OPEN, id=EventId("other"))
    unit.events.save([OPEN, other])
    later = DAY + timedelta(days=7)
    for fixing in (
        new(ana),
        new(ana, later, place="Bogotá"),
        new(ana),
        new(ana, event=other.id, submission="other"),
    ):
        unit.events.fix(fixing)

    assert unit.events.find(OPEN.id) == fixed(OPEN, later, place="Bogotá")
    assert [(each.event, each.day) for each in unit.events.fixings(DAY)] == [
        (other.id, DAY),
        (OPEN.id, later),
    ]
    assert unit.events.fixings(later) == (
        Fixing(
            event=OPEN.id,
            day=later,
            start_time=None,
            end_time=None,
            time_zone=None,
            place="Bogotá",
            link=None,
            by=ana,
            by_name=ANA.name,
            at=NOW,
        ),
    )
    assert unit.events.revisions([OPEN.id]) == {OPEN.id: 2}


def test_event_nobody_knows_is_not_fixed(unit: UnitOfWork, ana: PersonId) -> None:
    unit.events.fix(new(ana, event=EventId("never")))
    assert unit.events.find(EventId("never")) is unit.events.as_sourced(EventId("never")) is None


SECOND = Quarter(year=2027, number=2)


@pytest.mark.parametrize(
    ("says", "holds"),
    [
        ({"note": "Sujeta a recursos"}, True),
        ({"start": PartialDate.parse("2027-02"), "quarters": ()}, True),
        ({"quarters": (SECOND,)}, False),
        ({"quarters": (*OPEN.quarters, SECOND)}, False),
        ({"start": PartialDate.parse("2027-02-19"), "quarters": ()}, False),
        ({"status": EventStatus.CANCELLED}, False),
        ({"opens": date(2027, 2, 20)}, False),
    ],
    ids=lambda each: str(sorted(each)) if isinstance(each, dict) else "",
)
def test_fixed_day_holds_as_long_as_the_file_leaves_room_for_it(
    storage: SqlStorage, says: dict[str, object], holds: bool
) -> None:
    seed(storage, FACTS, [*EVENTS, OPEN])
    with storage.begin() as unit:
        person = unit.people.by_email(ANA.email)
        assert person is not None
        unit.events.fix(new(person.id))
        unit.commit()
    assert seed(storage, FACTS, [*EVENTS, OPEN]) is False

    said = replace(OPEN, **says)  # type: ignore[arg-type]
    assert seed(storage, FACTS, [*EVENTS, said]) is True

    with storage.begin(reading=True) as unit:
        expected = replace(fixed(said), start=PartialDate.parse(str(DAY))) if holds else said
        assert unit.events.find(OPEN.id) == expected
        assert unit.events.as_sourced(OPEN.id) == said
        assert unit.events.find(MEETING.id) == MEETING


def test_fixed_day_is_back_with_its_event(storage: SqlStorage) -> None:
    seed(storage, FACTS, [*EVENTS, OPEN])
    with storage.begin() as unit:
        person = unit.people.by_email(ANA.email)
        assert person is not None
        unit.events.fix(new(person.id))
        unit.commit()

    seed(storage, FACTS, EVENTS)
    with storage.begin(reading=True) as unit:
        assert unit.events.find(OPEN.id) is None

    seed(storage, FACTS, [*EVENTS, OPEN])
    with storage.begin(reading=True) as unit:
        assert unit.events.find(OPEN.id) == fixed(OPEN)
