"""A year in seconds: everything that would go out, and nothing that does."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.desk import LUCIA, MEETING, NOAH, Desk
from typer.testing import CliRunner

from mirps_bot.adapters.sql.copying import copy_in_memory
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.cli import app
from mirps_bot.domain.delivery import LEASE, Prepared, Reason
from mirps_bot.domain.ids import EventId
from mirps_bot.rehearsal import Rehearsed, rehearse

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


@pytest.fixture(scope="module")
def december(reading_desk: Desk) -> list[Rehearsed]:
    return play(reading_desk)


def play(desk: Desk, first: date = FIRST, last: date = LAST) -> list[Rehearsed]:
    copy = copy_in_memory(desk.storage)
    told = list(rehearse(copy, desk.bot.knowledge, first, last))
    copy.close()
    return told


def to(told: list[Rehearsed], email: str, campaign: str) -> list[tuple[str, str, str]]:
    return [
        (f"{each.at:%Y-%m-%dT%H:%M}", each.time_zone, str(each.language))
        for each in told
        if each.person and each.person.email == email and each.campaign == campaign
    ]


def test_rehearsal_tells_to_whom_when_and_in_which_language(december: list[Rehearsed]) -> None:
    first, *_ = to(december, LUCIA, "quarterly_meeting")
    assert first == ("2026-12-03T15:00", "America/Mexico_City", "es")
    (weekly, *_) = [each for each in december if each.campaign == "weekly_digest"]
    assert (weekly.room, weekly.language, weekly.summary) == (
        "mirps-secretaria",
        "en",
        "Platform digest: November 30, 2026 – December 6, 2026",
    )


def test_rehearsal_comes_in_the_order_of_time_and_is_the_same_each_time(
    reading_desk: Desk, december: list[Rehearsed]
) -> None:
    assert [each.at for each in december] == sorted(each.at for each in december)
    assert play(reading_desk) == december


def test_rehearsal_leaves_the_outbox_as_it_is(reading_desk: Desk, december: list[Rehearsed]) -> None:
    with reading_desk.storage.begin(reading=True) as unit:
        assert unit.deliveries.known(each.key for each in december) == frozenset()


def test_message_is_sent_or_has_a_reason(december: list[Rehearsed]) -> None:
    assert all((each.view is None) is (each.reason is not None) for each in december)
    for_meeting = [each.reason for each in december if each.campaign == "before_meeting_digest"]
    assert for_meeting == [Reason.TO_EACH, *[None] * (len(for_meeting) - 1)]


# ---- at a terminal -------------------------------------------------------------------------------


def rehearses(database: Path, *arguments: str) -> tuple[int, str]:
    days = ["rehearse", "--from", str(FIRST), "--to", str(LAST)]
    done = CliRunner().invoke(
        app, [*days, *arguments], env={"DATABASE_URL": f"sqlite:///{database}", "COLUMNS": "200"}
    )
    return done.exit_code, done.stdout


@pytest.fixture
def database(storage: SqlStorage) -> Path:
    with storage.begin() as unit:  # the calendar's own events are all that a command line knows
        unit.events.save([replace(MEETING, id=EventId("entered-meeting"))])
        unit.commit()
    return Path(str(storage.engine.url.database))


def test_page_and_heat_map_are_written(database: Path, tmp_path: Path) -> None:
    code, printed = rehearses(database, "--out", str(tmp_path / "out"), "--language", "en")
    page = (tmp_path / "out/rehearsal.html").read_text("utf-8")
    assert (code, "messages would go out" in printed) == (0, True)
    assert (tmp_path / "out/heat_map.png").read_bytes().startswith(b"\x89PNG")
    assert '<html lang="en">' in page
    assert "Nothing was sent" in page
    assert 'src="data:image/png;base64,' in page


def test_preview_is_owed_to_one_person_and_has_no_buttons(
    desk: Desk, database: Path, storage: SqlStorage
) -> None:
    code, printed = rehearses(database, "--only", "quarterly_meeting", "--preview-to", NOAH)
    assert (code, f"on its way to {NOAH}" in printed) == (0, True)
    with storage.begin() as unit:
        moment = unit.deliveries.next_moment()
        assert moment is not None
    with desk.visit(NOAH) as visit:
        claimed = [
            each.content
            for each in visit.unit.deliveries.claim(moment, limit=99, lease=LEASE)
            if each.key.startswith("preview/quarterly_meeting")
        ]
    (preview,) = claimed
    assert isinstance(preview, Prepared)
    assert preview.to == desk.inbox(NOAH)
    assert '"Buttons"' not in preview.view
    assert "Preview: nobody else has received this." in preview.view


def test_rehearsal_for_scripts_is_json(database: Path) -> None:
    code, printed = rehearses(database, "--json", "--only", "weekly_digest")
    told = json.loads(printed)
    assert code == 0
    assert {each["campaign"] for each in told} == {"weekly_digest"}


def test_rehearsal_shows_what_is_due_together_as_one_message(december: list[Rehearsed]) -> None:
    silent = [each for each in december if "/-7d:secretariat/" in each.key and each.view]
    assert "6 asuntos para usted" in {each.summary for each in silent}
    moments = [each.at for each in silent]
    assert len(moments) == len(set(moments))
