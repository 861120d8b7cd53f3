import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mirps_bot.content.calendars import load_calendars
from mirps_bot.content.reading import Fault
from mirps_bot.domain.calendar import Event, EventStatus

REMINDERS = Path(__file__).parents[2] / "reminders"

EVENT = """
[[event]]
id = "{id}"
title = {{ es = "Reunión", en = "Meeting" }}
kind = "meeting"
status = "confirmed"
start = "{start}"
source = "Secretariat"
"""


def sound(folder: Path) -> tuple[Event, ...]:
    faults: list[Fault] = []
    events = load_calendars(folder, faults)
    assert faults == []
    return events


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    return sound(REMINDERS)


def test_calendars_hold_what_was_announced(events: tuple[Event, ...]) -> None:
    public = [event for event in events if not event.source.startswith("Secretariat")]
    assert len(public) == 27


def test_calendar_2025_has_the_lines_of_the_strategy(events: tuple[Event, ...]) -> None:
    planned = [event for event in events if event.source.startswith("MIRPS Support Platform Strategy 2025")]
    assert Counter(event.status for event in planned) == {EventStatus.TO_BE_CONFIRMED: 11}
    assert all(event.quarters and event.day is None for event in planned)


def test_the_eighth_annual_meeting_was_held_on_a_known_day(events: tuple[Event, ...]) -> None:
    meeting = next(event for event in events if event.id == "cal-2025-annual")
    assert (meeting.day, meeting.status) == (date(2025, 11, 25), EventStatus.HELD)


def test_every_event_is_named_in_both_languages_and_has_a_source(events: tuple[Event, ...]) -> None:
    assert [event.id for event in events if not (event.title.es and event.title.en and event.source)] == []


def test_nothing_is_confirmed_or_held_without_a_day(events: tuple[Event, ...]) -> None:
    vague = [event for event in events if event.day is None]
    assert {event.status for event in vague} == {EventStatus.TO_BE_CONFIRMED}


def test_series_are_the_ones_that_meet_every_quarter(events: tuple[Event, ...]) -> None:
    series = {
        str(event.id): event.series for event in events if event.series and event.first_day.year == 2025
    }
    assert series == {"cal-2025-focal": "focal_points", "cal-2025-troika": "troika"}


def test_events_come_by_their_first_possible_day(events: tuple[Event, ...]) -> None:
    assert list(events) == sorted(events, key=lambda event: (event.first_day, event.id))


def test_the_examples_in_the_comments_work(tmp_path: Path) -> None:
    lines = (REMINDERS / "calendar_2026.toml").read_text(encoding="utf-8").splitlines()
    examples = "\n".join(line[1:].strip() for line in lines if line.startswith("#     "))
    meeting, confirmation, deadline = re.split(r"\n(?=status = \"confirmed\"\nstart)|\n(?=\[\[)", examples)
    kept = [line for line in meeting.splitlines() if not line.startswith(("status", "quarters"))]
    (tmp_path / "calendar_2026.toml").write_text("\n".join([meeting, deadline]), encoding="utf-8")
    assert [event.series for event in sound(tmp_path)] == ["focal_points", "reporting"]
    (tmp_path / "calendar_2026.toml").write_text("\n".join([*kept, confirmation]), encoding="utf-8")
    assert [str(event.starts_at) for event in sound(tmp_path)] == ["2026-12-03 16:00:00+00:00"]


def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "reminders"
    folder.mkdir()
    (folder / "calendar_2025.toml").write_text(
        EVENT.format(id="a", start="2025-02-31") + EVENT.format(id="b", start="2026-03-01"), encoding="utf-8"
    )
    (folder / "calendar_2026.toml").write_text(
        EVENT.format(id="b", start="2026-03-01")
        + 'time_zone = "America/San_Jose"\nplacee = "x"\n'
        + EVENT.format(id="c", start="2026-04")
        + 'time_zone = "America/San_Jose"\n'
        + EVENT.format(id="b", start="2026-05"),
        encoding="utf-8",
    )
    (folder / "calendar_2027.toml").write_text("[[event]\n", encoding="utf-8")
    faults: list[Fault] = []
    load_calendars(folder, faults)
    assert list(map(str, faults)) == [
        (
            "reminders/calendar_2025.toml, event 1 'a', start: '2025-02-31' is not a date: "
            "write 2026, 2026-02 or 2026-02-28, in quotes"
        ),
        "reminders/calendar_2025.toml, event 'b', start: begins in 2026: it belongs in calendar_2026.toml",
        "reminders/calendar_2026.toml, event 1 'b', placee: is not a known key here",
        (
            "reminders/calendar_2026.toml, event 'c', time_zone: 'America/San_Jose' is not a time zone: "
            "write one like America/Costa_Rica"
        ),
        "reminders/calendar_2026.toml, event 'b', id: another event has this id already; give each event its own",
        "reminders/calendar_2027.toml, line 1, column 8: Expected ']]' at the end of an array declaration",
    ]


def test_a_folder_without_calendars_has_no_events(tmp_path: Path) -> None:
    assert sound(tmp_path) == ()
