"""What is mine and outstanding: one answer instead of five reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Facet, Tracked
from mirps_bot.features import pledges
from mirps_bot.features.drafts import reply_choices
from mirps_bot.features.events import upcoming
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.pledges import report_choices
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.features.waiting import (
    NOTHING_WAITS,
    Waiting,
    brought_partly,
    longest_silent,
    nothing_missing,
    waiting_choices,
    waiting_for,
)
from mirps_bot.features.waiting import SHOWN as WAITS
from mirps_bot.view.action import Action
from mirps_bot.view.blocks import Emphasis

SHOWN, DRAFTS = 6, 3
NAMED = (Facet.ENTITY,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What others wait for, then `owed`, what the entity reports on itself: never reported first, then the longest
    silent. `total` counts all its open pledges. `events` have a day. Of another `entity` the secretariat sees what it
    can report in its place, and no more.
    """

    person: Person
    entity: EntityId
    waiting: Waiting
    owed: tuple[Tracked, ...]
    is_settled: bool
    """Whether of all of these something was heard in this cycle."""
    total: int
    drafts: tuple[Draft, ...]
    events: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    if others := set(read(visit.lexicon, words).entities) - {visit.person.entity}:
        return owed_by(visit, visit.person, words, others) or pledges.answer(visit, words)
    if _names_pledges(visit, words):
        return pledges.answer(visit, f"{Facet.FLAG}:mine {words}")
    partly = brought_partly(visit, visit.person)
    waiting = waiting_for(visit, visit.person, partly)
    owed = longest_silent(visit, visit.person, partly, limit=SHOWN)
    drafts = visit.unit.drafts.of_author(visit.person.id)
    more = (Choice.asking("pledges mine", "ask_my_pledges"),)
    may_report = may(visit.person, Right.REPORT, (visit.person.entity,))
    return Show(
        template="mine/answer",
        data=Mine(
            person=visit.person,
            entity=visit.person.entity,
            waiting=waiting,
            owed=owed.items,
            is_settled=nothing_missing(visit, owed.items, waiting),
            total=owed.total,
            drafts=drafts,
            events=tuple(event for event in upcoming(visit) if event.day)[:3],
            as_of=visit.now,
        ),
        choices=waiting_choices(waiting, visit.person.entity)
        | {each.pledge.id: report_choices(each, Emphasis.NONE) for each in owed.items if may_report}
        | {f"draft {each.id}": reply_choices(each) for each in drafts[:DRAFTS]}
        | {"all": _all(owed.total) if may_report else ()}
        | {"more": more if owed.total > len(owed.items) + len(waiting.parts[:WAITS]) else ()}
        | {"look": (Choice.asking("calendar"),)},
    )


def owed_by(
    visit: Visit, person: Person, words: str, named: Collection[EntityId], *, names: Collection[Facet] = NAMED
) -> Show | None:
    """What the one entity that is named has to report on, for who may say it in its place; None: nobody may, or the
    words name more than an entity, which they name by these facets.
    """
    if len(named) != 1 or _names_pledges(visit, words, names):
        return None
    (entity,) = named
    made = open_pledges(visit.unit, entity)
    owed = tuple(each for each in made if person.speaks_for(each.pledge.entities) == entity)
    if not owed or not may(person, Right.REPORT, (entity,)):
        return None
    more = (Choice.asking(f"pledges {Facet.OWNER}:{entity}", "ask_pledges"),)
    return Show(
        template="mine/answer",
        data=Mine(
            person=person,
            entity=entity,
            waiting=NOTHING_WAITS,
            owed=owed[:SHOWN],
            is_settled=nothing_missing(visit, owed, NOTHING_WAITS),
            total=len(owed),
            drafts=(),
            events=(),
            as_of=visit.now,
        ),
        choices={each.pledge.id: report_choices(each, Emphasis.NONE) for each in owed[:SHOWN]}
        | {"all": (), "look": (), "more": more if len(owed) > SHOWN else ()},
    )


def _names_pledges(visit: Visit, words: str, names: Collection[Facet] = NAMED) -> bool:
    """A part of one's own, by a year, a theme or the like."""
    found = (each for each in read(visit.lexicon, words).understood.found if each.facet is not Facet.FLAG)
    return any(each.facet not in (*names, Facet.SINCE) for each in found)


def _all(total: int) -> tuple[Choice, ...]:
    """Report on all of them in one sitting."""
    opening = Action.opening("update", all="yes")
    choice = Choice(phrase="report_all", values={"total": total}, action=opening)
    return (choice,) if total > 1 else ()
