"""Pledges as an Excel file, on the command line."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.unit.desk import ANA, CHLOE, LUCIA, Desk
from typer.testing import CliRunner, Result

from mirps_bot.cli import app


@pytest.fixture(autouse=True)
def on_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Canada has given its part of a joint pledge."""
    part = {"pledge": "rec-022", "stage": "in_progress", "narrative": "=1+1 Le pilote a commencé"}
    desk.submits(CHLOE, part)
    monkeypatch.setenv("DATABASE_URL", desk.storage.engine.url.render_as_string(hide_password=False))


def exports(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments])


def told(content: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


def test_file_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "asile.xlsx"
    done = exports("engagements asile", str(file), "--language", "fr")

    assert (done.exit_code, done.stdout.startswith(f"{file}: Engagements en Excel")) == (0, True)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["À lire", "Engagements", "Mises à jour", "HCR"]
    assert (book["Engagements"].max_row, book["Engagements"].freeze_panes) == (20, "B2")


def test_it_may_be_printed_where_no_file_can_be_reached() -> None:
    done = exports("rec-058", "-")
    assert "rec-058" in told(done.stdout_bytes)


@pytest.mark.parametrize(
    ("email", "sees_part"), [(None, False), (ANA, False), (LUCIA, True), ("x@x.org", False)]
)
def test_it_holds_what_its_reader_may_see(email: str | None, sees_part: bool) -> None:
    done = exports("rec-022", "-", *(["--as", email] if email else []))
    assert ("=1+1 Le pilote a commencé" in told(done.stdout_bytes)) is sees_part


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_text("mine")
    done = exports("", str(file))
    assert (done.exit_code, file.read_text(), "is there already" in done.stderr) == (1, "mine", True)


def test_no_file_is_made_of_nothing(tmp_path: Path) -> None:
    done = exports("1999", str(tmp_path / "none.xlsx"))
    assert (done.exit_code, list(tmp_path.glob("*.xlsx"))) == (1, [])


def test_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = exports("", str(tmp_path / "nowhere" / "a.xlsx"))
    assert (done.exit_code, "can't be written" in done.stderr) == (1, True)


def packs(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["pack", *arguments])


def paragraphs(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(BytesIO(content)).paragraphs)


def test_pack_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "asile.docx"
    done = packs("wg-asylum", str(file), "--language", "fr")

    assert (done.exit_code, done.stdout.startswith(f"{file}: Dossier")) == (0, True)
    assert "Où en sont les engagements" in paragraphs(file.read_bytes())


@pytest.mark.parametrize(("email", "sees_part"), [(None, False), (ANA, False), (LUCIA, True)])
def test_pack_holds_what_its_reader_may_see(email: str | None, sees_part: bool) -> None:
    done = packs("wg-asylum", "-", *(["--as", email] if email else []))
    assert ("=1+1 Le pilote a commencé" in paragraphs(done.stdout_bytes)) is sees_part


def test_no_pack_is_made_of_a_meeting_that_there_is_not(tmp_path: Path) -> None:
    done = packs("reunión de los marcianos", str(tmp_path / "none.docx"))
    assert (done.exit_code, list(tmp_path.glob("*.docx"))) == (1, [])
