"""Who held an office for an entity, from when until when."""

from dataclasses import dataclass
from datetime import date

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.person import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Days are included. `since` None: since before anybody wrote it down; `until` None: still."""

    person: PersonId
    person_name: str
    entity: EntityId
    role: Role
    since: date | None = None
    until: date | None = None
