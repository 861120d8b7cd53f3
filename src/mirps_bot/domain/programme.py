"""Programmes: rules for reminding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.occasion import About
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


@dataclass(frozen=True, kw_only=True)
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
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> Mapping[str, Step]:
        return {step.key: step for step in self.steps}

    def overtaking(self, key: str) -> Step | None:
        """The next step that asks the same of the same people, at an hour of their day."""
        return self._overtaking.get(key)

    @cached_property
    def _overtaking(self) -> Mapping[str, Step | None]:
        behind = {each.key: self.steps[place:] for place, each in enumerate(self.steps, start=1)}
        return {
            of.key: next((each for each in behind[of.key] if each.at and self._asks_same(of, each)), None)
            for of in self.steps
        }

    def is_overtaken(self, key: str, moment: datetime, due_at: Callable[[Step], datetime | None]) -> bool:
        """Whether days off, and delays, have brought that next step to this moment too: then it is enough by itself.
        `due_at` tells when a step is due for the same entity; None: it does not go out.
        """
        behind = self.overtaking(key)
        due = due_at(behind) if behind else None
        return due is not None and due <= moment

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
        return self._asked_before.get(key, ())

    @cached_property
    def _asked_before(self) -> Mapping[str, tuple[Step, ...]]:
        asking = tuple(each for each in self.steps if self.takes_attendance(each))
        return {each.key: asking[:place] for place, each in enumerate(asking)}

    def template(self, step: Step | None, *, is_over: bool = False) -> str:
        """Of a prompt that was put off: what is said before the event, or once it is over."""
        after = (each.says for each in self.steps if is_over and each.is_after)
        says = step.says if step else next(after, "message")
        return says if "/" in says else f"{self.name}/{says}"
