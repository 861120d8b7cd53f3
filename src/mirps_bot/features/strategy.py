"""The strategy of the platform: its parts, each point of them, and what counts toward it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.platform import Mechanism
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.strategy import (
    Activity,
    Counting,
    FocusArea,
    Objective,
    Point,
    PrincipalResult,
    StrategyPart,
    Theme,
)
from mirps_bot.domain.update import Unstaged
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.search.naming import find_named

KINDS: Mapping[StrategyPart, type[Point]] = {
    StrategyPart.OBJECTIVE: Objective,
    StrategyPart.FOCUS_AREA: FocusArea,
    StrategyPart.PRINCIPAL_RESULT: PrincipalResult,
    StrategyPart.ACTIVITY: Activity,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    part: StrategyPart
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts that were asked for, each with its points by number; `rest` are words that named none."""

    theme: Theme | None
    parts: tuple[Part, ...]
    is_whole: bool
    rest: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many pledges and contributions count, by the stage last reported."""

    total: int
    stages: Mapping[Stage | Unstaged, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePoint:
    """`counted` None: nothing that is recorded counts toward it."""

    part: StrategyPart
    point: Point
    counted: Counted | None
    events: tuple[Event, ...]
    mechanisms: tuple[Mechanism, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """The outline, a part, a point by its number (`result 2`) or by words of its title."""
    labels = visit.labels["strategypart"].read(words)
    parts = tuple(StrategyPart(each) for _, each in labels.terms)
    numbers = [int(each) for each in labels.rest if each.isdecimal() and len(each) < 3]
    points = tuple(_points(visit, parts or tuple(StrategyPart)))
    if parts:
        found = tuple((part, each) for part, each in points if each.number in numbers)
    else:
        named = find_named(
            visit.asked(words), points, lambda each: each[1].title.all() if each[1].title else ()
        )
        found = () if named.is_guess else named.things
    match found:
        case ((part, point),):
            return _one(visit, part, point)
        case _:
            return _outline(visit, words, found or points, is_whole=not (parts or found))


def _points(visit: Visit, parts: tuple[StrategyPart, ...]) -> Iterator[tuple[StrategyPart, Point]]:
    for part in parts:
        own = sorted(visit.unit.records.all(KINDS[part]), key=lambda each: each.number)
        yield from ((part, each) for each in own)


def _outline(
    visit: Visit, words: str, points: Sequence[tuple[StrategyPart, Point]], *, is_whole: bool
) -> Show:
    parts = dict.fromkeys(part for part, _ in points)
    return Show(
        template="strategy/outline",
        data=Outline(
            theme=next(iter(visit.unit.records.all(Theme)), None),
            parts=tuple(
                Part(part=part, points=tuple(each for its, each in points if its is part)) for part in parts
            ),
            is_whole=is_whole,
            rest=_unread(visit, words) if is_whole else (),
            as_of=visit.now,
        ),
        choices={"open": _parts_of_it() if is_whole else tuple(map(_open, points))},
        shareable=f"strategy {words}".strip(),
    )


def _unread(visit: Visit, words: str) -> tuple[str, ...]:
    """A year is no word that was not understood: there is one strategy on record."""
    years = {str(each) for each in read(visit.lexicon, words).years}
    return tuple(each for each in visit.asked(words) if each not in years)


def _parts_of_it() -> tuple[Choice, ...]:
    return tuple(Choice.asking(f"strategy {each.value}", "open_part", part=each) for each in StrategyPart)


def _open(found: tuple[StrategyPart, Point]) -> Choice:
    part, point = found
    return Choice.asking(
        f"strategy {part.value} {point.number}", "open_point", part=part, number=point.number
    )


def _one(visit: Visit, part: StrategyPart, point: Point) -> Show:
    events = (visit.unit.events.find(each) for each in point.events)
    mechanisms = {each.id: each for each in visit.unit.records.all(Mechanism)}
    return Show(
        template="strategy/one",
        data=OnePoint(
            part=part,
            point=point,
            counted=_counted(visit, point.counts) if point.counts else None,
            events=tuple(each for each in events if each),
            mechanisms=tuple(mechanisms[each] for each in point.mechanisms if each in mechanisms),
            as_of=visit.now,
        ),
        choices={
            "look": (
                *((_counting_choice(visit, point.counts),) if point.counts else ()),
                Choice.asking(f"strategy {part.value}", "open_part", part=part),
            )
        },
        shareable=f"strategy {part.value} {point.number}",
    )


def _counted(visit: Visit, counts: Counting) -> Counted:
    wanted = PledgeFilter(areas=counts.areas, types=counts.types, kinds=counts.kinds)
    at = visit.unit.pledges.by_stage(wanted)
    return Counted(
        total=sum(at.values()),
        stages={each: at[each] for each in (*Stage, *Unstaged) if each in at},
    )


def _counting_choice(visit: Visit, counts: Counting) -> Choice:
    """The question that lists them, in words that the bot reads in any language."""
    areas = [each.names.all()[0] for each in visit.unit.directory.areas() if each.id in counts.areas]
    words = " ".join([*areas, *counts.types, *(each.replace("_", " ") for each in counts.kinds)])
    return Choice.asking(f"pledges {words}", "ask_counting")
