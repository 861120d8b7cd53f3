"""Plan and enlist: what falls due by itself is recorded as owed, once, whoever records it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.content.specs import DigestFile
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.delivery import Digest, Owed, Reminder
from mirps_bot.domain.programme import Due, local_moment, plan, window
from mirps_bot.features import reminder
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import Storage, UnitOfWork

LOOK_BACK = timedelta(days=14)
"""How long the bot may have been down for and still tell why a reminder did not go out."""


def enlist(storage: Storage, knowledge: Knowledge, now: datetime) -> None:
    """What fell due while nobody was there is recorded too, if only to be given up with a reason."""
    with storage.begin(reading=True) as unit:
        owed = [_owed(each) for each in plan_due(unit, knowledge, after=now - LOOK_BACK, until=now)]
        owed += digests_due(knowledge.content.digests.items(), now)
        known = unit.deliveries.known(each.key for each in owed)
    fresh = [each for each in owed if each.key not in known]
    if fresh:
        with storage.begin() as unit:
            unit.deliveries.owe(fresh)
            unit.commit()


def plan_due(unit: UnitOfWork, knowledge: Knowledge, *, after: datetime, until: datetime) -> tuple[Due, ...]:
    """What all programmes owe in (after, until], by key. Only events that can matter in that time are read."""
    before, behind = window(knowledge.content.programmes)
    events = unit.events.between((after - behind).date(), (until + before).date())
    duties = reminder.duties(unit.people.all(), knowledge.entities.values())
    return plan(knowledge.content.programmes, events, duties, after=after, until=until)


def digests_due(digests: Iterable[tuple[str, DigestFile]], now: datetime) -> tuple[Owed, ...]:
    """The latest issue of each weekly digest that is due by now and not yet too old to send."""
    owed = []
    for name, file in digests:
        today = local_day(now, file.time_zone)
        day = today - timedelta(days=(today.weekday() - file.weekday.number) % 7)
        due_at = local_moment(day, file.at, ZoneInfo(file.time_zone))
        if due_at <= now < due_at + file.give_up_after:
            content = Digest(name=name, since=day - timedelta(days=7), until=day - timedelta(days=1))
            owed.append(
                Owed(
                    key=f"{name}@{day}",
                    content=content,
                    due_at=due_at,
                    give_up_at=due_at + file.give_up_after,
                )
            )
    return tuple(owed)


def _owed(due: Due) -> Owed:
    content = Reminder(
        programme=due.programme, event=due.event, day=due.day, step=due.step, entity=due.entity
    )
    return Owed(key=due.key, content=content, due_at=due.due_at, give_up_at=due.give_up_at)
