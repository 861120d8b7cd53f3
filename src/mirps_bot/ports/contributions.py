"""What entities say they bring to pledges."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.contribution import Contribution, Support
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId
from mirps_bot.domain.update import Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContribution:
    """See `domain.contribution.Contribution`. `submission` makes filing it twice impossible."""

    pledge: PledgeId
    support: Support
    entity: EntityId
    author: PersonId
    surface: Surface
    filed_at: datetime
    submission: str


class Contributions(Protocol):
    def file(self, new: NewContribution) -> Contribution:
        """Filing the same `submission` again returns the first one unchanged."""
        ...

    def toward(self, pledge: PledgeId) -> tuple[Contribution, ...]:
        """Newest first."""
        ...

    def filed_between(self, since: datetime, until: datetime) -> tuple[Contribution, ...]:
        """At since <= moment < until, oldest first."""
        ...
