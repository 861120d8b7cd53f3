"""What members hand in to the secretariat, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mirps_bot.domain.ids import EntityId, PaperId, PersonId


class PaperKind(StrEnum):
    """Each is named like the form that it is filled in on."""

    PRACTICE = "practice"
    CONTACT = "contact"
    LEARNING = "learning"
    OUTREACH = "outreach"

    @property
    def needs_decision(self) -> bool:
        """Whether it waits for the secretariat; an account of what was done only stands."""
        return self is not PaperKind.OUTREACH


class PaperState(StrEnum):
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """To its author, with the reason; handed in again, it is another paper that names this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Moments are UTC. `reason` None: nothing needed saying."""

    state: PaperState
    author: PersonId
    author_name: str
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One form handed in. `answers` are as its form reads them; `again` is the paper of which it is a new version."""

    id: PaperId
    kind: PaperKind
    entity: EntityId
    author: PersonId
    author_name: str
    answers: Mapping[str, str]
    handed_at: datetime
    again: PaperId | None = None
    decision: Decision | None = None

    @property
    def number(self) -> str:
        return f"T-{self.id:04d}"

    @property
    def headline(self) -> str:
        """What it is about, in its author's words."""
        named = (self.answers.get(key) for key in ("title", "actor", "name"))
        return next(filter(None, named), self.number)

    @property
    def state(self) -> PaperState:
        return self.decision.state if self.decision else PaperState.HANDED_IN

    @property
    def is_waiting(self) -> bool:
        return self.kind.needs_decision and self.decision is None
