"""What was reported on what somebody follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import EntityId, GroupId, PledgeId
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.digest import Received
from mirps_bot.features.filing import stage_before
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action, ActionName

MOST = 30
"""How much is told of one topic: more than is filed on it in a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`since` and `until` are days, both included; the newest of `received` first."""

    since: date
    until: date
    received: tuple[Received, ...]
    as_of: datetime


def news_of_week(visit: Visit, *, since: date, until: date) -> Show | None:
    """What the actor gets by themselves; None: nothing changed in what they follow."""
    if visit.person is None:
        return None
    zone = ZoneInfo(visit.actor.time_zone)
    start = datetime.combine(since, time(0), zone).astimezone(UTC)
    end = datetime.combine(until + timedelta(days=1), time(0), zone).astimezone(UTC)
    topics = visit.unit.follows.of(visit.person.id)
    received = received_on(visit.unit, topics, since=start, until=end)
    if not received:
        return None
    return Show(
        template="follow/news",
        data=News(since=since, until=until, received=received, as_of=visit.now),
        choices={"look": (Choice(phrase="ask_follow", action=Action(ActionName.ASK, ("follow",))),)},
    )


def received_on(
    unit: UnitOfWork, topics: Iterable[Topic], *, since: datetime, until: datetime | None = None
) -> tuple[Received, ...]:
    """Updates that stand on these topics, filed at since <= moment < until, the newest first, each once."""
    filed = {
        each.id: each
        for topic in topics
        for each in _on(unit, topic)
        if since <= each.filed_at and (until is None or each.filed_at < until)
        if each.stands and each.kind is UpdateKind.UPDATE
    }
    newest = sorted(filed.values(), key=lambda each: (each.filed_at, each.id), reverse=True)
    return tuple(
        Received(update=each, pledge=tracked.pledge, before=stage_before(unit, each))
        for each in newest
        if (tracked := unit.pledges.find(each.pledge))
    )


def _on(unit: UnitOfWork, topic: Topic) -> Iterator[Update]:
    """The latest on a pledge, on what a group is about, or of an entity."""
    match topic.kind:
        case TopicKind.PLEDGE:
            yield from unit.updates.of_pledge(PledgeId(topic.id), limit=MOST)
        case TopicKind.GROUP:
            group = unit.directory.group(GroupId(topic.id))
            for pledge in group.pledges if group else ():
                yield from unit.updates.of_pledge(pledge, limit=MOST)
        case TopicKind.ENTITY:
            yield from unit.updates.of_entity(EntityId(topic.id), limit=MOST)
        case _:
            assert_never(topic.kind)
