from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.domain.test_duty import FOCAL, absence

from mirps_bot.content.facts import load_facts
from mirps_bot.domain.delivery import Reason
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.holiday import holiday
from mirps_bot.domain.working_time import back_at, is_closed, opens_at

ZONES = ("America/New_York", "Europe/Madrid", "Europe/Zurich", "America/Mexico_City", "America/Costa_Rica")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "why", "opens"),
    [
        ("2026-11-26T15:00", None, "2026-11-26T15:00"),
        ("2026-11-26T13:59", Reason.NIGHT, "2026-11-26T14:00"),  # one minute to eight
        ("2026-11-27T00:00", Reason.NIGHT, "2026-11-27T14:00"),  # six in the evening
        ("2026-11-28T00:00", Reason.NIGHT, "2026-11-30T14:00"),  # of a Friday
        ("2026-11-28T15:00", Reason.HOLIDAY, "2026-11-30T14:00"),
        ("2026-11-16T15:00", Reason.HOLIDAY, "2026-11-17T14:00"),  # Revolution Day
    ],
)
def test_reminders_wait_for_working_hours(moment: str, why: Reason | None, opens: str) -> None:
    assert (is_closed(FOCAL, at(moment)), opens_at(FOCAL, at(moment))) == (why, at(opens))


def test_hours_are_each_persons_own() -> None:
    early = replace(FOCAL, works_from=time(6), works_until=time(14))
    assert is_closed(early, at("2026-11-26T12:00")) is None
    assert is_closed(early, at("2026-11-26T20:00")) is Reason.NIGHT


def test_whoever_was_away_is_back_on_their_next_working_day() -> None:
    assert back_at(FOCAL, absence(FOCAL, "2026-11-23", "2026-11-27")) == at("2026-11-30T14:00")


@given(
    st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.times(), st.just(UTC)),
    st.sampled_from(ZONES),
    st.sampled_from(["mx", "cr", "es", "ch", "wbg", "unhcr"]),
)
def test_it_always_opens_again_and_no_earlier(moment: datetime, zone: str, entity: str) -> None:
    person = replace(FOCAL, time_zone=zone, entity=entity)  # type: ignore[arg-type]
    opens = opens_at(person, moment)
    assert is_closed(person, opens) is None
    assert opens >= moment
    if opens > moment:
        local = opens.astimezone(ZoneInfo(zone))
        assert local.time() == person.works_from


# ---- holidays ------------------------------------------------------------------------------------


def test_every_state_of_the_platform_has_its_holidays() -> None:
    states = [
        each.id
        for each in load_facts().entities
        if each.kind in (EntityKind.MIRPS_STATE, EntityKind.PLATFORM_MEMBER) and len(each.id) == 2
    ]
    without = [each for each in states if each != "eu" and holiday(date(2026, 12, 25), each, "UTC") is None]
    assert [each for each in without if each != "uy"] == []
    assert (
        holiday(date(2026, 8, 25), "uy", "UTC") is not None
    )  # Uruguay keeps Christmas as the Day of the Family


@pytest.mark.parametrize(
    ("entity", "zone", "day"),
    [
        ("unhcr", "America/Panama", "2026-11-10"),
        ("unhcr", "Europe/Zurich", "2026-09-10"),
        ("oas", "America/New_York", "2026-11-26"),
        ("eclac", "America/Santiago", "2026-09-18"),
        ("eu", "Europe/Brussels", "2026-07-21"),
        ("idb", "America/New_York", "2026-07-03"),  # the 4th is a Saturday
    ],
)
def test_organisations_keep_the_holidays_of_their_duty_station(entity: str, zone: str, day: str) -> None:
    assert holiday(date.fromisoformat(day), entity, zone) is not None
    assert holiday(date.fromisoformat(day), entity, "UTC") is None
