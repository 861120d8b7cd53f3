"""Sending to a platform."""

from datetime import datetime, timedelta
from typing import Protocol

from mirps_bot.domain.delivery import Inbox, Sent, Spot
from mirps_bot.domain.ids import DeliveryId
from mirps_bot.view.blocks import View


class NotSent(Exception):
    """The platform said no, for now: nothing was sent. `wait` is what it asked for, if it did."""

    def __init__(self, message: str, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Throttled(NotSent):
    """The platform asks for a pause: too much was sent in too short a time."""


class Refused(Exception):
    """The platform refuses this for good."""


class NoAccount(Refused):
    """The person has no account in the workspace any more, or never had."""


class OutcomeUnknown(Exception):
    """It may have been sent: the answer got lost."""


class Messenger(Protocol):
    """Sends to one platform. Every method may raise NotSent or OutcomeUnknown; `send` and `edit` also Refused."""

    async def send(self, to: Inbox | Spot, view: View, delivery: DeliveryId) -> Sent | None:
        """The message carries the delivery's id as metadata. None: shown to one user alone. Raises NoAccount."""
        ...

    async def edit(self, sent: Sent, view: View) -> None: ...

    async def look_up(self, to: Inbox | Spot, delivery: DeliveryId, *, since: datetime) -> Sent | None:
        """The message that carries this delivery's id, if it stands in the conversation."""
        ...

    def fits(self, view: View) -> bool:
        """Whether it goes out as one message, which can be told anew as a whole."""
        ...

    async def room(self, name: str) -> Spot | None:
        """The conversation of this name, if the bot is a member of it."""
        ...
