"""The roster: who speaks for which entity, in which language and zone."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Self

from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.language import Language


class Role(StrEnum):
    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    LEAD = "lead"
    OBSERVER = "observer"


class Chat(StrEnum):
    """Where people talk to the bot."""

    SLACK = "slack"
    TEAMS = "teams"


DUTY_ORDER = (Role.FOCAL_POINT, Role.LEAD, Role.CHAIR, Role.ALTERNATE, Role.SECRETARIAT)
"""Who answers for an entity: the first of these roles that somebody holds."""
OFFICES = (Role.FOCAL_POINT, Role.ALTERNATE)
"""What an entity appoints people to."""

WORKS_FROM, WORKS_UNTIL = time(8), time(18)
"""Until they say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the roster. `email` is folded to lower case; `time_zone` is an IANA name.

    From `works_from` until `works_until`, hours of their own day, they may be reminded.
    """

    id: PersonId
    email: str
    name: str
    entity: EntityId
    role: Role
    language: Language
    time_zone: str
    """Both as they chose themselves, else as the roster says."""
    works_from: time = WORKS_FROM
    works_until: time = WORKS_UNTIL
    left_at: datetime | None = None
    """Since when (UTC) their account is deactivated, as far as the platform said; None: it is not."""

    @property
    def has_left(self) -> bool:
        return self.left_at is not None

    @property
    def is_secretariat(self) -> bool:
        return self.role is Role.SECRETARIAT

    def speaks_for(self, entities: tuple[EntityId, ...]) -> EntityId:
        """For which of a pledge's entities this person reports: their own, else the one that leads it."""
        return self.entity if self.entity in entities or not entities else entities[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts, on the roster or not: a member of the workspace who isn't may ask, not report."""

    user: str
    """The platform's own id of this user, e.g. Slack's `U…`."""
    person: Person | None
    language: Language
    time_zone: str
    is_language_guessed: bool = False
    """Nothing tells it, neither a choice nor the roster nor the profile."""

    @classmethod
    def of(cls, person: Person) -> Self:
        """As whom somebody is told what they did not ask for just now."""
        return cls(user="", person=person, language=person.language, time_zone=person.time_zone)

    @classmethod
    def stranger(
        cls, user: str, language: Language | None, time_zone: str | None, *, otherwise: Language
    ) -> Self:
        """Somebody of whom the platform tells no more than this, in the language `otherwise` if it tells none."""
        return cls(
            user=user,
            person=None,
            language=language or otherwise,
            time_zone=time_zone or "UTC",
            is_language_guessed=language is None,
        )
