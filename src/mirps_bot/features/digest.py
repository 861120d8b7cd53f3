"""The secretariat's digest: what came in, what changed, who is silent, what is next."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.pledge import Pledge, Stage
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.calendar import upcoming
from mirps_bot.features.mine import open_pledges
from mirps_bot.features.reminder import duties
from mirps_bot.features.update import stage_before
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action, ActionName

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One update; `before` is the stage reported before it."""

    update: Update
    pledge: Pledge
    before: Stage | None

    @property
    def is_change(self) -> bool:
        """Whether the stage is another one than before."""
        return self.update.report.stage not in (None, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """How many pledges an entity confirmed as unchanged."""

    entity: EntityId
    pledges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An entity with open pledges that filed nothing this quarter. `heard` None: never."""

    entity: EntityId
    pledges: int
    heard: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`since` and `until` are days, both included. `asked` counts entities with open pledges and somebody to answer."""

    since: date
    until: date
    quarter: Quarter
    received: tuple[Received, ...]
    unchanged: tuple[Unchanged, ...]
    silent: tuple[Silent, ...]
    asked: int
    events: tuple[Event, ...]
    as_of: datetime

    @property
    def has_news(self) -> bool:
        """Whether there is something to read or to act on."""
        return bool(self.received or self.unchanged or any(event.day for event in self.events))


def answer(visit: Visit, words: str) -> Outbound:
    """The last seven days, on demand, for the secretariat."""
    if not may(visit.person, Right.READ_DIGEST):
        return Tell(phrase="secretariat_only")
    since = visit.today - WEEK + timedelta(days=1)
    return show(summarise(visit, since=since, until=visit.today))


def show(summary: Summary) -> Show:
    return Show(template="weekly_digest/message", data=summary)


def show_to_room(summary: Summary) -> Show:
    """Everybody who reads it there can have it in their own language."""
    own = Choice(phrase="ask_in_my_language", action=Action(ActionName.ASK, ("digest",)))
    return replace(show(summary), choices={"own": (own,)})


def summarise(visit: Visit, *, since: date, until: date) -> Summary:
    zone = ZoneInfo(visit.actor.time_zone)
    start = datetime.combine(since, time(0), zone).astimezone(UTC)
    end = datetime.combine(until + timedelta(days=1), time(0), zone).astimezone(UTC)
    filed = tuple(each for each in visit.unit.updates.filed_between(start, end) if each.stands)
    quarter = Quarter.of(until)
    asked, silent = _silence(visit, quarter, zone)
    return Summary(
        since=since,
        until=until,
        quarter=quarter,
        received=tuple(_received(visit.unit, each) for each in filed if each.kind is UpdateKind.UPDATE),
        unchanged=_unchanged(filed),
        silent=silent,
        asked=asked,
        events=upcoming(visit)[:4],
        as_of=visit.now,
    )


def _received(unit: UnitOfWork, update: Update) -> Received:
    tracked = unit.pledges.find(update.pledge)
    if tracked is None:
        raise LookupError(f"update {update.id} is on {update.pledge}, which is gone")
    return Received(update=update, pledge=tracked.pledge, before=stage_before(unit, update))


def _unchanged(filed: tuple[Update, ...]) -> tuple[Unchanged, ...]:
    pledges: dict[EntityId, set[str]] = {}
    for each in filed:
        if each.kind is UpdateKind.CONFIRMATION:
            pledges.setdefault(each.entity, set()).add(each.pledge)
    return tuple(Unchanged(entity=entity, pledges=len(each)) for entity, each in sorted(pledges.items()))


def _silence(visit: Visit, quarter: Quarter, zone: ZoneInfo) -> tuple[int, tuple[Silent, ...]]:
    """Named, so that the secretariat can call; never mentioned in a way that pings anybody."""
    opened = datetime.combine(quarter.first_day, time(0), zone).astimezone(UTC)
    asked, silent = 0, []
    for duty in duties(visit.unit.people.all(), visit.unit.directory.entities()):
        pledges = open_pledges(visit.unit, duty.entity)
        heard = visit.unit.updates.last_of(duty.entity)
        asked += bool(pledges)
        if pledges and (heard is None or heard < opened):
            silent.append(Silent(entity=duty.entity, pledges=len(pledges), heard=heard))
    return asked, tuple(silent)
