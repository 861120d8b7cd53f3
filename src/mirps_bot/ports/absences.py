"""Who is away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mirps_bot.domain.absence import Absence
from mirps_bot.domain.ids import AbsenceId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbsence:
    """An absence to be recorded; see `domain.absence.Absence`. `submission` makes recording it twice impossible."""

    person: PersonId
    since: date
    until: date
    cover: PersonId | None
    reason: str | None
    recorded_by: PersonId
    recorded_at: datetime
    submission: str


class Absences(Protocol):
    def record(self, new: NewAbsence) -> tuple[Absence, bool]:
        """The absence, and whether it is new: recording the same `submission` again returns the first one."""
        ...

    def find(self, absence: AbsenceId) -> Absence | None: ...

    def touching(self, since: date, until: date) -> tuple[Absence, ...]:
        """Absences of at least one of these days (both included), by first day, then id."""
        ...

    def remove(self, absence: AbsenceId) -> bool:
        """Whether it was still there."""
        ...
