"""The front page: what is open, what comes next, how things stand, what changed since last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, Sighting
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.domain.update import Unstaged
from mirps_bot.features import help
from mirps_bot.features.events import upcoming
from mirps_bot.features.lately import ChangedEvent, PostedNeed, changed_events, posted_needs
from mirps_bot.features.needs import open_need
from mirps_bot.features.news import Heard, received_on
from mirps_bot.features.pledges import report_choices
from mirps_bot.features.visit import Visit
from mirps_bot.features.waiting import (
    Waiting,
    brought_partly,
    longest_silent,
    nothing_missing,
    waiting_choices,
    waiting_for,
)
from mirps_bot.ports import Look
from mirps_bot.view.blocks import Emphasis

DUTIES, EVENTS, NEWS = 3, 3, 5
ASKS = ("update", "mine", "pledges", "next", "groups", "follow", "help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many of an entity's pledges stand at a stage or at none, of the `most` at any."""

    stage: Stage | Unstaged
    pledges: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """As `Mine`. `changed`, `needs` and `news` are since the visit before; None: this is the first."""

    person: Person
    waiting: Waiting
    owed: tuple[Tracked, ...]
    is_settled: bool
    total: int
    drafts: tuple[Draft, ...]
    events: tuple[Event, ...]
    bars: tuple[Bar, ...]
    changed: tuple[ChangedEvent, ...]
    needs: tuple[PostedNeed, ...]
    news: tuple[Heard, ...]
    since: datetime | None
    as_of: datetime


def answer(visit: Visit, words: str) -> Show:
    """Whoever is not on the roster gets the help instead, with the same ways on."""
    if visit.person is None:
        return help.answer(visit, "")
    person = visit.person
    partly = brought_partly(visit, person)
    waiting = waiting_for(visit, person, partly)
    owed = longest_silent(visit, person, partly, limit=DUTIES)
    may_report = may(person, Right.REPORT, (person.entity,))
    ahead = upcoming(visit)
    last = visit.unit.front_pages.last_look(person.id, now=visit.now)
    topics = tuple(visit.unit.follows.of(person.id))
    needs = tuple(posted_needs(visit, person, topics, last.at))[:NEWS] if last else ()
    return Show(
        template="home/answer",
        data=Front(
            person=person,
            waiting=waiting,
            owed=owed.items,
            is_settled=nothing_missing(visit, owed.items, waiting),
            total=owed.total,
            drafts=visit.unit.drafts.of_author(person.id),
            events=tuple(event for event in ahead if event.day)[:EVENTS],
            bars=_bars(visit.unit.pledges.by_stage(PledgeFilter(owners=(person.entity,)))),
            changed=tuple(changed_events(visit, person, ahead, last.events))[:NEWS] if last else (),
            needs=needs,
            news=_news(visit, person, topics, last.at) if last else (),
            since=last.at if last else None,
            as_of=visit.now,
        ),
        choices={
            "ask": tuple(
                Choice.asking(each, emphasis=Emphasis.PRIMARY if each == "update" else Emphasis.NONE)
                for each in ASKS
                if may_report or each != "update"
            )
        }
        | {"new_needs": tuple(open_need(each.need) for each in needs)}
        | waiting_choices(waiting, person.entity)
        | {each.pledge.id: report_choices(each, Emphasis.NONE) for each in owed.items if may_report},
    )


def _bars(counted: Mapping[Stage | Unstaged, int]) -> tuple[Bar, ...]:
    """What stands at no stage first, then in the order of the stages."""
    return tuple(
        Bar(stage=stage, pledges=counted[stage], most=max(counted.values()))
        for stage in (*Unstaged, *Stage)
        if counted.get(stage)
    )


def look(visit: Visit) -> Look:
    """What is remembered of this look."""
    return Look(at=visit.now, events=tuple(map(Sighting.of, upcoming(visit))))


def _news(visit: Visit, person: Person, followed: Iterable[Topic], since: datetime) -> tuple[Heard, ...]:
    """By others, on what is followed and on the own entity's."""
    own = Topic(kind=TopicKind.ENTITY, id=person.entity)
    found = received_on(visit.unit, (own, *followed), since=since)
    return tuple(each for each in found if each.update.author != person.id)[:NEWS]
