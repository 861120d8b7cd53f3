"""Who follows what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.follow import Topic
from mirps_bot.domain.ids import PersonId


class Follows(Protocol):
    def follow(self, person: PersonId, topic: Topic, *, since: datetime) -> None:
        """Following again changes nothing."""
        ...

    def unfollow(self, person: PersonId, topic: Topic) -> bool:
        """Whether it was followed."""
        ...

    def of(self, person: PersonId) -> Mapping[Topic, datetime]:
        """What this person follows, and since when, the latest first."""
        ...

    def followers(self) -> tuple[PersonId, ...]:
        """Whoever follows anything, by id."""
        ...
