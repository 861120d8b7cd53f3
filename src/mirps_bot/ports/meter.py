"""Counting what happens, for whoever watches over the bot."""

from datetime import timedelta
from typing import Protocol

from mirps_bot.domain.delivery import Reason


class Meter(Protocol):
    """Any method may be called from any thread; it returns at once and raises nothing. Nothing personal is counted."""

    def rang(self) -> None:
        """The bell rang just now, whether or not the storage let what had fallen due be recorded."""
        ...

    def answered(self, what: str, seconds: float, *, failed: bool) -> None:
        """Something that a person did was answered; `what` is the kind of it, `failed`: with an apology."""
        ...

    def sent(self, kind: str, late: timedelta) -> None:
        """A delivery of this kind went out, so long after it was due."""
        ...

    def given_up(self, kind: str, reason: Reason) -> None: ...

    def put_off(self, kind: str, *, in_doubt: bool) -> None:
        """An attempt failed and will be repeated; `in_doubt`: it may have worked."""
        ...

    def throttled(self) -> None:
        """The platform asked for a pause."""
        ...


class Unmetered:
    """A meter that nobody reads."""

    def rang(self) -> None:
        pass

    def answered(self, what: str, seconds: float, *, failed: bool) -> None:
        pass

    def sent(self, kind: str, late: timedelta) -> None:
        pass

    def given_up(self, kind: str, reason: Reason) -> None:
        pass

    def put_off(self, kind: str, *, in_doubt: bool) -> None:
        pass

    def throttled(self) -> None:
        pass
