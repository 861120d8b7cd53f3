"""Files that people attach to what they report. What they and their names claim is data, never believed."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mirps_bot.domain.ids import PersonId, UpdateId
from mirps_bot.domain.text import storable

LARGEST = 10 * 1024**2
"""Bytes: what a form of Slack's takes, enough for a scanned report, and small enough to be held in memory."""
LONGEST_NAME = 100
"""Characters of a name that are kept: it is only ever shown."""


class MediaType(StrEnum):
    """What is kept, by its content. All text is plain text, a table of commas too."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "txt"


ENDINGS = (*(each.value for each in MediaType), "jpeg", "csv")
"""Of the names of files that may be kept; what they are is looked at once they are fetched."""


class FileState(StrEnum):
    COMING = "coming"
    KEPT = "kept"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    NOT_ARRIVED = "not_arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it was handed in: its id at the platform, and its name made safe to show."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.id}/{self.name}"

    @property
    def may_be_kept(self) -> bool:
        """As far as its name tells."""
        _, dot, ending = self.name.rpartition(".")
        return not dot or ending.casefold() in ENDINGS

    @classmethod
    def called(cls, id: str, name: str) -> "Attachment":
        """With whatever name somebody gave it."""
        shown = " ".join(re.sub(r"[^\w\s.,()&+'-]", " ", storable(name)).split())
        return cls(id=id, name=shown[:LONGEST_NAME] or id)

    @classmethod
    def parse(cls, text: str) -> "Attachment | None":
        """Read what `str` wrote; None: it names no file."""
        found = re.fullmatch(r"(F[A-Z0-9]{1,30})/([^\n]+)", text)
        return cls.called(found[1], found[2]) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that belongs to a filed update. Type, size in bytes and SHA-256 are known once it is kept."""

    name: str
    state: FileState = FileState.COMING
    media_type: MediaType | None = None
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A file that is still to be fetched, for the `attempt`th time; `author` handed it in."""

    update: UpdateId
    attachment: Attachment
    author: PersonId
    attached_at: datetime
    attempt: int
