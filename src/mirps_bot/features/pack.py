"""The meeting pack: of which meeting or group it is asked for, what is in it, and the message that brings it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.contribution import Contribution
from mirps_bot.domain.dates import Quarter, moments
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.domain.joint import may_read_part
from mirps_bot.domain.need import Match, Need
from mirps_bot.domain.occasion import concerned_by
from mirps_bot.domain.pack import Consolidated, Pack
from mirps_bot.domain.person import Role
from mirps_bot.domain.pledge import Pledge, PledgeKind
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.response import Received
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features import digest
from mirps_bot.features.asked_groups import group_named
from mirps_bot.features.digest import Subject
from mirps_bot.features.events import (
    EventFilter,
    gone_by,
    in_time,
    is_meeting,
    meeting_before,
    nearest,
    read_wanted,
    upcoming,
)
from mirps_bot.features.joint import consolidation
from mirps_bot.features.reading import read
from mirps_bot.features.retelling import hand_over
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import take_pack

MOST_LISTED = 20
"""Pledges of a group; the list in the chat has them all."""
MOST_RECEIVED = 30
MOST_JOINT = 12
MOST_CONTRIBUTIONS = 15
MOST_NEEDS = 12
MOST_AHEAD = 6
MOST_OFFERED = 4
"""Meetings that are named where the one that was asked for is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a pack is of: an event, a group, or both. `aside` are folded words that no such event has."""

    event: Event | None = None
    group: Group | None = None
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """What the message says of the file that comes with it."""

    event: Event | None
    group: Group | None
    aside: tuple[str, ...] = ()
    before: Event | None
    since: date
    until: date
    is_narrowed: bool
    pledges: int
    received: int
    unchanged: int
    joint: int
    needs: int
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """Into the direct messages of who asks: nothing can be handed over inside an answer."""
    person = visit.person
    if person is None or not may(person, Right.TAKE_ALONG):
        return Tell(phrase="not_on_roster")
    meeting = find_meeting(visit, words)
    if meeting is None:
        return Tell(phrase="pack_unknown", values={"typed": words}, choices=tuple(_offered(visit)))
    hand_over(visit, Story.PACK, words, person)
    return Tell(
        phrase="pack_sent",
        values={"event": meeting.event, "group": meeting.group, "aside": meeting.aside},
        choices=() if words.strip() else tuple(_others(visit, meeting)),
    )


def tell_file(visit: Visit, about: str) -> Show | None:
    """The message that brings the file; `about` are the words that said what it is of."""
    meeting = find_meeting(visit, about)
    if meeting is None:
        return None
    pack = pack_of(visit, meeting)
    return Show(
        template="pack/file",
        data=PackFile(
            event=pack.event,
            group=pack.group,
            aside=meeting.aside,
            before=pack.before,
            since=pack.since,
            until=pack.until,
            is_narrowed=pack.is_narrowed,
            pledges=pack.total,
            received=pack.received_total,
            unchanged=sum(each.pledges for each in pack.unchanged),
            joint=sum(each.text is not None for each in pack.joint),
            needs=pack.needs_total,
            as_of=pack.as_of,
        ),
        export=pack,
    )


def pack_choice(visit: Visit, of: EventId | GroupId) -> tuple[Choice, ...]:
    """The pack of this event or group, for whoever can be sent it."""
    return (take_pack(of),) if may(visit.person, Right.TAKE_ALONG) else ()


# ---- of which meeting ----------------------------------------------------------------------------


def find_meeting(visit: Visit, words: str) -> Meeting | None:
    """The event or the group of this id; the group that is named, with its next meeting; the event that the words
    name; without any, the next meeting that concerns the reader. None: there is no such event.
    """
    if event := visit.unit.events.find(EventId(words.strip())):  # as a button asks
        return _of_event(visit, event)
    series, rest = _take_series(visit, " ".join(visit.labels["packnext"].read(words).rest))
    wanted = read_wanted(visit, rest)
    if group := _named_group(visit, words, wanted):
        pool = (each for each in in_time(visit, wanted) if group.id in (each.group, each.series))
        return Meeting(event=_first(pool), group=group)
    pool = (each for each in in_time(visit, wanted) if series is None or each.series == series)
    if not (wanted.periods or wanted.words or set(wanted.kinds) - {EventKind.MEETING}):
        own = filter(is_meeting, pool)
        event = _first(own if series else (each for each in own if _concerns(visit, each)))
        return _of_event(visit, event) if event else None
    found, events = nearest(
        wanted, pool, (each for each in gone_by(visit, wanted) if series is None or each.series == series)
    )
    event = _first(events)
    if event is None or (wanted.words and not found.words and series is None):
        return None
    aside = tuple(each for each in wanted.words if each not in found.words)
    return _of_event(visit, event, aside)


def _take_series(visit: Visit, words: str) -> tuple[str | None, str]:
    """Which meetings that come again and again are meant, and the other words: the quarterly one."""
    said = visit.labels["series"].read(words)
    return next((each for _, each in said.terms), None), " ".join(said.rest) if said.terms else words


def _named_group(visit: Visit, words: str, wanted: EventFilter) -> Group | None:
    """By its id or its name; by its theme alone too, where nothing but a meeting is asked for."""
    directory = visit.unit.directory
    if found := directory.group(GroupId(words.strip().casefold())):
        return found
    if wanted.groups:
        return directory.group(wanted.groups[0])
    is_plain = set(wanted.kinds) <= {EventKind.MEETING}
    return group_named(visit, read(visit.lexicon, words)) if is_plain else None


def _of_event(visit: Visit, event: Event, aside: tuple[str, ...] = ()) -> Meeting:
    key = event.group or event.series
    return Meeting(event=event, group=visit.unit.directory.group(GroupId(key)) if key else None, aside=aside)


def _first(events: Iterable[Event]) -> Event | None:
    """The first that has a day, else the first that may come."""
    found = [each for each in events if each.status is not EventStatus.CANCELLED]
    return next((each for each in found if each.day), next(iter(found), None))


def _concerns(visit: Visit, event: Event) -> bool:
    """Whether the reader's entity takes part; whoever has none, and the secretariat, in all."""
    person = visit.person
    if person is None or person.is_secretariat:
        return True
    groups = {each.id: each for each in visit.unit.directory.groups()}
    invited = concerned_by(event, groups)
    if (
        event.series and event.series in groups and not invited
    ):  # the troika, of which no source says who sits in it
        return may(person, Right.READ_DIGEST) or person.role is Role.CHAIR
    return not invited or person.entity in invited


def _offered(visit: Visit) -> Iterator[Choice]:
    """What may have been meant."""
    for each in [event for event in upcoming(visit) if is_meeting(event)][:MOST_OFFERED]:
        yield Choice.asking(f"pack {each.id}", "ask_pack_of", name=each.title)
    yield from _of_groups(visit)


def _others(visit: Visit, meeting: Meeting) -> Iterator[Choice]:
    """Where the words named none, another may have been meant."""
    ahead = (each for each in upcoming(visit) if is_meeting(each) and each != meeting.event)
    for each in [event for event in ahead if event.day][:2]:
        yield Choice.asking(f"pack {each.id}", "ask_pack_of", name=each.title)


def _of_groups(visit: Visit) -> Iterator[Choice]:
    for each in visit.unit.directory.groups():
        if each.pledges:
            yield Choice.asking(f"pack {each.id}", "ask_pack_of", name=each.names)


# ---- what is in it -------------------------------------------------------------------------------


def pack_of(visit: Visit, meeting: Meeting) -> Pack:
    event, group = meeting.event, meeting.group
    narrowing = group if group and (group.pledges or group.areas) else None
    before = _before(visit, meeting)
    since, until = _period(visit, event, before)
    summary = digest.summarise(visit, Subject(since=since, until=until, group=narrowing, event=event))
    wanted = _pledges_of(narrowing)
    received = [each for each in reversed(summary.received) if each.update.stands]
    brought = _contributions(visit, narrowing, since, until)
    sees_needs = may(visit.person, Right.SEE_NEEDS)
    needs = [each for each in visit.unit.needs.listed() if _is_theirs(each.area, narrowing)]
    offers = [each for each in visit.unit.offers.listed() if _is_theirs(each.area, narrowing)]
    shown_needs = tuple(needs[:MOST_NEEDS]) if sees_needs else ()
    page = visit.unit.pledges.search(wanted, limit=MOST_LISTED if narrowing else 1)
    return Pack(
        event=event,
        group=group,
        before=before,
        since=since,
        until=until,
        is_narrowed=narrowing is not None,
        total=page.total,
        by_stage=visit.unit.pledges.by_stage(wanted),
        sums=visit.unit.pledges.sums(wanted),
        listed=page.items if narrowing else (),
        received=tuple(received[:MOST_RECEIVED]),
        received_total=len(received),
        unchanged=summary.unchanged,
        answered=summary.answered if may(visit.person, Right.READ_RESPONSE) else None,
        joint=tuple(_joint(visit, wanted, narrowing, received)),
        contributions=tuple(each for each, _ in brought[:MOST_CONTRIBUTIONS]),
        contributions_total=len(brought),
        needs=shown_needs,
        needs_total=len(needs) if sees_needs else 0,
        offers=tuple(offers[:MOST_NEEDS]) if sees_needs else (),
        offers_total=len(offers) if sees_needs else 0,
        matches={each.number: tuple(_matches(visit, each)) for each in shown_needs},
        ahead=tuple(each for each in upcoming(visit) if each != event)[:MOST_AHEAD],
        languages={each.id: each.language for each in visit.unit.people.all()},
        titles={pledge.id: pledge for _, pledge in brought},
        as_of=visit.now,
    )


def _before(visit: Visit, meeting: Meeting) -> Event | None:
    """The last meeting of its series, and of its group if it is a group's; of a group that has none ahead, its last."""
    event, group = meeting.event, meeting.group
    if event:
        return meeting_before(visit, event.first_day, series=event.series, group=event.group)
    return meeting_before(visit, visit.today, series=None, group=group.id if group else None)


def _period(visit: Visit, event: Event | None, before: Event | None) -> tuple[date, date]:
    """From the day of the meeting before, or the first on which it may have been, else from the beginning of the
    quarter; to today, or to the day of a meeting that is over.
    """
    until = min(visit.today, event.last_day) if event else visit.today
    since = before.first_day if before else Quarter.of(until).first_day
    return min(since, until), until


def _pledges_of(group: Group | None) -> PledgeFilter:
    """What `digest.pledges_of` keeps."""
    if group is None:
        return PledgeFilter()
    either = (
        *((PledgeFilter(ids=group.pledges),) if group.pledges else ()),
        *((PledgeFilter(areas=group.areas),) if group.areas else ()),
    )
    return PledgeFilter(either=(either,))


def _joint(
    visit: Visit, wanted: PledgeFilter, group: Group | None, received: Iterable[Received]
) -> Iterator[Consolidated]:
    """Those that were reported on, then those that the group is about; of the whole platform, those that members
    support.
    """
    kinds = () if group else (PledgeKind.MULTI_STAKEHOLDER,)
    page = visit.unit.pledges.search(replace(wanted, is_joint=True, kinds=kinds), limit=MOST_JOINT)
    told = (each.pledge for each in received if each.pledge.is_joint)
    found = {each.id: each for each in (*told, *(each.pledge for each in page.items))}
    for pledge in list(found.values())[:MOST_JOINT]:
        yield _consolidated(visit, pledge)


def _consolidated(visit: Visit, pledge: Pledge) -> Consolidated:
    found = consolidation(visit, pledge)
    is_lead = may(visit.person, Right.REPORT, (found.lead,))
    text = visit.unit.updates.latest(pledge.id, UpdateKind.UPDATE)
    return Consolidated(
        pledge=pledge,
        text=text,
        parts=tuple(
            each
            for each in found.parts
            if may_read_part(visit.person, pledge, each.entity) and _is_newer(each, text)
        ),
        waiting=found.waiting if is_lead else (),
    )


def _is_newer(part: Update, text: Update | None) -> bool:
    """Whether the lead's text can't have it yet."""
    return text is None or part.filed_at > text.filed_at


def _contributions(
    visit: Visit, group: Group | None, since: date, until: date
) -> list[tuple[Contribution, Pledge]]:
    """Newest first, with what they are brought to."""
    filed = visit.unit.contributions.filed_between(*moments(since, until, visit.actor.time_zone))
    theirs = digest.pledges_of(visit.unit, (each.pledge for each in filed), group)
    return [(each, theirs[each.pledge]) for each in reversed(filed) if each.pledge in theirs]


def _is_theirs(area: str, group: Group | None) -> bool:
    return group is None or area in group.areas


def _matches(visit: Visit, need: Need) -> Iterator[Match]:
    """A match is its State's and its member's to see."""
    for each in visit.unit.matches.of_need(need.id):
        if may(visit.person, Right.MATCH, (need.entity, each.entity)):
            yield each
