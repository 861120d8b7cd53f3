"""Content that staff change while the bot runs, and content that it can't start with."""

import logging
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core import CHECKOUT
from typer.testing import CliRunner

from mirps_bot.adapters.clock import SystemClock
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.bootstrap import Shelf, prepare, read_content
from mirps_bot.bot import Bot
from mirps_bot.cli import app
from mirps_bot.dialogue import Call, Place, Shown
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor

SOMEBODY = Actor(user="U1", person=None, language=Language.ES, time_zone="America/Panama")

EVENT = """
[[event]]
id = "new"
title = { es = "Reunión nueva", en = "New meeting", pt = "Reunião nova", fr = "Nouvelle réunion" }
kind = "meeting"
status = "confirmed"
start = "2027-02-01"
source = "Secretaría"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("commands", "reminders"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SqlStorage]:
    opened = SqlStorage(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    yield opened
    opened.close()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def answer(bot: Bot, words: str) -> str:
    shown = bot.handle(Call(actor=SOMEBODY, words=words, place=Place(channel="D1", is_direct=True)))
    assert isinstance(shown, Shown)
    return shown.view.summary


def test_running_bot_takes_sound_changes_and_leaves_broken_ones(
    folder: Path, storage: SqlStorage, caplog: pytest.LogCaptureFixture
) -> None:
    content = read_content(folder)
    prepare(storage, content)
    bot = Bot(storage, content, SystemClock())
    shelf = Shelf(content, storage, bot, ())
    template = folder / "commands/help/answer.es.md.j2"
    first = bot.knowledge

    shelf.look()
    assert bot.knowledge is first

    change(template, "Soy el asistente", "Soy la asistente")
    shelf.look()
    assert answer(bot, "ayuda").startswith("Soy la asistente")
    sound = bot.knowledge

    change(template, "= Soy la asistente", "= {{ nobody }} Soy")
    change(folder / "commands/next/command.toml", "order = 30", 'order = "soon"')
    with caplog.at_level(logging.ERROR):
        shelf.look()
    assert bot.knowledge is sound
    assert answer(bot, "ayuda").startswith("Soy la asistente")
    assert "next/command.toml, order: write a whole number, without quotes" in caplog.text

    change(folder / "commands/next/command.toml", 'order = "soon"', "order = 30")
    with caplog.at_level(logging.ERROR):
        shelf.look()
    assert "help/answer.es.md.j2: 'nobody' is undefined" in caplog.text
    assert bot.knowledge is sound

    change(template, "= {{ nobody }} Soy", "= Aquí estoy")
    shelf.look()
    assert answer(bot, "ayuda").startswith("Aquí estoy")


def test_change_that_came_at_a_bad_moment_is_taken_up_later(folder: Path, storage: SqlStorage) -> None:
    content = read_content(folder)
    prepare(storage, content)
    bot = Bot(storage, content, SystemClock())
    hasty = SqlStorage(f"sqlite:///{folder / 'bot.sqlite'}", patience=timedelta(0))
    shelf = Shelf(content, hasty, bot, ())
    first = bot.knowledge
    calendar = folder / "reminders/calendar_2027.toml"
    calendar.write_text(calendar.read_text(encoding="utf-8") + EVENT, encoding="utf-8")

    with storage.begin() as unit:
        unit.people.actor("U1")  # as one who would write: the others wait
        shelf.look()
    assert bot.knowledge is first

    being_replaced = folder / "commands/help/new.toml"
    being_replaced.symlink_to(folder / "not yet there")
    shelf.look()
    assert bot.knowledge is first

    being_replaced.unlink()
    shelf.look()
    hasty.close()
    assert bot.knowledge is not first
    assert "Reunión nueva" in {each.title.es for each in bot.knowledge.content.events}


def test_new_date_is_in_the_calendar_without_a_restart(folder: Path, storage: SqlStorage) -> None:
    content = read_content(folder)
    prepare(storage, content)
    bot = Bot(storage, content, SystemClock())
    shelf = Shelf(content, storage, bot, ())

    calendar = folder / "reminders/calendar_2027.toml"
    calendar.write_text(calendar.read_text(encoding="utf-8") + EVENT, encoding="utf-8")
    shelf.look()

    shown = bot.handle(
        Call(actor=SOMEBODY, words="calendario 2027", place=Place(channel="D1", is_direct=True))
    )
    assert isinstance(shown, Shown)
    assert "Reunión nueva" in str(shown.view)


@pytest.mark.parametrize("command", ["check", "run"])
def test_bot_does_not_start_with_broken_content_and_names_every_fault(folder: Path, command: str) -> None:
    change(folder / "commands/next/command.toml", "order = 30", 'order = "soon"')
    change(folder / "reminders/weekly_digest/digest.toml", '"monday"', '"lunes"')
    environment = {
        "MIRPS_CONTENT": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'unused.sqlite'}",
        "SLACK_BOT_TOKEN": "xoxb-not-a-real-token",
        "SLACK_APP_TOKEN": "xapp-not-a-real-token",
    }

    done = CliRunner().invoke(app, [command], env=environment)

    assert done.exit_code == 1
    assert "next/command.toml, order: write a whole number, without quotes" in done.stderr
    assert "weekly_digest/digest.toml, weekly: 'lunes' is not one of " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "unused.sqlite").exists()


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_check_hints_at_an_event_that_nobody_will_be_reminded_of_and_does_not_fail(
    folder: Path, more: tuple[str, ...]
) -> None:
    calendar = folder / "reminders/calendar_2999.toml"
    calendar.write_text(EVENT.replace("2027", "2999"), encoding="utf-8")

    done = CliRunner().invoke(app, ["check", *more], env={"MIRPS_CONTENT": str(folder)})

    assert done.exit_code == 0
    assert done.stdout.strip().endswith("[]" if more else "all in order")
    assert done.stderr.startswith(
        "Hint: reminders/calendar_2999.toml, event 'new', series: is missing, so nobody will be reminded of it: "
        "write one of chair_handover, focal_points, "
    )
