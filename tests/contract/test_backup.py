import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.contract.conftest import fill, open_storage
from tests.contract.samples import ANA, LUIS, SARA, row

from mirps_bot.adapters.sql.backup import NotAFile, back_up
from mirps_bot.adapters.sql.storage import SqlStorage


@pytest.fixture
def place(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.sqlite'}"


@pytest.fixture
def in_use(place: str) -> Iterator[SqlStorage]:
    with open_storage(place) as storage:
        fill(storage)
        yield storage


def test_copy_holds_what_is_committed_and_nothing_else(
    in_use: SqlStorage, place: str, tmp_path: Path
) -> None:
    with in_use.begin() as unit:
        unit.people.save([row("nuevo@x.example", "Nuevo", ANA.entity)])

        back_up(place, tmp_path / "copy.sqlite")

    with open_storage(f"sqlite:///{tmp_path / 'copy.sqlite'}") as copy, copy.begin(reading=True) as unit:
        assert [each.email for each in unit.people.all()] == [LUIS.email, ANA.email, SARA.email]


def test_progress_is_told_up_to_the_end(in_use: SqlStorage, place: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    back_up(place, tmp_path / "copy.sqlite", progress=lambda done, total: told.append((done, total)))

    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        [[pages]] = copy.execute("PRAGMA page_count").fetchall()
    assert told[-1] == (pages, pages)


def test_file_that_is_there_is_not_written_over(in_use: SqlStorage, place: str, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_text("precious")

    with pytest.raises(FileExistsError):
        back_up(place, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_text() == "precious"


def test_nothing_is_left_when_there_is_nothing_to_copy(place: str, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        back_up(place, tmp_path / "copy.sqlite")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("url", "advice"),
    [("postgresql://bot@db/bot", "pg_dump"), ("sqlite://", "memory"), ("sqlite:///:memory:", "memory")],
)
def test_database_that_is_no_file_is_refused_with_advice(url: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match=advice):
        back_up(url, tmp_path / "copy.sqlite")
