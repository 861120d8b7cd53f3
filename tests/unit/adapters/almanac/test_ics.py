"""Read back by two parsers that know nothing of each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from tests.unit.desk import DEADLINE, MEETING

from mirps_bot.adapters.almanac.ics import render_ics
from mirps_bot.content.almanac import compose_almanac
from mirps_bot.content.compose import Composer
from mirps_bot.content.load import Content
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Language, Names

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
PANAMA = ZoneInfo("America/Panama")
IN_MADRID = replace(MEETING, id=EventId("madrid"), time_zone="Europe/Madrid")
CANCELLED = replace(MEETING, id=EventId("off"), status=EventStatus.CANCELLED)
UNDATED = Event(
    id=EventId("undated"),
    title=Names(es="Evento de aprendizaje; retorno, salud", en="Learning event"),
    kind=MEETING.kind,
    status=EventStatus.TO_BE_CONFIRMED,
    quarters=(Quarter(year=2027, number=1), Quarter(year=2027, number=3)),
    source="x",
)


@pytest.fixture
def written(content: Content, composer: Composer) -> bytes:
    events = (MEETING, IN_MADRID, CANCELLED, DEADLINE, UNDATED)
    almanac = compose_almanac(events, {MEETING.id: 3}, Language.ES, composer, content.phrases)
    return render_ics(almanac, made_at=NOW)


def by_uid(written: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(written)
    return {str(each["UID"]).removesuffix("@mirps-bot"): each for each in calendar.walk("VEVENT")}


def test_meeting_is_at_the_hosts_hour_in_a_zone_that_is_described(written: bytes) -> None:
    meeting = by_uid(written)["test-meeting"]

    assert meeting["DTSTART"].dt == datetime(2026, 12, 10, 9, tzinfo=PANAMA)
    assert meeting["DTEND"].dt == datetime(2026, 12, 10, 10, 30, tzinfo=PANAMA)
    assert meeting["DTSTART"].params["TZID"] == "America/Panama"
    zones = icalendar.Calendar.from_ical(written).walk("VTIMEZONE")
    assert {str(each["TZID"]) for each in zones} == {"America/Panama", "Europe/Madrid"}


def test_changed_event_has_a_higher_sequence_and_the_same_uid(written: bytes) -> None:
    events = by_uid(written)
    assert {uid: event["SEQUENCE"] for uid, event in events.items()} == {
        "test-meeting": 3,
        "madrid": 0,
        "off": 0,
        "test-deadline": 0,
        "undated": 0,
        "undated-2027-07-01": 0,
    }


def test_cancelled_event_stays_and_says_so(written: bytes) -> None:
    states = {uid: str(event["STATUS"]) for uid, event in by_uid(written).items()}
    assert (states["off"], states["test-meeting"], states["undated"]) == (
        "CANCELLED",
        "CONFIRMED",
        "TENTATIVE",
    )


def test_what_has_no_day_is_one_free_day_per_quarter_whose_title_says_so(written: bytes) -> None:
    first, second = (by_uid(written)[uid] for uid in ("undated", "undated-2027-07-01"))

    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2027, 1, 1), date(2027, 1, 2))
    assert second["DTSTART"].dt == date(2027, 7, 1)
    assert str(first["SUMMARY"]) == (
        "Sin día fijado (trimestres 1 y 3 de 2027): Evento de aprendizaje; retorno, salud"
    )
    assert str(first["TRANSP"]) == "TRANSPARENT"


def test_deadline_fills_its_last_day_and_tells_its_cycle(written: bytes) -> None:
    deadline = by_uid(written)["test-deadline"]

    assert (deadline["DTSTART"].dt, deadline["DTEND"].dt) == (date(2026, 12, 15), date(2026, 12, 16))
    assert "desde el 1 de noviembre de 2026 hasta el 15 de diciembre de 2026" in str(deadline["DESCRIPTION"])


def test_second_parser_reads_the_same(written: bytes) -> None:
    calendar = vobject.readOne(written.decode())

    read = {
        each.uid.value.removesuffix("@mirps-bot"): (each.dtstart.value, each.status.value, each.summary.value)
        for each in calendar.vevent_list
    }
    assert set(read) == set(by_uid(written))
    start, status, title = read["test-meeting"]
    assert (start.utcoffset(), status, title) == (timedelta(hours=-5), "CONFIRMED", "Reunión trimestral")
    assert start.astimezone(UTC) == datetime(2026, 12, 10, 14, tzinfo=UTC)
    assert read["madrid"][0].utcoffset() == timedelta(hours=1)
    assert read["undated"][0] == date(2027, 1, 1)


@pytest.mark.parametrize("language", Language)
def test_every_language_is_whole_and_within_the_lines_that_the_format_allows(
    content: Content, composer: Composer, language: Language
) -> None:
    events = [*content.events, MEETING]
    written = render_ics(compose_almanac(events, {}, language, composer, content.phrases), made_at=NOW)

    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert len(icalendar.Calendar.from_ical(written).walk("VEVENT")) >= len(events)


def test_text_of_people_can_not_add_lines_of_its_own(content: Content, composer: Composer) -> None:
    evil = replace(MEETING, title=Names(es="Hola\r\nEND:VEVENT\r\nATTACH:http://x"), place="a\nX-EVIL:1")
    written = render_ics(compose_almanac((evil,), {}, Language.ES, composer, content.phrases), made_at=NOW)

    [event] = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert ("ATTACH" in event, "X-EVIL" in event) == (False, False)
