"""What the adapters of chat platforms ask of the bot."""

from typing import Protocol

from mirps_bot.dialogue import Answer, Inbound
from mirps_bot.domain.delivery import Sent, Spot
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account, Arrival
from mirps_bot.view.blocks import View
from mirps_bot.view.form import ShownOption


class Bot(Protocol):
    """Every method blocks on the database at most, and may be called from several threads at a time.

    Those that return no `Answer` raise `StorageBusy` when the database can't be reached.
    """

    def recognise(self, user: str) -> Actor | None: ...
    def introduce(self, account: Account) -> Actor: ...

    def handle(self, inbound: Inbound) -> Answer:
        """Never raises for what a person can send."""
        ...

    def home(self, actor: Actor) -> View: ...

    def options(self, actor: Actor, form: str, field: str, typed: str) -> tuple[ShownOption, ...]: ...

    def receive(self, arrival: Arrival) -> bool:
        """Keep it durably; whether it is new."""
        ...

    def take_arrivals(self) -> tuple[Arrival, ...]:
        """Some that are to be worked on, oldest first; nobody else gets them until their lease ends."""
        ...

    def work(self, arrival_id: str, inbound: Inbound, reply_to: Spot, stands_on: Sent | None = None) -> None:
        """Handle it, owe the answer to that place and finish the arrival, all or nothing. Some answers take the place
        of the message that the button or the form `stands_on`.
        """
        ...

    def finish(self, arrival_id: str) -> None: ...

    def apologise(self, language: Language, reference: str, *, is_kept: bool = True) -> View:
        """For what failed; or for what was said and could not be kept, so that it may never be answered."""
        ...

    def outdated(self, actor: Actor) -> View: ...

    def answered_apart(self, actor: Actor) -> View:
        """Where everybody sees it: that the answer stands in the actor's direct messages."""
        ...

    def not_reached(self, actor: Actor) -> View:
        """The same, where they have none with the bot."""
        ...
