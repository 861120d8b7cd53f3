"""A quarter of the demo shows every programme that waits for a date, and every date says that it is an exercise."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.core import CHECKOUT
from tests.unit.desk import NOAH, NOW, Desk
from typer.testing import CliRunner

from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import prepare
from mirps_bot.cli import app
from mirps_bot.content.load import Content
from mirps_bot.demo.exercise import exercise_events
from mirps_bot.demo.workspace import next_wave
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ladder import Due, Duty, plan
from mirps_bot.domain.language import Language
from mirps_bot.domain.occasion import About, Occasion
from mirps_bot.domain.person import Role
from mirps_bot.dues import plan_due

OPENED = NOW.date()
A_QUARTER = timedelta(days=91)
TRIED_OUT = """
[[event]]
id = "tried-out"
title = { es = "Prueba", en = "Trial", pt = "Teste", fr = "Essai" }
kind = "meeting"
series = "focal_points"
status = "confirmed"
start = "2027-02-04"
source = "x"
"""
SAID = {
    Language.ES: "Ejercicio: ",
    Language.EN: "Exercise: ",
    Language.PT: "Exercício: ",
    Language.FR: "Exercice\N{NO-BREAK SPACE}: ",
}


@pytest.mark.parametrize(
    "command",
    [
        ["plan"],
        ["calendar"],
        ["ask", "ayuda"],
        ["ledger", "--as", NOAH],
        ["rehearse", "--from", str(OPENED), "--to", str(OPENED)],
        ["export", "", "pledges.xlsx"],
    ],
    ids=lambda command: command[0],
)
def test_command_that_only_reads_leaves_the_exercise_in_the_database(
    storage: SqlStorage, content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    events = exercise_events(OPENED)
    prepare(storage, content, events)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(
        app,
        command,
        env={"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}", "MIRPS_CONTENT": str(CHECKOUT)},
    )
    assert done.exit_code == 0, done.output
    with storage.begin(reading=True) as unit:
        assert [unit.events.find(each.id) for each in events] == list(events)


@pytest.mark.parametrize(
    "command", [["plan"], ["rehearse", "--from", str(OPENED), "--to", str(OPENED)]], ids=lambda each: each[0]
)
def test_calendar_that_is_tried_out_stays_out_of_the_database(
    storage: SqlStorage, content: Content, tmp_path: Path, command: list[str]
) -> None:
    prepare(storage, content)
    other = tmp_path / "other"
    for folder in ("commands", "reminders"):
        shutil.copytree(CHECKOUT / folder, other / folder)
    calendar = other / "reminders/calendar_2027.toml"
    calendar.write_text(calendar.read_text("utf-8") + TRIED_OUT, "utf-8")
    done = CliRunner().invoke(
        app,
        command,
        env={"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}", "MIRPS_CONTENT": str(other)},
    )
    assert done.exit_code == 0, done.output
    with storage.begin(reading=True) as unit:
        assert unit.events.find(EventId("tried-out")) is None


def of_exercise(desk: Desk) -> list[Due]:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save(exercise_events(OPENED))
        due = plan_due(visit.unit, desk.bot.knowledge, after=NOW, until=NOW + A_QUARTER)
    return [each for each in due if each.event.startswith("exercise-")]


def test_every_date_says_in_every_language_that_it_is_an_exercise() -> None:
    for event in exercise_events(OPENED):
        assert event.source == "mirps-bot demo"
        for language, word in SAID.items():
            assert event.title.in_language(language).startswith(word)


def test_dates_keep_off_weekends_whatever_day_the_workspace_is_opened() -> None:
    week = [OPENED + timedelta(days=each) for each in range(7)]
    days = [event.day for opened in week for event in exercise_events(opened)]
    assert {day.weekday() for day in days if day} <= {0, 1, 2, 3, 4}
    assert None not in days


def test_quarter_shows_the_chair_a_learning_event_and_the_meetings_of_a_group(desk: Desk) -> None:
    told: dict[str, set[str]] = {}
    days: dict[str, set[date]] = {}
    for each in of_exercise(desk):
        told.setdefault(each.programme, set()).add(each.entity)
        days.setdefault(each.programme, set()).add(each.day)

    assert told["chair_handover"] == {"co"}
    assert told["working_group_meeting"] == {"hn", "mx", "pa"}
    assert told["learning_event"] == told["quarterly_meeting"] == told["reporting_deadline"]
    assert len(days["working_group_meeting"]) == 3


def test_first_prompt_is_of_the_meeting_the_day_after_the_workspace_is_opened(desk: Desk) -> None:
    first = min(of_exercise(desk), key=lambda each: each.due_at)
    assert (first.programme, first.due_at.date()) == ("quarterly_meeting", date(2026, 11, 25))


def test_clock_goes_on_morning_by_morning_where_holidays_put_a_prompt_off_for_some(desk: Desk) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save(exercise_events(OPENED))
    now = datetime(2026, 11, 24, 16, tzinfo=UTC)
    waves = [now]
    while (wave := next_wave(desk.storage, desk.content, waves[-1])) and wave < now + A_QUARTER:
        waves.append(wave)
    due = of_exercise(desk)
    for each in due:
        if each.due_at > now:
            told_at = min(wave for wave in waves if wave >= each.due_at)
            assert told_at - each.due_at < timedelta(hours=12)


def test_second_invitation_to_a_group_comes_before_the_eve_whatever_day_it_meets(content: Content) -> None:
    """Off the weekend, the third day before a Monday is its eve as well."""
    ladders = [
        each for each in content.programmes if each.name in ("working_group_meeting", "troika_meeting")
    ]
    panama = Duty(entity=EntityId("pa"), time_zone="America/Panama", roles=frozenset({Role.CHAIR}))
    for day in (date(2026, 10, 5) + timedelta(days=each) for each in range(5)):
        for ladder in ladders:
            meeting = Occasion(
                about=About.EVENT, id=EventId("one"), day=day, last_day=day, series=ladder.series
            )
            due = plan([ladder], [meeting], [panama], after=NOW - A_QUARTER, until=NOW)
            assert len({each.due_at for each in due}) == len(due) == 3
