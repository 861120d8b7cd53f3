"""Files that belong to updates: what is known of them, and where their contents are kept."""

from datetime import datetime, timedelta
from typing import Protocol

from mirps_bot.domain.attachment import Coming, Document
from mirps_bot.domain.ids import UpdateId


class Files(Protocol):
    """What is known of each file. It is announced with its update (`Updates.file`), settled once, and never removed."""

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> tuple[Coming, ...]:
        """Those still to be fetched, oldest first; each is handed to one caller only until its lease ends."""
        ...

    def settle(self, update_: UpdateId, document: Document, *, at: datetime) -> bool:
        """Say what became of it; `document` keeps the name it was announced by. Whether it was still open."""
        ...


class Vault(Protocol):
    """Keeps contents: under names of its own, for good, where no web server reaches."""

    def keep(self, name: str, content: bytes) -> Document:
        """Look at what it is, and keep it if it is of a kind that is kept; the same content again changes nothing.

        Raises OSError when it can't be written.
        """
        ...
