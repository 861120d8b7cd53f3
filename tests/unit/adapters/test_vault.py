import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from mirps_bot.adapters.vault import FolderVault
from mirps_bot.domain.attachment import LARGEST, Document, FileState, MediaType

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 100 + b"PE\x00\x00"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, MediaType.PDF),
        (PNG, MediaType.PNG),
        (JPEG, MediaType.JPEG),
        (zipped("[Content_Types].xml", "word/document.xml"), MediaType.DOCX),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), MediaType.XLSX),
        ("país;monto\nPanamá;1.500,50\n".encode(), MediaType.TEXT),
        ("país;monto\nPanamá;1.500,50\n".encode("cp1252"), MediaType.TEXT),
        ("país\tmonto".encode("utf-16"), MediaType.TEXT),
        (b"BM es como empieza esta nota", MediaType.TEXT),
    ],
)
def test_content_tells_the_type_and_its_hash_the_name(
    folder: Path, content: bytes, media_type: MediaType
) -> None:
    sha256 = hashlib.sha256(content).hexdigest()

    kept = FolderVault(folder).keep("../../x.exe", content)

    assert kept == Document(
        name="../../x.exe",
        state=FileState.KEPT,
        media_type=media_type,
        size=len(content),
        sha256=sha256,
    )
    assert [(each.name, each.read_bytes()) for each in folder.iterdir()] == [(sha256, content)]


@pytest.mark.parametrize(
    "content",
    [
        EXE,
        b"",
        b" \n",
        b"\x7fELF\x02\x01\x01" + b"\x00" * 60,
        zipped("a.txt"),
        zipped("word/document.xml", "word/vbaProject.bin"),
        zipped("word/document.xml")[:40],
    ],
)
def test_whatever_is_no_document_is_not_kept_however_it_is_called(folder: Path, content: bytes) -> None:
    kept = FolderVault(folder).keep("informe.pdf", content)

    assert kept == Document(name="informe.pdf", state=FileState.WRONG_TYPE)
    assert not folder.exists()


def test_content_beyond_the_limit_is_not_kept(folder: Path) -> None:
    kept = FolderVault(folder).keep("informe.pdf", PDF.ljust(LARGEST + 1))

    assert kept.state is FileState.TOO_LARGE
    assert not folder.exists()


def test_same_content_is_kept_once_and_read_back(folder: Path) -> None:
    vault = FolderVault(folder)
    sha256 = vault.keep("a.pdf", PDF).sha256
    assert vault.keep("b.pdf", PDF).sha256 == sha256
    assert [each.name for each in folder.iterdir()] == [sha256]
    assert vault.read(str(sha256)) == PDF


def test_folder_and_files_are_for_their_owner_alone(folder: Path) -> None:
    FolderVault(folder).keep("a.pdf", PDF)
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o077, file.stat().st_mode & 0o077) == (0, 0)


def test_file_that_could_not_be_written_leaves_nothing_behind(folder: Path) -> None:
    in_the_way = folder / hashlib.sha256(PDF).hexdigest()
    in_the_way.mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        FolderVault(folder).keep("informe.pdf", PDF)

    assert [*folder.iterdir()] == [in_the_way]
