"""Digests: which issues fall due, who reads them, and what they say when they go out or are told anew."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from mirps_bot.content.wording import Reader
from mirps_bot.domain.absence import Away
from mirps_bot.domain.dates import local_day, local_moment, moments
from mirps_bot.domain.delivery import Content, Delivery, Digest, Owed, Reason, Revision, Sent
from mirps_bot.domain.digest import Audience, DigestRule, Issue, Scope, issues, reach
from mirps_bot.domain.duty import holders, present
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId, GroupId
from mirps_bot.domain.person import Actor, Person, Role
from mirps_bot.domain.platform import Chair
from mirps_bot.domain.working_time import is_closed, opens_at
from mirps_bot.features import digest, failures
from mirps_bot.features.digest import Subject
from mirps_bot.features.leave import read_away
from mirps_bot.features.news import news_of_week
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.blocks import View

A_QUARTER = timedelta(days=92)


def digests_due(unit: UnitOfWork, knowledge: Knowledge, now: datetime) -> tuple[Owed, ...]:
    """Every issue that is due by now and not yet too old to send, and what of the posted ones is to be told anew."""
    owed = [
        each
        for rule in knowledge.content.digests.values()
        for each in planned(unit, knowledge, after=now - rule.give_up_after, until=now, only=rule)
    ]
    return (*owed, *_revisions_due(unit, knowledge, now))


def planned(
    unit: UnitOfWork,
    knowledge: Knowledge,
    *,
    after: datetime,
    until: datetime,
    only: DigestRule | None = None,
) -> tuple[Owed, ...]:
    """The issues of all rules (or of one) that fall due in (after, until]."""
    return tuple(
        Owed(
            key=f"{name}@{issue.key}/{group.id}" if group else f"{name}@{issue.key}",
            content=Digest(
                name=name,
                since=issue.since,
                until=issue.until,
                group=group.id if group else None,
                event=issue.event,
            ),
            due_at=issue.due_at,
            give_up_at=issue.give_up_at,
        )
        for name, rule in knowledge.content.digests.items()
        if only in (None, rule)
        for issue in _issues(unit, rule, after, until)
        if rule.scope is not Scope.FAILURES or _has_failed(unit, rule, issue)
        for group in (unit.directory.groups() if rule.scope is Scope.GROUPS else (None,))
    )


def compose_digest(unit: UnitOfWork, knowledge: Knowledge, content: Digest, now: datetime) -> View | Reason:
    """What its room, or its one reader, is to read."""
    return _write(unit, knowledge, content, now, posted_at=None)


def compose_revision(
    unit: UnitOfWork, knowledge: Knowledge, content: Revision, now: datetime
) -> tuple[Sent, View] | Reason:
    """The posted message, and what it says by now; nothing if what came in since is not about it."""
    posted = unit.deliveries.find(content.of)
    if posted is None or posted.sent is None or not isinstance(posted.content, Digest):
        return Reason.WITHDRAWN
    view = _write(unit, knowledge, posted.content, now, posted_at=posted.settled_at)
    return view if isinstance(view, Reason) else (posted.sent, view)


def owe_copies(
    unit: UnitOfWork, knowledge: Knowledge, delivery: Delivery, content: Digest, now: datetime
) -> Reason:
    """Where there is no room for it, each of its readers is owed one, at the rule's hour where they are, when they work
    that day, else once they do.
    """
    rule = knowledge.content.digests.get(content.name)
    if rule is None:
        return Reason.WITHDRAWN
    if rule.scope is not Scope.FOLLOWED:
        view = _write(unit, knowledge, content, now, posted_at=None)
        if isinstance(view, Reason):
            return view
    found = readers(unit, rule, _group(unit, content.group), now)
    unit.deliveries.owe([_copy(rule, delivery, content, person) for person in found])
    return Reason.NO_ROOM if _misses_room(unit, rule, content, now) else Reason.TO_EACH


def room_of(knowledge: Knowledge, content: Content) -> str | None:
    """The name of the conversation that a message is for, if it is a digest for one."""
    if not isinstance(content, Digest) or content.person or content.name not in knowledge.content.digests:
        return None
    return knowledge.content.digests[content.name].room_for(content.group)


def readers(unit: UnitOfWork, rule: DigestRule, group: Group | None, now: datetime) -> tuple[Person, ...]:
    """Who reads it, by the roster of now."""
    people = present(unit.people.all())
    away = read_away(unit, people, now)
    match rule.audience:
        case Audience.SECRETARIAT:
            return tuple(each for each in people if each.role is Role.SECRETARIAT)
        case Audience.LEADERSHIP:
            chairs = {each.id for each in people if each.role is Role.CHAIR}
            leading = {each.id for each in _answering(people, away, _troika(unit, now))}
            return tuple(each for each in people if each.id in chairs | leading)
        case Audience.FOCAL_POINTS:
            return tuple(_answering(people, away, {each.entity for each in people}))
        case Audience.FOLLOWERS:
            following = set(unit.follows.followers())
            return tuple(each for each in people if each.id in following)
        case Audience.GROUP:
            members = {each for each in (group.lead, *group.participants) if each} if group else set()
            return tuple(_answering(people, away, members))
        case _:
            assert_never(rule.audience)


# ---- inside --------------------------------------------------------------------------------------


def _copy(rule: DigestRule, delivery: Delivery, content: Digest, person: Person) -> Owed:
    day = local_day(delivery.due_at, rule.time_zone)
    at = max(delivery.due_at, local_moment(day, rule.at, ZoneInfo(person.time_zone)))
    due_at = at if is_closed(person, at) is not Reason.HOLIDAY else opens_at(person, at)
    return Owed(
        key=f"{delivery.key}/{person.id}",
        content=replace(content, person=person.id),
        due_at=due_at,
        give_up_at=max(delivery.give_up_at, due_at + rule.give_up_after)
        if due_at > at
        else delivery.give_up_at,
    )


def _misses_room(unit: UnitOfWork, rule: DigestRule, content: Digest, now: datetime) -> bool:
    """Whether it should have been posted: a group's room is one that the group had before."""
    if rule.room is None or content.group is None:
        return rule.room is not None
    stood = (each.content for each in unit.ledger.standing(now - A_QUARTER))
    return any(
        isinstance(each, Digest)
        and (each.name, each.group, each.person) == (content.name, content.group, None)
        for each in stood
    )


def _issues(unit: UnitOfWork, rule: DigestRule, after: datetime, until: datetime) -> tuple[Issue, ...]:
    if rule.series is None:
        return issues(rule, (), after=after, until=until)
    before, behind = reach(rule)
    events = unit.events.between((after - behind).date(), (until + before).date(), series=rule.series)
    return issues(rule, events, after=after, until=until)


def _has_failed(unit: UnitOfWork, rule: DigestRule, issue: Issue) -> bool:
    """Most days nothing did: then there is no issue, and no line of the ledger that says so."""
    days = moments(issue.since, issue.until, rule.time_zone)
    return bool(unit.ledger.failed(*days) or failures.departures(unit, *days))


def _revisions_due(unit: UnitOfWork, knowledge: Knowledge, now: datetime) -> Iterator[Owed]:
    """Of every digest that is still followed, if anything was filed since it was posted; once for each last word."""
    rules = knowledge.content.digests
    last = unit.updates.last_filed_at()
    if last is None or not rules:
        return
    for posted in unit.ledger.standing(now - max(each.amended_for for each in rules.values())):
        rule = rules.get(posted.content.name) if isinstance(posted.content, Digest) else None
        if rule and posted.settled_at and posted.settled_at < last <= posted.settled_at + rule.amended_for:
            yield Owed.at_once(
                f"revision/{posted.id}/{last:%Y%m%dT%H%M%S.%f}",
                Revision(of=posted.id),
                now,
                within=timedelta(days=1),
            )


def _write(
    unit: UnitOfWork, knowledge: Knowledge, content: Digest, now: datetime, *, posted_at: datetime | None
) -> View | Reason:
    rule = knowledge.content.digests.get(content.name)
    group = _group(unit, content.group)
    person = unit.people.find(content.person) if content.person else None
    if rule is None or (content.group and group is None) or (content.person and person is None):
        return Reason.WITHDRAWN
    reader = Reader(
        language=person.language if person else rule.language,
        time_zone=person.time_zone if person else rule.time_zone,
    )
    actor = Actor(user="", person=person, language=reader.language, time_zone=reader.time_zone)
    visit = knowledge.visit(unit, actor, now)
    failed = moments(content.since, content.until, rule.time_zone)
    if rule.scope is Scope.FAILURES:
        notice = failures.notice(visit, *failed)
        return knowledge.composer.show(notice, reader) if notice else Reason.NOTHING_TO_SAY
    if rule.scope is Scope.FOLLOWED:
        news = news_of_week(visit, since=content.since, until=content.until)
        return knowledge.composer.show(news, reader) if news else Reason.NOTHING_TO_SAY
    subject = Subject(
        since=content.since,
        until=content.until,
        title=rule.title,
        lead=rule.lead,
        group=group,
        event=unit.events.find(content.event) if content.event else None,
        posted_at=posted_at,
        failed=failed if rule.tells_failures else None,
        role=Role.SECRETARIAT if rule.audience is Audience.SECRETARIAT else None,
    )
    summary = digest.summarise(visit, subject)
    if not (summary.amended_at if posted_at else summary.has_news):
        return Reason.NOTHING_TO_SAY
    shown = digest.show(summary) if person else digest.show_to_room(summary)
    return knowledge.composer.show(shown, reader)


def _group(unit: UnitOfWork, group: GroupId | None) -> Group | None:
    return unit.directory.group(group) if group else None


def _answering(people: tuple[Person, ...], away: Away, entities: set[EntityId]) -> Iterator[Person]:
    for entity in sorted(entities):
        yield from holders(people, entity, away)[:1]


def _troika(unit: UnitOfWork, now: datetime) -> set[EntityId]:
    """The outgoing, the present and the coming chair, as far as known."""
    chairs = sorted(unit.records.all(Chair), key=lambda each: each.start.first_day)
    begun = [at for at, each in enumerate(chairs) if each.start.first_day <= now.date()]
    present = begun[-1] if begun else 0
    return {each.entity for each in chairs[max(present - 1, 0) : present + 2] if each.entity}
