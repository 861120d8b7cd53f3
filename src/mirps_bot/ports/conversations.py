"""Conversations that can only be spoken to by what the platform told of them: Teams'."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """`service_url` is where it is spoken to, without a slash at the end. `is_team`: it stands for a team, whose
    channels can be asked for, and is that team's first channel.
    """

    channel: str
    service_url: str
    is_team: bool = False


class Conversations(Protocol):
    def find(self, channel: str) -> Conversation | None: ...

    def direct(self, user: str) -> Conversation | None:
        """The direct messages of this platform user."""
        ...

    def teams(self) -> tuple[Conversation, ...]: ...

    def remember(self, conversation: Conversation) -> None:
        """Insert or replace."""
        ...

    def forget(self, channel: str) -> None:
        """The bot is not there any more; whose direct messages it was is forgotten with it."""
        ...
