from datetime import UTC, date, datetime

import pytest

from mirps_bot.domain.absence import Absence, away_at
from mirps_bot.domain.duty import appointed, holders, uncovered
from mirps_bot.domain.ids import AbsenceId, EntityId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person, Role

MX, CR = EntityId("mx"), EntityId("cr")
NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)


def person(number: int, role: Role, entity: EntityId = MX, zone: str = "America/Mexico_City") -> Person:
    return Person(
        id=PersonId(number),
        email=f"p{number}@example.org",
        name=f"P{number}",
        entity=entity,
        role=role,
        language=Language.ES,
        time_zone=zone,
    )


def absence(of: Person, since: str, until: str, cover: Person | None = None, *, number: int = 1) -> Absence:
    return Absence(
        id=AbsenceId(number),
        person=of.id,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until),
        cover=cover.id if cover else None,
        recorded_by=of.id,
        recorded_at=NOW,
    )


ALTERNATE, FOCAL, OBSERVER = person(1, Role.ALTERNATE), person(2, Role.FOCAL_POINT), person(3, Role.OBSERVER)
LEAD, OTHER = person(4, Role.LEAD), person(5, Role.FOCAL_POINT, CR)
PEOPLE = (ALTERNATE, FOCAL, OBSERVER, OTHER)


def test_focal_point_answers_before_the_alternate_and_observers_never() -> None:
    assert holders(PEOPLE, MX) == appointed(PEOPLE, MX) == (FOCAL, ALTERNATE)


def test_nobody_of_another_entity_answers() -> None:
    assert holders((OTHER,), MX) == ()


def test_whoever_is_away_is_left_out() -> None:
    away = {FOCAL.id: absence(FOCAL, "2026-11-26", "2026-11-30")}
    assert holders(PEOPLE, MX, away) == (ALTERNATE,)
    assert appointed(PEOPLE, MX) == (FOCAL, ALTERNATE)


def test_cover_comes_in_the_place_of_whoever_is_away() -> None:
    people = (*PEOPLE, LEAD)
    away = {FOCAL.id: absence(FOCAL, "2026-11-26", "2026-11-30", ALTERNATE)}
    assert holders(people, MX, away) == (ALTERNATE, LEAD)


def test_cover_who_is_away_too_covers_nothing() -> None:
    away = {
        FOCAL.id: absence(FOCAL, "2026-11-26", "2026-11-30", ALTERNATE),
        ALTERNATE.id: absence(ALTERNATE, "2026-11-26", "2026-11-30"),
    }
    assert holders(PEOPLE, MX, away) == ()
    assert list(uncovered(PEOPLE, away)) == [FOCAL]


def test_absence_with_anybody_left_is_covered() -> None:
    away = {FOCAL.id: absence(FOCAL, "2026-11-26", "2026-11-30")}
    assert list(uncovered(PEOPLE, away)) == []


@pytest.mark.parametrize(
    ("zone", "moment", "is_away"),
    [
        ("America/Mexico_City", "2026-11-26T05:59", False),  # still the 25th there
        ("America/Mexico_City", "2026-11-26T06:00", True),
        ("Europe/Madrid", "2026-11-25T23:00", True),
        ("America/Mexico_City", "2026-11-28T05:59", True),
        ("America/Mexico_City", "2026-11-28T06:00", False),
        ("Europe/Madrid", "2026-11-27T23:00", False),
    ],
)
def test_days_of_an_absence_are_those_where_the_person_is(zone: str, moment: str, is_away: bool) -> None:
    someone = person(9, Role.FOCAL_POINT, zone=zone)
    spell = absence(someone, "2026-11-26", "2026-11-27")
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert away_at([someone], [spell], at) == ({someone.id: spell} if is_away else {})


def test_absence_recorded_later_counts() -> None:
    first = absence(FOCAL, "2026-11-26", "2026-11-30")
    second = absence(FOCAL, "2026-11-26", "2026-11-27", ALTERNATE, number=2)
    assert away_at(PEOPLE, [second, first], NOW) == {FOCAL.id: second}
