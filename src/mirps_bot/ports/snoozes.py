"""What was put off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.ids import EntityId, EventId


class Snoozes(Protocol):
    """Until when (UTC) an entity put off the reminders of a programme about an event."""

    def set(self, entity: EntityId, programme: str, event: EventId, *, until: datetime) -> None:
        """In place of what was set before."""
        ...

    def of(self, programme: str, event: EventId) -> Mapping[EntityId, datetime]:
        """Those that are over, too."""
        ...
