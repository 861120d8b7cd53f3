"""A copy of a SQLite database, taken while it is in use."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

_PAGES = 1_000
"""How much is copied between two reports of progress: about 4 MB."""


class NotAFile(Exception):
    """This database is not a file that can be copied."""


def back_up(url: str, to: Path, *, progress: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """Copy the database to a new file, as of one moment. `progress` is told pages copied and pages in all.

    Raises NotAFile for PostgreSQL and for a database in memory, FileExistsError for a file that is there,
    FileNotFoundError for a folder that is not, and sqlite3.Error when a file can't be read or written; then nothing is
    left at `to`.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise NotAFile(
            "PostgreSQL is backed up with its own tool: pg_dump --format=custom --file=FILE DATABASE"
        )
    if not parsed.database or parsed.database == ":memory:":
        raise NotAFile("A database in memory ends with the program; there is no file to copy")
    if not to.parent.is_dir():
        raise FileNotFoundError(f"{to} can't be written: there is no folder {to.parent}")
    if to.exists():
        raise FileExistsError(f"{to} exists already")
    unfinished = to.with_name(f"{to.name}.unfinished")
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(parsed.database)}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total))
        unfinished.rename(to)
    finally:
        unfinished.unlink(missing_ok=True)
