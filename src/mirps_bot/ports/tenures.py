"""Who held an office for an entity, from when until when."""

from datetime import date
from typing import Protocol

from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.tenure import Tenure


class Tenures(Protocol):
    def begin(self, person: Person, *, since: date) -> None:
        """In the role and for the entity that they have now."""
        ...

    def end(self, person: Person, *, until: date) -> None:
        """What was never written down to have begun ends too."""
        ...

    def of(self, entity: EntityId) -> tuple[Tenure, ...]:
        """The latest begun first."""
        ...
