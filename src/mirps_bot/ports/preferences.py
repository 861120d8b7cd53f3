"""How people want to be reached."""

from typing import Protocol

from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.preference import Preference


class Preferences(Protocol):
    def of(self, person: PersonId) -> Preference:
        """Who never said anything has the usual one."""
        ...

    def save(self, person: PersonId, preference: Preference) -> None: ...
