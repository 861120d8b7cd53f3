"""Where a workspace's state outlives its process."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from mirps_bot.playground.wire import encode

Shelf: TypeAlias = Literal[
    "secret",
    "clock",
    "conversation",
    "message",
    "home",
    "read",
    "profile",
    "file",
    "content",
    "event",
    "modal",
]


SCHEMA = """
    CREATE TABLE IF NOT EXISTS kept (shelf TEXT, key TEXT, value, PRIMARY KEY (shelf, key)) WITHOUT ROWID
"""


class Keep(Protocol):
    """Values by shelf and key, written through at once."""

    def put(self, shelf: Shelf, key: str, value: object) -> None:
        """Keeps bytes as they are and everything else as JSON; replaces what was there."""

    def drop(self, shelf: Shelf, key: str) -> None: ...

    def all(self, shelf: Shelf) -> Iterator[tuple[str, Any]]:
        """Keys with their values, by key in order."""

    def close(self) -> None: ...


class MemoryKeep:
    """Keeps nothing beyond the process: the workspace itself is the memory."""

    def put(self, shelf: Shelf, key: str, value: object) -> None:
        pass

    def drop(self, shelf: Shelf, key: str) -> None:
        pass

    def all(self, shelf: Shelf) -> Iterator[tuple[str, Any]]:  # noqa: ARG002 - nothing on any shelf
        return iter(())

    def close(self) -> None:
        pass


class SqliteKeep:
    """One SQLite file. Each write is its own transaction, so a killed process loses none."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(SCHEMA)

    def put(self, shelf: Shelf, key: str, value: object) -> None:
        stored = value if isinstance(value, bytes) else encode(value)
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (shelf, key, stored))

    def drop(self, shelf: Shelf, key: str) -> None:
        self._connection.execute("DELETE FROM kept WHERE shelf = ? AND key = ?", (shelf, key))

    def all(self, shelf: Shelf) -> Iterator[tuple[str, Any]]:
        rows = self._connection.execute("SELECT key, value FROM kept WHERE shelf = ? ORDER BY key", (shelf,))
        for key, value in rows.fetchall():
            yield key, value if isinstance(value, bytes) else json.loads(value)

    def close(self) -> None:
        self._connection.close()
