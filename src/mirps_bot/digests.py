"""Digests: which issues fall due, and what they say when they go out."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.content.specs import DigestFile
from mirps_bot.content.wording import Reader
from mirps_bot.dialogue import Show
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import local_day, local_moment
from mirps_bot.domain.delivery import Delivery, Digest, Inbox, Owed, Prepared, Reason
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor
from mirps_bot.features import digest
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.blocks import View
from mirps_bot.view.codec import dump_view


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


def compose_digest(unit: UnitOfWork, knowledge: Knowledge, content: Digest, now: datetime) -> View | Reason:
    """What its room is to read."""
    file = knowledge.content.digests.get(content.name)
    if file is None:
        return Reason.WITHDRAWN
    issue = _write(unit, knowledge, content, now, file.language, file.time_zone, digest.show_to_room)
    return issue or Reason.NOTHING_TO_SAY


def owe_copies(
    unit: UnitOfWork, knowledge: Knowledge, delivery: Delivery, content: Digest, now: datetime
) -> Reason:
    """Where its room is missing, each of the secretariat is owed a copy instead."""
    if content.name not in knowledge.content.digests:
        return Reason.WITHDRAWN
    copies = []
    for person in (each for each in unit.people.all() if may(each, Right.READ_DIGEST)):
        own = _write(unit, knowledge, content, now, person.language, person.time_zone, digest.show)
        if own is None:
            return Reason.NOTHING_TO_SAY
        copies.append(
            Owed(
                key=f"{delivery.key}/{person.id}",
                content=Prepared(to=Inbox(person=person.id), view=dump_view(own)),
                due_at=delivery.due_at,
                give_up_at=delivery.give_up_at,
            )
        )
    unit.deliveries.owe(copies)
    return Reason.NO_ROOM


def _write(
    unit: UnitOfWork,
    knowledge: Knowledge,
    content: Digest,
    now: datetime,
    language: Language,
    zone: str,
    show: Callable[[digest.Summary], Show],
) -> View | None:
    """None: nothing to say."""
    visit = knowledge.visit(unit, Actor(user="", person=None, language=language, time_zone=zone), now)
    summary = digest.summarise(visit, since=content.since, until=content.until)
    reader = Reader(language=language, time_zone=zone)
    return knowledge.composer.show(show(summary), reader) if summary.has_news else None
