"""Programmes: rules for reminding, and the pure plan of what falls due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.holiday import LONGEST_BREAK, nearest_working_day
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.occasion import About, Occasion
from mirps_bot.domain.paper import PaperKind
from mirps_bot.domain.person import Role


class Stops(StrEnum):
    """What silences the rest of a ladder for an entity."""

    ANY_ANSWER = "any_answer"
    """One update or confirmation since the reporting cycle opened."""
    ALL_ANSWERED = "all_answered"
    """An update or a confirmation for each of its open pledges since then."""
    REPLIED = "replied"
    """A word on whether it takes part."""
    NEVER = "never"
    """Nothing but the end of what it is about."""


class Who(StrEnum):
    ENTITIES = "entities"
    """Whoever the event invites or its group is made of, else every entity but the secretariat."""
    SECRETARIAT = "secretariat"


class Addressee(StrEnum):
    """Who of an entity's people, or for them, is told."""

    HOLDER = "holder"
    ALTERNATE = "alternate"
    """Whoever comes after the holder."""
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """`kinds` and `roles` narrow it down: to entities of these kinds, with somebody in one of these roles.

    What an event says itself, by inviting some or by being its group's, goes before both.
    """

    who: Who = Who.ENTITIES
    kinds: tuple[EntityKind, ...] = ()
    roles: tuple[Role, ...] = ()


EVERYBODY = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most reminders of one programme that an entity gets: of one item, and in a week."""

    per_item: int | None = None
    per_week: int | None = None


UNCAPPED = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder: so many days before the event (negative: after), at this hour of the recipient's day; or
    so many minutes before it begins, at whatever hour that is.

    `says` is the template, of this programme's folder or of another's. `attendance` keeps it to entities that said so.
    """

    days_before: int = 0
    at: time | None = None
    minutes_before: int | None = None
    says: str = "message"
    to: Addressee = Addressee.HOLDER
    stops_when: Stops | None = None
    attendance: tuple[Attendance, ...] = ()
    opens: PaperKind | None = None
    """What can be handed in by its button."""

    def __post_init__(self) -> None:
        if (self.at is None) is (self.minutes_before is None):
            raise ValueError("a step needs either at, an hour, or minutes_before the beginning")
        if self.minutes_before is not None and (self.days_before or self.minutes_before < 1):
            raise ValueError(
                "minutes_before counts from the beginning: at least 1, and no days_before beside it"
            )

    @property
    def key(self) -> str:
        when = f"{self.minutes_before}min" if self.minutes_before else f"{self.days_before:+d}d"
        return when if self.to is Addressee.HOLDER else f"{when}:{self.to}"

    @property
    def is_after(self) -> bool:
        return self.days_before < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A rule for reminding. Each step is given up `give_up_after` past its due time, and never sent once it is over."""

    name: str
    about: About = About.EVENT
    series: str | None = None
    audience: Audience = EVERYBODY
    stops_when: Stops
    steps: tuple[Step, ...]
    give_up_after: timedelta
    working_days: bool = True
    """A step whose day is a weekend or a holiday of the recipient's comes on the working day before it, one after the
    event on the working day that follows.
    """
    caps: Caps = UNCAPPED
    bundle: bool = True
    """Whether its reminders are said in one message with others that are due to the same person."""

    def __post_init__(self) -> None:
        if len({step.key for step in self.steps}) < len(self.steps):
            raise ValueError("two steps are due at the same time to the same person")
        if not self.steps:
            raise ValueError("a programme needs at least one step")
        if self.give_up_after <= timedelta(0):
            raise ValueError("give_up_after must be more than nothing")

    def step(self, key: str) -> Step | None:
        """The step of this key; None: it is no longer, or a prompt that was put off stands for several."""
        return next((step for step in self.steps if step.key == key), None)

    def overtaking(self, key: str) -> Step | None:
        """The next step that asks the same of the same people, at an hour of their day."""
        of = self.step(key)
        if of is None:
            return None
        behind = self.steps[self.steps.index(of) + 1 :]
        return next((each for each in behind if each.at and self._asks_same(of, each)), None)

    def _asks_same(self, one: Step, other: Step) -> bool:
        asked = ((each.to, each.opens, self.takes_attendance(each)) for each in (one, other))
        return next(asked) == next(asked)

    def may_bundle(self, key: str) -> bool:
        """Not what is tied to the minute at which something begins."""
        step = self.step(key)
        return self.bundle and (step is None or step.at is not None)

    def stops(self, step: Step | None) -> Stops:
        return step.stops_when if step and step.stops_when else self.stops_when

    def takes_attendance(self, step: Step | None) -> bool:
        """Whether it asks if the entity takes part, or tells what it said, and nothing else."""
        stops = self.stops(step)
        return stops is Stops.REPLIED or bool(stops is Stops.NEVER and step and step.attendance)

    def asked_before(self, key: str) -> tuple[Step, ...]:
        """The steps before one of those that ask if the entity takes part, that ask so too."""
        step = self.step(key)
        asking = [each for each in self.steps if self.takes_attendance(each)]
        return tuple(asking[: asking.index(step)]) if step in asking else ()

    def template(self, step: Step | None, *, is_over: bool = False) -> str:
        """Of a prompt that was put off: what is said before the event, or once it is over."""
        after = (each.says for each in self.steps if is_over and each.is_after)
        says = step.says if step else next(after, "message")
        return says if "/" in says else f"{self.name}/{says}"


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
