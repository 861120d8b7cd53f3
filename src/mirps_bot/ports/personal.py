"""What is kept of one person, wherever it is kept."""

from collections.abc import Mapping
from typing import Protocol

from mirps_bot.domain.person import Actor

Rows = tuple[Mapping[str, object], ...]
"""What JSON can hold, the newest last."""


class PersonalData(Protocol):
    def of(self, actor: Actor) -> Mapping[str, Rows]:
        """All that names them, by where it is kept; empty places are left out. Without secrets, and without the words
        of messages, which they were sent.
        """
        ...

    def erase(self, actor: Actor) -> Mapping[str, int]:
        """Erase what is theirs alone: choices, drafts, what they follow, their address for calendars, their visits and
        what is known of their account. How many rows went, by where they were kept. Their place on the roster, what
        they reported officially and the record of what was sent stay.
        """
        ...
