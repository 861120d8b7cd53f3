"""What was handed in to the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import EntityId, PaperId, PersonId
from mirps_bot.domain.paper import Decision, Paper, PaperKind, PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """`submission` is the same for every attempt to hand in the same form."""

    kind: PaperKind
    entity: EntityId
    author: PersonId
    answers: Mapping[str, str]
    handed_at: datetime
    submission: str
    again: PaperId | None = None


class Papers(Protocol):
    def hand_in(self, paper: NewPaper) -> Paper:
        """Keep it, once; the same submission again is the same paper."""
        ...

    def find(self, paper: PaperId) -> Paper | None: ...

    def decide(self, paper: PaperId, decision: Decision) -> bool:
        """Whether it was still undecided: only one of two decisions at the same time counts."""
        ...

    def of(
        self,
        *,
        kind: PaperKind | None = None,
        state: PaperState | None = None,
        entity: EntityId | None = None,
    ) -> tuple[Paper, ...]:
        """Newest first; None: any."""
        ...
