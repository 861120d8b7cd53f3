"""Who has been heard from in a reporting cycle and who has not: of all, of a working group, or of those named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import moments
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.query import Facet
from mirps_bot.domain.response import Answered
from mirps_bot.features.asked_groups import group_named
from mirps_bot.features.cycle import cycle_asked_about
from mirps_bot.features.nudge import remind_choice
from mirps_bot.features.reading import Query, read
from mirps_bot.features.response import answered, asked_of, chart_of
from mirps_bot.features.visit import Visit
from mirps_bot.view.blocks import Emphasis

_ENTITIES = (Facet.ENTITY, Facet.OWNER, Facet.BENEFICIARY, Facet.PARTNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Of those in `named`, if any are, else of all. Whoever is silent before something is due is not late yet."""

    group: Group | None
    named: tuple[EntityId, ...]
    answered: Answered
    last: Mapping[EntityId, datetime]
    """When each of those that were heard from was, most recently."""
    unasked: tuple[EntityId, ...]
    """Those of the named that nothing is asked of."""
    left_out: tuple[EntityId, ...]
    is_of_now: bool
    """The cycle is not over."""
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """Of the cycle now, or of the one that the named days end in."""
    if not may(visit.person, Right.READ_RESPONSE):
        return Tell(phrase="not_on_roster")
    days, rest = visit.take_stretch(words, ahead=False)
    asking = read(visit.lexicon, rest)
    group = group_named(visit, asking)
    last_day = min(days.last, visit.today) if days else visit.today
    told = _responses(visit, group, asking.entities, _left_out(asking), last_day)
    silent = told.answered.response.silent
    remind = remind_choice(visit, silent, Emphasis.PRIMARY) if told.is_of_now else ()
    return Show(
        template="responses/list",
        data=told,
        choices={"remind": remind, "digest": (Choice.asking("digest", "ask_digest"),)},
        charts=chart_of(told.answered),
    )


def _left_out(asking: Query) -> tuple[EntityId, ...]:
    """All but Canada."""
    left_out = (each for each in asking.understood.found if each.is_left_out)
    return tuple(EntityId(key) for each in left_out for facet, key in each.meant if facet in _ENTITIES)


def _responses(
    visit: Visit,
    group: Group | None,
    named: tuple[EntityId, ...],
    left_out: tuple[EntityId, ...],
    last_day: date,
) -> Responses:
    _, end = moments(last_day, last_day, visit.actor.time_zone)
    cycle = cycle_asked_about(visit, min(visit.now, end - timedelta(microseconds=1)))
    everybody = asked_of(visit, group)
    asked = {
        each: number
        for each, number in everybody.items()
        if each not in left_out and (not named or each in named)
    }
    is_due = min(visit.now, end) >= cycle.due_from
    told = answered(visit, asked, cycle, last_day, is_due=is_due, names_silent=True)
    return Responses(
        group=group,
        named=named,
        left_out=left_out,
        answered=told,
        last=visit.unit.updates.last_of(told.response.heard),
        unasked=tuple(each for each in named if each not in everybody),
        is_of_now=cycle.closes >= visit.now,
        as_of=visit.now,
    )
