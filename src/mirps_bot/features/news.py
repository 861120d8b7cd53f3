"""What was reported on what somebody follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.dates import moments
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import EntityId, GroupId, PledgeId, UpdateId
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.response import Received
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.filing import stage_before
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

MOST = 30
"""How much is told of one pledge: more than is filed on it in a week."""

MOST_PLEDGES = 200
"""More than change around one entity between two looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Received):
    """With the first of somebody's topics because of which they hear of it."""

    because: Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`since` and `until` are days, both included; the newest of `received` first."""

    since: date
    until: date
    received: tuple[Heard, ...]
    as_of: datetime


def news_of_week(visit: Visit, *, since: date, until: date) -> Show | None:
    """What the actor gets by themselves; None: nothing changed in what they follow."""
    if visit.person is None:
        return None
    start, end = moments(since, until, visit.actor.time_zone)
    topics = visit.unit.follows.of(visit.person.id)
    received = received_on(visit.unit, topics, since=start, until=end)
    if not received:
        return None
    return Show(
        template="follow/news",
        data=News(since=since, until=until, received=received, as_of=visit.now),
        choices={"look": (Choice.asking("follow"),)},
    )


def received_on(
    unit: UnitOfWork, topics: Iterable[Topic], *, since: datetime, until: datetime | None = None
) -> tuple[Heard, ...]:
    """Updates that stand on these topics, filed at since <= moment < until, the newest first, each once."""
    filed: dict[UpdateId, tuple[Update, Topic]] = {}
    for topic in topics:
        for each in _on(unit, topic, since):
            is_in_time = since <= each.filed_at and (until is None or each.filed_at < until)
            if is_in_time and each.stands and each.kind is UpdateKind.UPDATE:
                filed.setdefault(each.id, (each, topic))
    newest = sorted(filed.values(), key=lambda each: (each[0].filed_at, each[0].id), reverse=True)
    return tuple(
        Heard(update=each, pledge=tracked.pledge, before=stage_before(unit, each), because=topic)
        for each, topic in newest
        if (tracked := unit.pledges.find(each.pledge))
    )


def _on(unit: UnitOfWork, topic: Topic, since: datetime) -> Iterator[Update]:
    """The latest on a pledge, on what a group is about, or on what an entity made or is meant by."""
    match topic.kind:
        case TopicKind.PLEDGE:
            yield from unit.updates.of_pledge(PledgeId(topic.id), limit=MOST)
        case TopicKind.GROUP:
            group = unit.directory.group(GroupId(topic.id))
            for pledge in group.pledges if group else ():
                yield from unit.updates.of_pledge(pledge, limit=MOST)
        case TopicKind.ENTITY:
            wanted = PledgeFilter(entities=(EntityId(topic.id),), changed_since=since)
            for tracked in unit.pledges.search(wanted, limit=MOST_PLEDGES).items:
                if tracked.standing.updated_at and tracked.standing.updated_at >= since:
                    yield from unit.updates.of_pledge(tracked.pledge.id, limit=MOST)
        case _:
            assert_never(topic.kind)
