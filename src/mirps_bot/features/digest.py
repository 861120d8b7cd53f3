"""Digests: what came in, what changed, who is silent, what is asked for and what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Ownership, Right, may, role_may
from mirps_bot.domain.calendar import Event, EventKind
from mirps_bot.domain.dates import Period, Quarter, local_day, moments
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId, NeedId, PledgeId
from mirps_bot.domain.language import Names
from mirps_bot.domain.need import SUPPORTED, Match, Need
from mirps_bot.domain.person import Role
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import Facet, PledgeFilter
from mirps_bot.domain.response import Answered, Matched, Received, Unchanged
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features import pledges
from mirps_bot.features.asked_groups import group_named
from mirps_bot.features.cycle import Cycle, cycle_asked_about, cycle_of
from mirps_bot.features.events import is_meeting, meeting_before, upcoming
from mirps_bot.features.failures import Departure, Failure, choices, departures, failures
from mirps_bot.features.filing import stages_before
from mirps_bot.features.nudge import remind_choice
from mirps_bot.features.reading import read
from mirps_bot.features.response import answered, asked_of, chart_of
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import take_pack
from mirps_bot.ports import UnitOfWork

PLATFORM_MEETINGS = "focal_points"
"""The series that all entities meet in."""
A_MONTH = timedelta(days=30)
WEEK = timedelta(days=7)
AT_ONCE = 500
"""Pledges that are read together."""

_NARROWING = (Facet.ENTITY, Facet.OWNER, Facet.BENEFICIARY, Facet.AREA)
"""What people may expect a digest to be narrowed by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a digest is about. `until` is included; a `group` narrows it; an `event` gives it a cycle of its own."""

    since: date
    until: date
    title: Names | None = None
    lead: Names | None = None
    group: Group | None = None
    event: Event | None = None
    posted_at: datetime | None = None
    """Of one that is told anew: since when it stands in its conversation."""
    failed: tuple[datetime, datetime] | None = None
    """From when until when it tells of what could not be delivered; None: its readers are not told of that."""
    role: Role | None = None
    """What everybody is who reads it in a room; None: they differ."""
    aside: tuple[str, ...] = ()
    """Names in the question that no digest is about, as they were typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is late came in after it was posted."""

    title: Names | None
    lead: Names | None
    group: Group | None
    event: Event | None
    since: date
    until: date
    received: tuple[Received, ...]
    unchanged: tuple[Unchanged, ...]
    late: tuple[Received, ...]
    late_unchanged: tuple[Unchanged, ...]
    amended_at: datetime | None
    """When the last of these came in; None: nothing did."""
    answered: Answered
    needs: tuple[Need, ...]
    matches: tuple[Matched, ...]
    """Those that all of its readers may see."""
    departures: tuple[Departure, ...]
    failures: tuple[Failure, ...]
    events: tuple[Event, ...]
    aside: tuple[str, ...]
    as_of: datetime

    @property
    def has_news(self) -> bool:
        """Whether there is something to read or to act on."""
        is_asked_for = self.event is not None and bool(self.answered.response.silent)
        is_ahead = self.group is None and any(event.day for event in self.events)
        has_come_in = bool(self.received or self.unchanged or self.needs or self.matches)
        return has_come_in or bool(self.departures or self.failures) or is_asked_for or is_ahead


def answer(visit: Visit, words: str) -> Outbound:
    """Any days, of the whole platform or of a working group, on demand: those that are named, since the last meeting,
    of the reporting cycle; else the last seven.
    """
    days, rest = visit.take_stretch(words, ahead=False)
    if not may(visit.person, Right.READ_DIGEST):
        return _for_others(visit, days)
    asked = read(visit.lexicon, rest)
    group = group_named(visit, asked)
    beside = (Facet.ENTITY, Facet.OWNER, Facet.BENEFICIARY) if group else _NARROWING
    aside = tuple(each.typed for each in asked.understood.found if each.facet in beside)
    if days and days.first > visit.today:
        return Tell(
            phrase="digest_ahead",
            choices=(Choice.asking(f"calendar {days.first} {days.last}", "ask_calendar"),),
        )
    days = days or _days_told(visit, rest, group)
    since, until = days.first, min(days.last, visit.today)
    failed = moments(since, until, visit.actor.time_zone) if group is None else None
    summary = summarise(visit, Subject(since=since, until=until, group=group, failed=failed, aside=aside))
    is_of_now = summary.until == visit.today
    remind = remind_choice(visit, summary.answered.response.silent) if is_of_now else ()
    return _with(show(summary), remind=remind)


def _days_told(visit: Visit, words: str, group: Group | None) -> Period:
    told = {name for _, name in visit.labels["digestdays"].read(words).terms}
    if "cycle" in told:
        cycle, zone = cycle_asked_about(visit, visit.now), visit.actor.time_zone
        return Period(first=local_day(cycle.opens, zone), last=cycle.last_day(zone))
    if "meeting" in told:
        series, of = (None, group.id) if group else (PLATFORM_MEETINGS, None)
        last = meeting_before(visit, visit.today, series=series, group=of)
        return Period(first=last.first_day if last else Quarter.of(visit.today).first_day, last=visit.today)
    return Period(first=visit.today - WEEK + timedelta(days=1), last=visit.today)


def _for_others(visit: Visit, days: Period | None) -> Outbound:
    """What everybody may know of these days, else of the last month; where that is nothing, the ways to more."""
    if days:
        return pledges.answer(visit, f"{Facet.SINCE}:{days.first}")
    month = f"{Facet.SINCE}:{visit.today - A_MONTH}"
    changed = pledges.answer(visit, month)
    if isinstance(changed, Show) and isinstance(changed.data, pledges.PledgeList) and changed.data.page.total:
        return replace(changed, below=Tell(phrase="secretariat_only", choices=(Choice.asking("home"),)))
    return Tell(
        phrase="secretariat_only",
        choices=(Choice.asking("home"), Choice.asking(f"pledges {month}", "ask_changed")),
    )


def show(summary: Summary) -> Show:
    event = summary.event
    return Show(
        template="digest/issue",
        data=summary,
        choices={
            "failures": choices(summary.departures, summary.failures),
            "pack": (take_pack(event.id),) if event and is_meeting(event) else (),
        },
        charts=chart_of(summary.answered),
    )


def show_to_room(summary: Summary) -> Show:
    """Everybody who reads it there can have it in their own language."""
    words = f"digest {summary.since} {summary.until}"
    own = Choice.asking(words, "ask_in_my_language")
    return _with(show(summary), own=(own,))


def _with(shown: Show, **rows: tuple[Choice, ...]) -> Show:
    return replace(shown, choices={**shown.choices, **rows})


def summarise(visit: Visit, subject: Subject) -> Summary:
    start, end = moments(subject.since, subject.until, visit.actor.time_zone)
    cycle = _cycle(visit, subject, end)
    is_its_own = cycle.deadline is not None and cycle.deadline == subject.event
    is_due = is_its_own or min(visit.now, end) >= cycle.due_from
    filed, late = visit.unit.updates.filed_between(start, end), _since_posted(visit, subject)
    theirs = pledges_of(visit.unit, (each.pledge for each in (*filed, *late)), subject.group)
    amended_at = max((each.filed_at for each in late if each.pledge in theirs), default=None)
    filed, late = (
        tuple(each for each in said if each.pledge in theirs and each.stands) for said in (filed, late)
    )
    return Summary(
        title=subject.title,
        lead=subject.lead,
        group=subject.group,
        event=subject.event,
        since=subject.since,
        until=subject.until,
        received=_received(visit.unit, filed, theirs),
        unchanged=_unchanged(filed),
        late=_received(visit.unit, late, theirs),
        late_unchanged=_unchanged(late),
        amended_at=amended_at,
        answered=answered(visit, asked_of(visit, subject.group), cycle, subject.until, is_due=is_due),
        needs=_needs(visit.unit, subject.group, start, end),
        matches=_matches(visit, subject, start, end),
        departures=departures(visit.unit, *subject.failed) if subject.failed else (),
        failures=failures(visit, *subject.failed) if subject.failed else (),
        events=upcoming(visit)[:4],
        aside=subject.aside,
        as_of=visit.now,
    )


# ---- inside --------------------------------------------------------------------------------------


def _cycle(visit: Visit, subject: Subject, end: datetime) -> Cycle:
    """The one that its event closes, else the one that was asked about on its last day. What comes late counts, as
    long as it is told anew.
    """
    if subject.event and subject.event.kind is EventKind.REPORTING_DEADLINE:
        closed = cycle_of(subject.event, ZoneInfo(visit.actor.time_zone))
        return replace(closed, closes=max(closed.closes, visit.now))
    cycle = cycle_asked_about(visit, min(visit.now, end - timedelta(microseconds=1)))
    is_followed = cycle.deadline and subject.posted_at
    return replace(cycle, closes=max(cycle.closes, visit.now)) if is_followed else cycle


def _is_about(group: Group | None, pledge: Pledge) -> bool:
    """Whether a pledge belongs to a group: named by it, or on one of its themes."""
    return group is None or pledge.id in group.pledges or not set(pledge.areas).isdisjoint(group.areas)


def _since_posted(visit: Visit, subject: Subject) -> tuple[Update, ...]:
    if subject.posted_at is None:
        return ()
    return visit.unit.updates.filed_between(subject.posted_at, visit.now + timedelta(microseconds=1))


def pledges_of(
    unit: UnitOfWork, wanted: Iterable[PledgeId], group: Group | None
) -> Mapping[PledgeId, Pledge]:
    """Those of these that the group is about."""
    ids = tuple(dict.fromkeys(wanted))
    found = (
        each.pledge
        for first in range(0, len(ids), AT_ONCE)
        for each in unit.pledges.search(PledgeFilter(ids=ids[first : first + AT_ONCE]), limit=AT_ONCE).items
    )
    return {each.id: each for each in found if _is_about(group, each)}


def _received(
    unit: UnitOfWork, filed: Iterable[Update], theirs: Mapping[PledgeId, Pledge]
) -> tuple[Received, ...]:
    updates = [each for each in filed if each.kind is UpdateKind.UPDATE]
    return tuple(
        Received(update=each, pledge=theirs[each.pledge], before=before)
        for each, before in zip(updates, stages_before(unit, updates), strict=True)
    )


def _unchanged(filed: Iterable[Update]) -> tuple[Unchanged, ...]:
    pledges: dict[EntityId, set[str]] = {}
    for each in filed:
        if each.kind is UpdateKind.CONFIRMATION:
            pledges.setdefault(each.entity, set()).add(each.pledge)
    return tuple(Unchanged(entity=entity, pledges=len(each)) for entity, each in sorted(pledges.items()))


def _needs(unit: UnitOfWork, group: Group | None, start: datetime, end: datetime) -> tuple[Need, ...]:
    found = [each for each in unit.needs.listed(is_open=False) if start <= each.posted_at < end]
    return tuple(each for each in reversed(found) if group is None or each.area in group.areas)


def _matches(visit: Visit, subject: Subject, start: datetime, end: datetime) -> tuple[Matched, ...]:
    """By need, the oldest first; who can support it first. A match is its State's and its member's to see."""
    found: dict[NeedId, list[Match]] = {}
    for moved in visit.unit.matches.moved_between(start, end):
        if match := moved.made_between(start, end):
            found.setdefault(match.need, []).append(match)
    listed = []
    for number, own in found.items():
        need = visit.unit.needs.find(number)
        if need and (subject.group is None or need.area in subject.group.areas):
            seen = [each for each in own if _is_seen(visit, subject, need, each)]
            seen.sort(key=lambda each: each.state not in SUPPORTED)
            listed += [Matched(need=need, matches=tuple(seen))] if seen else []
    return tuple(listed)


def _is_seen(visit: Visit, subject: Subject, need: Need, match: Match) -> bool:
    if visit.person is None:
        return role_may(subject.role, Right.MATCH, Ownership.OTHER)
    return may(visit.person, Right.MATCH, (need.entity, match.entity))
