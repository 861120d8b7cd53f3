"""What staff may get wrong in programmes and calendars, each named with what to do."""

from datetime import date
from pathlib import Path

import pytest

from mirps_bot.content.calendars import load_calendars
from mirps_bot.content.programmes import faults_of_calendar, hints_of_calendar, load_programmes
from mirps_bot.content.reading import Fault
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.programme import Programme

PROGRAMME = """
series = "meetings"
stops_when = "replied"
give_up_after = "2 days"
"""
EVENT = """
[[event]]
id = "{id}"
title = {{ es = "Reunión" }}
kind = "{kind}"
status = "{status}"
series = "{series}"
start = "{start}"
{more}
source = "x"
"""
PLACE = "reminders/calendar_2026.toml, event 'one'"
STATES = (("mx", "America/Mexico_City"), ("cr", "America/Costa_Rica"))


def step(**keys: object) -> str:
    written = {"days_before": 7, "at": "09:00", **keys}
    lines = (f"{key} = {_written(value)}" for key, value in written.items() if value is not None)
    return "\n".join(("[[steps]]", *lines))


def _written(value: object) -> str:
    """Numbers and lists as they are, words in quotes."""
    text = str(value)
    return text if isinstance(value, int) or text.startswith("[") else f'"{text}"'


def event(id_: str = "one", **fields: str) -> str:
    given = {
        "kind": "meeting",
        "status": "confirmed",
        "series": "meetings",
        "start": "2026-12-10",
        "more": "",
    }
    return EVENT.format(id=id_, **given | fields)


def of_programme(folder: Path, *parts: str) -> list[str]:
    (folder / "one").mkdir()
    (folder / "one" / "programme.toml").write_text("\n".join(parts), encoding="utf-8")
    faults: list[Fault] = []
    load_programmes(folder, faults)
    return list(map(str, faults))


def of_calendar(folder: Path, *events: str) -> list[str]:
    programmes, dated = written(folder, *events)
    return list(map(str, faults_of_calendar(programmes, dated, folder, STATES)))


def hints(folder: Path, *events: str) -> list[str]:
    programmes, dated = written(folder, *events)
    return list(map(str, hints_of_calendar(programmes, dated, folder, date(2026, 11, 27))))


def written(folder: Path, *events: str) -> tuple[tuple[Programme, ...], tuple[Event, ...]]:
    (folder / "one").mkdir(exist_ok=True)
    (folder / "one" / "programme.toml").write_text(f"{PROGRAMME}\n{step()}", encoding="utf-8")
    (folder / "calendar_2026.toml").write_text("\n".join(events), encoding="utf-8")
    faults: list[Fault] = []
    programmes, dated = load_programmes(folder, faults), load_calendars(folder, faults)
    assert faults == []
    return programmes, dated


def test_no_date_ahead_and_a_folder_that_says_nothing_are_hinted_at(tmp_path: Path) -> None:
    (tmp_path / "empty_digest").mkdir()
    ahead, folder = hints(tmp_path)
    assert ahead.endswith("calendar_*.toml: no date is ahead: nobody will be reminded of any")
    assert folder.endswith("empty_digest: has no programme.toml and no digest.toml: nothing goes out of it")


def test_sound_programme_has_no_faults(tmp_path: Path) -> None:
    caps = 'caps = { per_item = 3, per_week = 2 }\naudience = { kinds = ["mirps_state"], roles = ["chair"] }'
    steps = (step(days_before=28), step(days_before=0), step(days_before=-3, to="alternate"))
    soon = step(days_before=None, at=None, minutes_before=60)
    assert of_programme(tmp_path, PROGRAMME, caps, *steps[:2], soon, steps[2]) == []


@pytest.mark.parametrize(
    ("parts", "place", "says"),
    [
        (
            (step(at="02:30"),),
            "steps 1, at",
            "'02:30' is night, when nobody is disturbed and clocks skip an hour",
        ),
        ((step(), step(days_before=14)), "steps 2, days_before", "comes before the step above it"),
        ((step(), step()), "steps", "two steps are due at the same time to the same person"),
        ((step(to="secretariat"),), "steps", "the secretariat is told before whoever has the duty"),
        ((step(days_before=400),), "steps 1, days_before", "write at most 366 days"),
        ((step(minutes_before=60),), "steps 1", "a step needs either at, an hour, or minutes_before"),
        ((step(to="everybody"),), "steps 1, to", "'everybody' is not one of"),
        ((step(attendance='["maybe"]'),), "steps 1, attendance 1", "'maybe' is not one of"),
        (('audience = { who = "everybody" }', step()), "audience.who", "'everybody' is not one of"),
        (('audience = { kinds = ["city"] }', step()), "audience.kinds 1", "'city' is not one of"),
        (
            ('audience = { who = "secretariat", roles = ["chair"] }', step()),
            "audience",
            "is one duty: leave kinds and roles out",
        ),
        (("caps = { per_item = 1 }", step(), step(days_before=1)), "caps.per_item", "2 steps can't fit"),
        (("caps = { per_item = 0 }", step()), "caps.per_item", "write at least 1, or leave it out"),
        (
            ('about = "undated_event"', step(days_before=None, at=None, minutes_before=5)),
            "steps",
            "needs events",
        ),
        (('about = "weather"', step()), "about", "'weather' is not one of"),
    ],
)
def test_programme_that_can_not_be_is_named(
    tmp_path: Path, parts: tuple[str, ...], place: str, says: str
) -> None:
    (found,) = of_programme(tmp_path, PROGRAMME, *parts)
    assert found.startswith(f"one/programme.toml, {place}: ")
    assert says in found


def test_programme_of_events_needs_their_series(tmp_path: Path) -> None:
    without = PROGRAMME.replace('series = "meetings"', "")
    assert of_programme(tmp_path, without, step()) == [
        "one/programme.toml, series: is missing: which events of reminders/calendar_*.toml it reminds of"
    ]


# ---- calendars -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reminders"
    made.mkdir()
    return made


def test_sound_calendar_has_no_faults(folder: Path) -> None:
    assert of_calendar(folder, event()) == []


def test_series_that_no_programme_reminds_of_is_named(folder: Path) -> None:
    assert of_calendar(folder, event(series="meeting")) == [
        f"{PLACE}, series: no programme reminds of 'meeting'; there are meetings, or leave it out"
    ]


@pytest.mark.parametrize(
    ("fields", "is_named"),
    [
        ({}, True),
        ({"start": "2026-11-27"}, True),
        ({"start": "2026-12"}, True),
        ({"kind": "reporting_deadline"}, True),
        ({"kind": "learning_event"}, True),
        ({"start": "2026-11-26"}, False),
        ({"status": "held"}, False),
        ({"status": "cancelled"}, False),
        ({"kind": "grf"}, False),
    ],
)
def test_event_ahead_without_a_series_is_hinted_at_but_is_no_fault(
    folder: Path, fields: dict[str, str], is_named: bool
) -> None:
    bare = event(**fields).replace('series = "meetings"\n', "")
    what_to_do = "write one of meetings, or leave it so if that is meant"
    hint = f"{PLACE}, series: is missing, so nobody will be reminded of it: {what_to_do}"
    assert [each for each in hints(folder, bare) if ", series:" in each] == [hint] * is_named
    assert of_calendar(folder, bare) == []


def test_event_ahead_with_a_series_is_not_hinted_at(folder: Path) -> None:
    assert hints(folder, event()) == []


def test_hour_that_does_not_exist_is_named(folder: Path) -> None:
    hour = 'start_time = "02:30"\ntime_zone = "America/New_York"'
    place = f"{PLACE}, start_time"
    assert of_calendar(folder, event(start="2026-03-08", more=hour)) == [
        f"{place}: 02:30 does not exist on 2026-03-08 in America/New_York: clocks go forward; write another hour"
    ]


@pytest.mark.parametrize("zone", ["America/Mexico_City", "America/Costa_Rica"])
def test_same_hour_exists_where_clocks_stay(folder: Path, zone: str) -> None:
    hour = f'start_time = "02:30"\ntime_zone = "{zone}"'
    assert of_calendar(folder, event(start="2026-03-08", more=hour)) == []


@pytest.mark.parametrize(
    ("day", "closed"), [("2026-11-16", "mx"), ("2026-12-05", "mx, cr"), ("2026-12-08", "")]
)
def test_deadline_on_a_day_off_is_named(folder: Path, day: str, closed: str) -> None:
    deadline = event(kind="reporting_deadline", status="to_be_confirmed", start=day)
    told = f"{PLACE}, start: {day} is a weekend or a holiday in {closed}: "
    found = of_calendar(folder, deadline)
    assert [each.startswith(told) for each in found] == ([True] if closed else [])


def test_deadline_on_a_day_off_that_is_confirmed_is_meant(folder: Path) -> None:
    assert of_calendar(folder, event(kind="reporting_deadline", start="2026-12-05")) == []


@pytest.mark.parametrize(
    ("opens", "more", "overlaps"),
    [
        ("2026-11-15", "", True),
        ("2026-11-30", "", True),
        ("2026-12-01", "", False),
        ("2026-11-15", 'invited = ["cr"]', False),
        ("2026-11-15", 'invited = ["mx", "cr"]', True),
    ],
)
def test_cycles_that_overlap_are_named(folder: Path, opens: str, more: str, overlaps: bool) -> None:
    first = event(
        "first",
        kind="reporting_deadline",
        start="2026-11-30",
        more='opens = "2026-11-02"\ninvited = ["mx"]' if more else 'opens = "2026-11-02"',
    )
    second = event("second", kind="reporting_deadline", start="2026-12-10", more=f'opens = "{opens}"\n{more}')
    found = of_calendar(folder, first, second)
    assert [each.partition(": ")[0] for each in found] == (
        ["reminders/calendar_2026.toml, event 'second', opens"] if overlaps else []
    )
