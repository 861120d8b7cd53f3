"""What every feature is handed: who asks, when, and the one unit of work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mirps_bot.dialogue import Place
from mirps_bot.domain.dates import Period, local_day
from mirps_bot.domain.digest import DigestRule
from mirps_bot.domain.entity import Entity
from mirps_bot.domain.form import Form
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.lexicon import Lexicon
from mirps_bot.domain.person import Actor, Person
from mirps_bot.domain.programme import Programme
from mirps_bot.features.reading import MAX_WORDS
from mirps_bot.parsing.stretches import Told, told_stretch
from mirps_bot.ports import UnitOfWork
from mirps_bot.search.vocabulary import Operator, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`now` is UTC. `labels` read the names of each closed set, and the words that ask for nothing ("ignored"), for the
    features that ask for them alone. `place` is None where nobody asked: the app's home, a message that goes out by
    itself.
    """

    actor: Actor
    unit: UnitOfWork
    now: datetime
    lexicon: Vocabulary
    labels: Mapping[str, Lexicon]
    entities: Mapping[EntityId, Entity]
    programmes: Mapping[str, Programme]
    forms: Mapping[str, Form]
    place: Place | None = None
    public_url: str | None = None
    """Where the bot's own pages can be reached from outside; None: they can't."""
    digests: Mapping[str, DigestRule] = field(default_factory=dict)
    has_mail: bool = False
    """Whether e-mail can be sent at all."""

    @property
    def person(self) -> Person | None:
        return self.actor.person

    @property
    def today(self) -> date:
        """The day it is where the actor is."""
        return local_day(self.now, self.actor.time_zone)

    def told_stretch(self, words: str, *, ahead: bool) -> Told | None:
        """The first time that these words tell of."""
        operators = self.lexicon.operators.items()
        since = {word for word, operator in operators if operator is Operator.SINCE}
        return told_stretch(words, self.actor.language, self.today, ahead=ahead, since=since)

    def take_stretch(self, words: str, *, ahead: bool) -> tuple[Period | None, str]:
        """The same, and the other words."""
        told = self.told_stretch(words, ahead=ahead)
        return (told.period, told.rest) if told else (None, words)

    def asked(self, words: str) -> tuple[str, ...]:
        """The folded words that ask for something."""
        return self.labels["ignored"].read(" ".join(words.split()[:MAX_WORDS])).rest
