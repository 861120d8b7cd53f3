"""Brings what is owed, and remembers it as a platform would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.unit.desk import Desk

from mirps_bot.domain.delivery import AGAIN, Delivery, Reason, Reminder, Sent, Spot
from mirps_bot.domain.ids import PersonId
from mirps_bot.dues import enlist
from mirps_bot.parcels import Parcel, compose
from mirps_bot.ports import Delivered, UnitOfWork
from mirps_bot.sayings import Wait
from mirps_bot.view.blocks import View

LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """`what` is the message, or why there is none."""

    delivery: Delivery
    what: Parcel | Reason

    @property
    def view(self) -> View:
        assert isinstance(self.what, Parcel)
        return self.what.view

    @property
    def summary(self) -> str:
        return self.view.summary


class Postman:
    """`fits` tells what goes into one message."""

    def __init__(self, desk: Desk, fits: Callable[[View], bool] = lambda _: True) -> None:
        self._desk = desk
        self._fits = fits

    def enlist(self) -> list[Brought]:
        """Take up what has fallen due, and bring none of it yet; what is too late already, with that reason."""
        late = enlist(self._desk.storage, self._desk.bot.knowledge, self._desk.clock.now())
        with self._desk.storage.begin(reading=True) as unit:
            found = [unit.deliveries.by_key(each.key) for each in late]
        return [Brought(delivery=each, what=Reason.TOO_LATE) for each in found if each]

    def round(self, *, room: Spot | None = None, without: frozenset[PersonId] = frozenset()) -> list[Brought]:
        """All that is due now. `without` are people who have no account."""
        brought = self.enlist()
        now = self._desk.clock.now()
        while True:
            with self._desk.storage.begin() as unit:
                claimed = unit.deliveries.claim(now, limit=100, lease=LEASE)
                for each in claimed:
                    what = self._compose(unit, each, room, without)
                    if isinstance(what, Wait) and what.until < each.give_up_at:
                        unit.deliveries.retry(each, at=what.until, in_doubt=False, reason=what.reason)
                        continue
                    if what is None:
                        continue
                    what = what.reason if isinstance(what, Wait) else what
                    brought.append(Brought(delivery=each, what=what))
                    if isinstance(what, Reason):
                        unit.deliveries.give_up(each, what, at=now)
                    else:
                        sent = Sent(channel=f"D{what.person or 0}", ts=f"{each.id}.0")
                        unit.deliveries.sent(
                            [Delivered(delivery=each.id, sent=sent, person=what.person, at=now)]
                        )
                        told = unit.deliveries.bundle(each.id)
                        brought += [Brought(delivery=one, what=what) for one in told if one.id != each.id]
                unit.commit()
            if not claimed:
                return brought

    def _compose(
        self, unit: UnitOfWork, delivery: Delivery, room: Spot | None, without: frozenset[PersonId]
    ) -> Parcel | Wait | Reason | None:
        now = self._desk.clock.now()
        if now >= delivery.give_up_at:
            return Reason.TOO_LATE
        return compose(
            unit, self._desk.bot.knowledge, delivery, now=now, room=room, without=without, fits=self._fits
        )

    def about_meeting(self, entity: str = "", *, without: frozenset[PersonId] = frozenset()) -> list[Brought]:
        """What a round brings of reminders of meetings (to this entity) that ask for no reply; all others come too."""
        brought = self._of("quarterly_meeting", entity, self.round(without=without))
        return [each for each in brought if _step(each) in ("+14d", "+7d", "+1d", AGAIN)]

    def invitations(self, entity: str = "") -> list[Brought]:
        brought = self._of("quarterly_meeting", entity, self.round())
        return [each for each in brought if _step(each) in ("+28d", "+5d")]

    def about_deadline(self, entity: str) -> list[Brought]:
        return self._of("reporting_deadline", entity, self.round())

    @staticmethod
    def _of(programme: str, entity: str, brought: list[Brought]) -> list[Brought]:
        return [
            each
            for each in brought
            if isinstance(each.delivery.content, Reminder)
            and each.delivery.content.programme == programme
            and entity in ("", each.delivery.content.entity)
        ]


def _step(brought: Brought) -> str:
    assert isinstance(brought.delivery.content, Reminder)
    return brought.delivery.content.step


def reasons(brought: list[Brought]) -> list[Parcel | Reason]:
    return [each.what for each in brought]


def to(brought: list[Brought]) -> list[object]:
    return [each.what.to if isinstance(each.what, Parcel) else each.what for each in brought]
