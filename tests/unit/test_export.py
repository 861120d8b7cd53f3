"""Copies of attached files, for whoever runs the bot."""

from pathlib import Path

import pytest
from tests.unit.desk import LUCIA, MX, Desk
from typer.testing import CliRunner

from mirps_bot.adapters.vault import FolderVault
from mirps_bot.cli import app
from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.update import Report, Surface, UpdateKind
from mirps_bot.ports import NewUpdate

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def files(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to copy to; the first update has a file of an odd name."""
    new = NewUpdate(
        pledge=PledgeId("rec-058"),
        kind=UpdateKind.UPDATE,
        report=Report(narrative="Empezó."),
        entity=MX,
        author=desk.person(LUCIA).id,
        on_behalf=False,
        surface=Surface.FORM,
        filed_at=desk.clock.now(),
        submission="form/1",
        attached=Attachment.called("F012", "../../x.exe"),
    )
    with desk.storage.begin() as unit:
        unit.updates.file(new)
        unit.commit()
    coming = desk.bot.take_file()
    assert coming is not None
    desk.bot.settle_file(coming, FolderVault(tmp_path / "kept").keep(coming.attachment.name, PDF))
    monkeypatch.setenv("DATABASE_URL", desk.storage.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("MIRPS_FILES", str(tmp_path / "kept"))
    return tmp_path / "out"


def test_copy_is_called_by_number_and_found_type(files: Path) -> None:
    result = CliRunner().invoke(app, ["files", "export", "a1", str(files)])

    assert result.exit_code == 0, result.output
    assert {each.name: each.read_bytes() for each in files.iterdir()} == {"A-00001.pdf": PDF}


def test_copy_may_be_printed_where_no_folder_can_be_reached(files: Path) -> None:
    result = CliRunner().invoke(app, ["files", "export", "A-00001", "-"])

    assert (result.stdout_bytes, result.exit_code) == (PDF, 0)


def test_copy_overwrites_nothing(files: Path) -> None:
    files.mkdir()
    (files / "A-00001.pdf").write_text("mine")

    assert CliRunner().invoke(app, ["files", "export", "A-00001", str(files)]).exit_code == 1
    assert (files / "A-00001.pdf").read_text() == "mine"


@pytest.mark.parametrize("number", ["A-00002", "../x", ""])
def test_update_without_a_file_has_no_copy(files: Path, number: str) -> None:
    assert CliRunner().invoke(app, ["files", "export", number, str(files)]).exit_code == 1
    assert not files.exists()
