"""Forms that are being filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.form import Raw
from mirps_bot.domain.ids import EntityId, PersonId, SessionId
from mirps_bot.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """See `domain.session.Session`."""

    form: str
    person: PersonId
    entity: EntityId
    context: Mapping[str, str]
    answers: Raw
    at: str | None
    passed: tuple[str, ...]
    channel: str
    thread: str | None
    touched_at: datetime


class StaleSession(Exception):
    """Somebody else changed it first; nothing was changed, reading it anew and trying again is safe."""


class Sessions(Protocol):
    """A person has one active session at most: making one active makes the others drafts."""

    def start(self, new: NewSession) -> Session: ...
    def find(self, session: SessionId) -> Session | None: ...
    def active(self, person: PersonId) -> Session | None: ...

    def touched_since(self, moment: datetime) -> Mapping[PersonId, Session]:
        """The active sessions that their persons turned to after this moment."""
        ...

    def save(self, session: Session) -> Session:
        """Under the next version. Raises StaleSession if this one is not the newest, or gone."""
        ...

    def remove(self, session: Session) -> None:
        """Raises StaleSession if this version is not the newest, or gone."""
        ...

    def of_person(self, person: PersonId) -> tuple[Session, ...]:
        """Newest touched first."""
        ...

    def expiring(self, before: datetime) -> tuple[Session, ...]:
        """Those whose `expires_at` is before this moment, the soonest first."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that `expiring` tells of, and say how many."""
        ...
