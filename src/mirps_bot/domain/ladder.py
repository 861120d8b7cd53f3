"""What falls due of programmes, by the pure plan: for whom, when, and until when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.holiday import LONGEST_BREAK, nearest_working_day
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.occasion import About, Occasion
from mirps_bot.domain.person import Role
from mirps_bot.domain.programme import Audience, Programme, Step, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An entity that is to be reminded, the zone (IANA) of whoever answers for it now, and the roles it has filled."""

    entity: EntityId
    time_zone: str
    kind: EntityKind = EntityKind.MIRPS_STATE
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One message that falls due. Moments are UTC. `key` is the same in every replica and after every restart."""

    programme: str
    event: EventId
    day: date
    step: str
    entity: EntityId
    due_at: datetime
    give_up_at: datetime
    starts_at: datetime | None = field(default=None, compare=False)
    """Of what is reminded of, if it has an hour."""
    place: str | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        return due_key(self.programme, self.event, self.day, self.step, self.entity)


def due_key(programme: str, event: EventId, day: date, step: str, entity: EntityId) -> str:
    """An event that moves to another day is another occurrence: its ladder starts anew."""
    return f"{programme}/{event}@{day}/{step}/{entity}"


def plan(
    programmes: Iterable[Programme],
    occasions: Iterable[Occasion],
    duties: Iterable[Duty],
    *,
    after: datetime,
    until: datetime,
) -> tuple[Due, ...]:
    """What falls due in (after, until], sorted by key."""
    by_kind: dict[tuple[About, str | None], list[Occasion]] = {}
    for each in occasions:
        if each.series or each.about not in (About.EVENT, About.UNDATED):
            by_kind.setdefault((each.about, each.series), []).append(each)
    duties = tuple(duties)
    found = (
        due
        for programme in programmes
        for occasion in _occasions(by_kind, programme)
        for duty in audience_of(programme, occasion, duties)
        for due in _ladder(programme, occasion, duty)
        if after < due.due_at <= until
    )
    return tuple(sorted(found, key=lambda due: due.key))


def not_overtaken(programmes: Iterable[Programme], due: Iterable[Due]) -> Iterator[Due]:
    """What of this would go out, should all of it do so as it falls due."""
    named = {each.name: each for each in programmes}
    by_key = {each.key: each for each in due}

    def due_at(like: Due, step: Step) -> datetime | None:
        found = by_key.get(replace(like, step=step.key).key)
        return found.due_at if found else None

    for each in by_key.values():
        if not named[each.programme].is_overtaken(each.step, each.due_at, partial(due_at, each)):
            yield each


def _occasions(
    by_kind: dict[tuple[About, str | None], list[Occasion]], programme: Programme
) -> Iterable[Occasion]:
    """Without a series, a programme takes the undated events of all of them."""
    if programme.series or programme.about is not About.UNDATED:
        return by_kind.get((programme.about, programme.series), ())
    return (each for (about, _), own in by_kind.items() if about is About.UNDATED for each in own)


def audience_of(programme: Programme, occasion: Occasion, duties: Sequence[Duty]) -> Iterator[Duty]:
    match programme.audience.who:
        case Who.SECRETARIAT:
            yield from [each for each in duties if each.kind is EntityKind.SECRETARIAT][:1]
        case Who.ENTITIES:
            yield from (each for each in duties if _is_meant(programme.audience, occasion, each))


def _is_meant(audience: Audience, occasion: Occasion, duty: Duty) -> bool:
    if occasion.concerns:
        return duty.entity in occasion.concerns
    if duty.kind is EntityKind.SECRETARIAT:
        return False
    return (not audience.kinds or duty.kind in audience.kinds) and (
        not audience.roles or bool(duty.roles.intersection(audience.roles))
    )


def _ladder(programme: Programme, occasion: Occasion, duty: Duty) -> Iterator[Due]:
    zone = ZoneInfo(duty.time_zone)
    day = occasion.day_of(duty.entity)
    anchor = occasion.starts_at.astimezone(zone).date() if occasion.starts_at else day
    for step in programme.steps:
        due_at = _due_at(programme, step, occasion, duty, anchor)
        if due_at:
            yield Due(
                programme=programme.name,
                event=occasion.id,
                day=day,
                step=step.key,
                entity=duty.entity,
                due_at=due_at,
                give_up_at=_give_up(programme, occasion, duty, step, due_at),
                starts_at=occasion.starts_at if day == occasion.day else None,
                place=occasion.place,
            )


def _due_at(
    programme: Programme, step: Step, occasion: Occasion, duty: Duty, anchor: date
) -> datetime | None:
    if step.at is None:
        minutes = timedelta(minutes=step.minutes_before or 0)
        return occasion.starts_at - minutes if occasion.starts_at else None
    on = anchor - timedelta(days=step.days_before)
    if programme.working_days:
        on = nearest_working_day(on, duty.entity, duty.time_zone, 1 if step.is_after else -1)
    return local_moment(on, step.at, ZoneInfo(duty.time_zone))


def _give_up(programme: Programme, occasion: Occasion, duty: Duty, step: Step, due_at: datetime) -> datetime:
    late = due_at + programme.give_up_after
    if step.is_after:
        return late
    return max(due_at, min(late, occasion.is_over_at(duty.entity, ZoneInfo(duty.time_zone))))


def window(programmes: Iterable[Programme]) -> tuple[timedelta, timedelta]:
    """How far before and after an event's day any of its steps can fall, days off and a day of zones included."""
    days = [step.days_before for programme in programmes for step in programme.steps] or [0]
    patience = max((programme.give_up_after for programme in programmes), default=timedelta(0))
    slack = LONGEST_BREAK + timedelta(days=2)
    return timedelta(days=max(*days, 0)) + slack, timedelta(days=max(-min(days), 0)) + slack + patience
