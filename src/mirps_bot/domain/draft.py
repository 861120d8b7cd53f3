"""A reply in words that its author has not yet confirmed."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.domain.ids import DraftId, EntityId, PersonId, PledgeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words kept exactly as written. `pledge` None: the author still has to say which. Visible to its author alone."""

    id: DraftId
    author: PersonId
    entity: EntityId
    pledge: PledgeId | None
    text: str
    said_at: datetime
