"""What is kept of one person, wherever it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from mirps_bot.domain.holding import Holding
from mirps_bot.domain.person import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """In one place. `rows` are what JSON can hold, the newest last."""

    place: str
    holding: Holding
    rows: tuple[Mapping[str, object], ...]


class PersonalData(Protocol):
    def of(self, actor: Actor) -> tuple[Kept, ...]:
        """All that names them; empty places are left out. Without secrets, and without the words of messages, which
        they were sent.
        """
        ...

    def erase(self, actor: Actor) -> None:
        """Erase what is theirs alone: choices, drafts, begun forms, what they follow, their address for calendars,
        their visits, why they were away and what is known of their account. Their place on the roster, what they
        reported officially and the record of what was sent stay.
        """
        ...
