"""What came back from the bot for one delivery, or why nothing did."""

from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from mirps_bot.playground.wire import Json

Kind: TypeAlias = Literal["events_api", "slash_commands", "interactive"]
Reason: TypeAlias = Literal[
    "http_timeout", "connection_failed", "http_error", "too_many_redirects", "ssl_error", "unknown_error"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """The bot answered in time; the body is empty for a bare acknowledgement."""

    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """The bot did not answer in time or refused; `may_retry` is false when it asked for no repetition."""

    reason: Reason
    may_retry: bool = True


Answer: TypeAlias = Acknowledged | Unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """This delivery repeats an earlier one that failed for `reason`; the first repetition is 1."""

    attempt: int
    reason: Reason


class Courier(Protocol):
    """Carries payloads to the bot, by socket or by signed request."""

    async def deliver(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Answer:
        """Waits for the acknowledgement no longer than the platform does; never raises for a deaf bot."""

    async def until_reachable(self) -> None:
        """Returns once the bot can be reached again, where that is known."""
