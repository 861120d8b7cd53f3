"""What every feature is handed: who asks, when, and the one unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mirps_bot.dialogue import Place
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.lexicon import Lexicon
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import Programme
from mirps_bot.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`now` is UTC. `place` is None where nobody asked: the app's home, a message that goes out by itself."""

    actor: Actor
    unit: UnitOfWork
    now: datetime
    lexicon: Lexicon
    entities: Mapping[EntityId, Entity]
    programmes: Mapping[str, Programme]
    place: Place | None = None

    @property
    def person(self) -> Person | None:
        return self.actor.person

    @property
    def today(self) -> date:
        """The day it is where the actor is."""
        return local_day(self.now, self.actor.time_zone)
