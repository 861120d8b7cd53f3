"""A form that somebody is filling in: kept from the first answer on, wherever it is continued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from mirps_bot.domain.form import Raw
from mirps_bot.domain.ids import EntityId, PersonId, SessionId

KEPT = timedelta(days=30)
"""How long a form nobody touches is kept."""


class Turn(StrEnum):
    """What a person can do in a conversation other than answer."""

    BACK = "back"
    SKIP = "skip"
    SAME = "same"
    """Leave what stands there: from the last report, or from before."""
    NOT_YET = "not_yet"
    CHANGE = "change"
    """Another answer, by its number."""
    REVIEW = "review"
    SEND = "send"
    SAVE = "save"
    CANCEL = "cancel"
    DISCARD = "discard"
    GO_ON = "go_on"
    HELP = "help"
    PERSON = "person"
    """Somebody of the secretariat, please."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`person` has it, and nobody else sees it. `version` counts what was done: each change is made to the one before.

    `at` is the field that is asked, None under review. `passed` are the fields that were answered or skipped;
    an answer that is not among them was there from the start. `failures` counts what could not be read there.
    """

    id: SessionId
    version: int
    form: str
    person: PersonId
    entity: EntityId
    context: Mapping[str, str] = field(default_factory=dict)
    answers: Raw = field(default_factory=dict)
    at: str | None = None
    passed: tuple[str, ...] = ()
    failures: int = 0
    unfinished: str = ""
    """What was said there and is no answer by itself: an amount whose currency may come next."""
    is_active: bool = True
    """It is being talked about: what its person says there is meant for it. One for each person at most."""
    is_leaving: bool = False
    """Asked whether to keep or discard it."""
    channel: str = ""
    """Where it is talked about; empty: in its person's direct messages, wherever those are."""
    thread: str | None = None
    touched_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + KEPT

    def is_at(self, channel: str, thread: str | None) -> bool:
        """Whether what is said there, in direct messages, belongs to it."""
        return self.thread == thread and self.channel in ("", channel)

    @property
    def is_untouched(self) -> bool:
        """Nothing was said or pressed in it."""
        return self.version == 1
