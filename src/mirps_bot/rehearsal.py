"""A rehearsal: what would go out in some days to come, played on a copy with a clock of its own.

Nothing can go out of it: it has no messenger, and imports nothing that reaches a network.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from mirps_bot.digests import room_of
from mirps_bot.domain.delivery import LEASE, Delivery, Digest, Inbox, Reason, Reminder, Sent, Spot
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Person
from mirps_bot.dues import enlist
from mirps_bot.knowledge import Knowledge
from mirps_bot.parcels import Parcel, compose
from mirps_bot.ports import Delivered, Storage, UnitOfWork
from mirps_bot.sayings import Wait
from mirps_bot.view.blocks import View

A_DAY = timedelta(days=1)
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """A message that would go out at `at` (UTC) to a person or a room; or would not, for a `reason`.

    `campaign` is the programme or the digest that it belongs to.
    """

    at: datetime
    key: str
    campaign: str
    person: Person | None = None
    room: str | None = None
    language: Language | None = None
    time_zone: str = "UTC"
    view: View | None = None
    reason: Reason | None = None

    @property
    def summary(self) -> str:
        return self.view.summary if self.view else ""


def rehearse(copy: Storage, knowledge: Knowledge, first: date, last: date) -> Iterator[Rehearsed]:
    """From the first day to the last, both included, as if every message arrived and nobody answered any.

    `copy` is changed: hand over one that nobody needs, with an empty outbox.
    """
    day = datetime.combine(first, time(0), UTC)
    _forget_what_is_older(copy, knowledge, day)
    while day.date() <= last:
        evening = day + A_DAY
        enlist(copy, knowledge, evening - timedelta(microseconds=1))
        yield from _play(copy, knowledge, day, evening)
        day = evening


def _forget_what_is_older(copy: Storage, knowledge: Knowledge, now: datetime) -> None:
    enlist(copy, knowledge, now)
    with copy.begin() as unit:
        while claimed := unit.deliveries.claim(now, limit=AT_ONCE, lease=LEASE):
            for each in claimed:
                unit.deliveries.give_up(each, Reason.TOO_LATE, at=now)
        unit.commit()


def _play(copy: Storage, knowledge: Knowledge, now: datetime, evening: datetime) -> Iterator[Rehearsed]:
    while True:
        with copy.begin() as unit:
            moment = unit.deliveries.next_moment()
            if moment is None or moment >= evening:
                return
            now = max(now, moment)
            told = [
                _bring(unit, knowledge, each, now)
                for each in unit.deliveries.claim(now, limit=AT_ONCE, lease=LEASE)
            ]
            unit.commit()
        yield from (each for each in told if each)


def _bring(unit: UnitOfWork, knowledge: Knowledge, delivery: Delivery, now: datetime) -> Rehearsed | None:
    """Composed and settled as the post office would, but for sending. None: not yet, or said with another."""
    name = room_of(knowledge, delivery.content)
    room = Spot(channel=name) if name else None
    is_late = now >= delivery.give_up_at
    parcel = Reason.TOO_LATE if is_late else compose(unit, knowledge, delivery, now=now, room=room)
    match parcel:
        case Wait(until=until) if until < delivery.give_up_at:
            unit.deliveries.retry(delivery, at=until, in_doubt=False)
            return None
        case Wait(reason=reason) | (Reason() as reason):
            unit.deliveries.give_up(delivery, reason, at=now)
            return Rehearsed(at=now, key=delivery.key, campaign=_campaign(delivery), reason=reason)
        case None:
            return None
        case Parcel():
            stands = Sent(channel="rehearsal", ts=str(delivery.id))
            unit.deliveries.sent([Delivered(delivery=delivery.id, sent=stands, person=parcel.person, at=now)])
            return _sent(unit, knowledge, delivery, now, parcel, name)
        case _:
            assert_never(parcel)


def _sent(
    unit: UnitOfWork,
    knowledge: Knowledge,
    delivery: Delivery,
    now: datetime,
    parcel: Parcel,
    room: str | None,
) -> Rehearsed:
    person = unit.people.find(parcel.to.person) if isinstance(parcel.to, Inbox) else None
    rule = knowledge.content.digests.get(_campaign(delivery))
    reader = person or rule
    return Rehearsed(
        at=now,
        key=delivery.key,
        campaign=_campaign(delivery),
        person=person,
        room=None if person else room,
        language=reader.language if reader else None,
        time_zone=reader.time_zone if reader else "UTC",
        view=parcel.view,
    )


def _campaign(delivery: Delivery) -> str:
    match delivery.content:
        case Reminder(programme=name) | Digest(name=name):
            return name
        case _:
            return delivery.key.partition("/")[0]
