"""The ledger: what became of every message that was owed by itself, item by item."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from mirps_bot.domain.delivery import Delivery, Reminder, State
from mirps_bot.domain.ids import DeliveryId, EntityId, EventId, PersonId


class Mark(StrEnum):
    """What somebody did with a message that was sent."""

    CLICKED = "clicked"
    """Pressed one of its buttons: whoever did has seen it."""
    SNOOZED = "snoozed"
    ANSWERED = "answered"


class LedgerPart(StrEnum):
    """Of what the ledger can be asked alone."""

    FAILED = "failed"
    """What was given up for a reason that somebody has to do something about."""
    SNOOZED = "snoozed"
    """What comes again later because somebody put it off."""


class Outcome(StrEnum):
    """How far a message came."""

    PLANNED = "planned"
    RETRYING = "retrying"
    """An attempt failed and will be repeated."""
    WAITING = "waiting"
    """For the reason that its delivery has."""
    SENT = "sent"
    CLICKED = "clicked"
    SNOOZED = "snoozed"
    ANSWERED = "answered"
    NOT_SENT = "not_sent"
    """Its delivery has the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mark, with its first moment (UTC) and who made it."""

    delivery: DeliveryId
    mark: Mark
    person: PersonId
    at: datetime


_FURTHEST = (Mark.ANSWERED, Mark.SNOOZED, Mark.CLICKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. `marks` in the order of their moments."""

    delivery: Delivery
    marks: tuple[Marked, ...] = ()

    @property
    def outcome(self) -> Outcome:
        match self.delivery.state:
            case State.DUE:
                if self.delivery.reason:
                    return Outcome.WAITING
                return Outcome.RETRYING if self.delivery.attempts else Outcome.PLANNED
            case State.GIVEN_UP:
                return Outcome.NOT_SENT
            case State.SENT:
                made = {each.mark for each in self.marks}
                furthest = next((each for each in _FURTHEST if each in made), None)
                return Outcome(furthest.value) if furthest else Outcome.SENT
            case _:
                assert_never(self.delivery.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """A reminder that comes again when `delivery` is due, and who wanted it so. `prompt`: the one they put off."""

    delivery: Delivery
    by: PersonId
    prompt: DeliveryId

    @property
    def reminder(self) -> Reminder:
        if not isinstance(self.delivery.content, Reminder):
            raise TypeError(f"delivery {self.delivery.id} is no reminder")
        return self.delivery.content

    def stands_for(self, reminder: Reminder) -> bool:
        return replace(reminder, step=self.reminder.step) == self.reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Within one field any value will do; across fields all must hold. `since` <= due < `until`, UTC."""

    entities: tuple[EntityId, ...] = ()
    people: tuple[PersonId, ...] = ()
    events: tuple[EventId, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    has_failed: bool = False
