"""Digests: rules for telling what came in, and the pure list of the issues that fall due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter, local_day, local_moment
from mirps_bot.domain.holiday import LONGEST_BREAK, nearest_working_day
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.domain.language import Language, Names


class Scope(StrEnum):
    """What a digest is about."""

    PLATFORM = "platform"
    GROUPS = "groups"
    """Each working group by itself: one issue for each."""
    FOLLOWED = "followed"
    """What its reader follows: each has an issue of their own, and none is posted."""
    FAILURES = "failures"
    """What could not be delivered, and who has no account any more: once each, and nothing else."""


class Audience(StrEnum):
    """Who reads it."""

    SECRETARIAT = "secretariat"
    LEADERSHIP = "leadership"
    """The chair, and with it the troika: whoever answers for the outgoing, present and coming chair."""
    FOCAL_POINTS = "focal_points"
    """Whoever answers for an entity."""
    GROUP = "group"
    """Whoever answers for an entity that leads or sits in the working group."""
    FOLLOWERS = "followers"
    """Whoever follows anything."""


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @property
    def number(self) -> int:
        """Monday is 0."""
        return list(Weekday).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRule:
    """A digest: on every weekday (`daily`), every week on `weekly`, every month on day `monthly`, or so many days
    before (negative: after) each event of `series`. It is posted in the conversation named `room` ({group} stands for
    the group's id), in `language`; without a room, or where the bot is no member of it, each reader gets it directly,
    in their own.
    """

    title: Names
    lead: Names | None
    """A sentence on what it is for, beneath the title."""
    scope: Scope
    audience: Audience
    weekly: Weekday | None
    monthly: int | None
    series: str | None
    days_before: int | None
    at: time
    time_zone: str
    room: str | None
    language: Language
    give_up_after: timedelta
    amended_for: timedelta
    """How long what was posted still follows late and corrected answers."""
    daily: bool = False

    def __post_init__(self) -> None:
        if self.daily + sum(each is not None for each in (self.weekly, self.monthly, self.series)) != 1:
            raise ValueError("needs one of daily, weekly, monthly and series, and no two of them")
        if (self.series is None) != (self.days_before is None):
            raise ValueError("series and days_before go together")
        if self.monthly is not None and not 1 <= self.monthly <= 28:
            raise ValueError("monthly is a day that every month has, from 1 to 28")
        if self.scope is Scope.PLATFORM and self.audience is Audience.GROUP:
            raise ValueError("the audience 'group' needs the scope 'groups'")
        if (self.scope is Scope.FOLLOWED) != (self.audience is Audience.FOLLOWERS):
            raise ValueError("the scope 'followed' and the audience 'followers' go together")
        if self.scope is Scope.FAILURES and self.audience is not Audience.SECRETARIAT:
            raise ValueError("what could not be delivered is for the audience 'secretariat'")
        if self.scope is Scope.FOLLOWED and self.room:
            raise ValueError("what somebody follows is theirs alone to know: it has no room")
        if self.give_up_after <= timedelta(0):
            raise ValueError("give_up_after must be more than nothing")

    @property
    def tells_failures(self) -> bool:
        """Whether it names what could not be delivered: to nobody but the secretariat."""
        return self.audience is Audience.SECRETARIAT and self.scope in (Scope.PLATFORM, Scope.FAILURES)

    def room_for(self, group: GroupId | None) -> str | None:
        """The name of the conversation in which it is posted."""
        return self.room and self.room.replace("{group}", (group or "").replace("_", "-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue that falls due, about `since` to `until` (both included). `key` names it among those of its rule."""

    key: str
    since: date
    until: date
    event: EventId | None
    due_at: datetime
    give_up_at: datetime


def issues(
    rule: DigestRule, events: Iterable[Event], *, after: datetime, until: datetime
) -> tuple[Issue, ...]:
    """What falls due in (after, until], oldest first. Of `events` those with a day count that are not cancelled."""
    zone = ZoneInfo(rule.time_zone)
    found = []
    for day, since, last, event in _days(rule, tuple(events), after, until):
        due_at = local_moment(day if rule.daily else _working_day(day, rule), rule.at, zone)
        if after < due_at <= until:
            found.append(
                Issue(
                    key=f"{event.id}@{event.day}/{rule.days_before:+d}d" if event else str(day),
                    since=since,
                    until=last,
                    event=event.id if event else None,
                    due_at=due_at,
                    give_up_at=due_at + rule.give_up_after,
                )
            )
    return tuple(sorted(found, key=lambda issue: (issue.due_at, issue.key)))


def reach(rule: DigestRule) -> tuple[timedelta, timedelta]:
    """How far before and after an event's day its issues can fall, days off and a day of time zones included."""
    days = rule.days_before or 0
    slack = LONGEST_BREAK + timedelta(days=2)
    return timedelta(days=max(days, 0)) + slack, timedelta(days=max(-days, 0)) + slack


def _working_day(day: date, rule: DigestRule) -> date:
    """Where the rule's hour is told: the one before if it is to be read before an event, else the next."""
    return nearest_working_day(day, "", rule.time_zone, -1 if (rule.days_before or 0) > 0 else 1)


def _off_the_weekend(day: date) -> date:
    return day if day.weekday() <= Weekday.FRIDAY.number else day + timedelta(days=7 - day.weekday())


def _days(
    rule: DigestRule, events: tuple[Event, ...], after: datetime, until: datetime
) -> Iterator[tuple[date, date, date, Event | None]]:
    """The day that names each issue that may be meant, what it is about, and the event it is tied to."""
    if rule.series is not None:
        yield from _around_events(rule, events)
        return
    day = local_day(after, rule.time_zone) - LONGEST_BREAK
    while day <= local_day(until, rule.time_zone):
        if rule.daily and day.weekday() <= Weekday.FRIDAY.number:
            back = 3 if day.weekday() == Weekday.MONDAY.number else 1
            yield day, day - timedelta(days=back), day - timedelta(days=1), None
        if rule.weekly is not None and day.weekday() == rule.weekly.number:
            yield day, day - timedelta(days=7), day - timedelta(days=1), None
        if rule.monthly == day.day:
            last_month = day.replace(day=1) - timedelta(days=1)
            month = PartialDate(year=last_month.year, month=last_month.month)
            yield _off_the_weekend(day), month.first_day, month.last_day, None
        day += timedelta(days=1)


def _around_events(
    rule: DigestRule, events: tuple[Event, ...]
) -> Iterator[tuple[date, date, date, Event | None]]:
    for event in events:
        if event.day is None or event.series != rule.series or event.status is EventStatus.CANCELLED:
            continue
        day = _working_day(event.day - timedelta(days=rule.days_before or 0), rule)
        since = event.opens or Quarter.of(event.day).first_day
        last = min(day - timedelta(days=1), event.last_day)
        yield day, min(since, last), last, event
