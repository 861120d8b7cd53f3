"""A folder for the files that people attach: each under the SHA-256 of its content."""

import hashlib
import io
import os
import re
import tempfile
import zipfile
from pathlib import Path

from mirps_bot.domain.attachment import LARGEST, Document, FileState, MediaType

_OFFICE = {"word/document.xml": MediaType.DOCX, "xl/workbook.xml": MediaType.XLSX}
_MACROS = "vbaProject.bin"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BY_START = {"application/pdf": MediaType.PDF, "image/png": MediaType.PNG, "image/jpeg": MediaType.JPEG}


class FolderVault:
    """For its owner alone. The folder is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, content: bytes) -> Document:
        """Implements `ports.Vault`."""
        if len(content) > LARGEST:
            return Document(name=name, state=FileState.TOO_LARGE)
        media_type = inspect(content)
        if media_type is None:
            return Document(name=name, state=FileState.WRONG_TYPE)
        sha256 = hashlib.sha256(content).hexdigest()
        self._write(sha256, content)
        return Document(
            name=name, state=FileState.KEPT, media_type=media_type, size=len(content), sha256=sha256
        )

    def read(self, sha256: str) -> bytes:
        """Raises OSError when it is not there."""
        return (self._folder / sha256).read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        """Whole or not at all: a full disk keeps no part of it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            Path(path).replace(self._folder / name)
        except BaseException:
            Path(path).unlink()
            raise


def inspect(content: bytes) -> MediaType | None:
    """What a content is, whatever it is called; None: nothing that is kept."""
    import puremagic

    try:
        found = {each.mime_type for each in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):  # it knows no such beginning, or there is nothing at all
        found = set()
    by_start = (kind for claimed, kind in _BY_START.items() if claimed in found)
    return next(by_start, None) or _office_type(content) or _text_type(content)


def _office_type(content: bytes) -> MediaType | None:
    """By the names in it: nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(each.endswith(_MACROS) for each in names):
        return None
    return next((kind for part, kind in _OFFICE.items() if part in names), None)


def _text_type(content: bytes) -> MediaType | None:
    """Spreadsheets still write their tables in the code page of the machine."""
    if not content.strip():
        return None
    for encoding in ("utf-8", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return None if _CONTROL.search(text) else MediaType.TEXT
    return None
