"""Who has been heard from in a reporting cycle and who has not: of all, of a working group, or of those named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Chart, Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Quarter, local_day, moments
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.response import Rate, Response
from mirps_bot.features.cycle import cycle_asked_about
from mirps_bot.features.digest import group_named
from mirps_bot.features.nudge import open_cycle
from mirps_bot.features.reading import read
from mirps_bot.features.response import asked_of, rates, response
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Of the `asked`: those with open pledges and somebody to answer, and of these those in `named`, if any are.
    Whoever is silent before `due_from` is not late yet.
    """

    group: Group | None
    named: tuple[EntityId, ...]
    opened: date
    closed: date | None
    """The last day of a cycle that is over."""
    has_deadline: bool
    """Else the cycle is the `quarter`."""
    quarter: Quarter
    is_due: bool
    due_from: date
    asked: tuple[EntityId, ...]
    response: Response
    last: Mapping[EntityId, datetime]
    """When each of those that were heard from was, most recently."""
    unasked: tuple[EntityId, ...]
    """Those of the named that nothing is asked of."""
    rates: tuple[Rate, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """Of the cycle now, or of the one that the named days end in."""
    if not may(visit.person, Right.READ_RESPONSE):
        return Tell(phrase="not_on_roster")
    days, rest = visit.take_stretch(words, ahead=False)
    asking = read(visit.lexicon, rest)
    group = group_named(visit, asking)
    told = _responses(visit, group, asking.entities, min(days.last, visit.today) if days else visit.today)
    rows = {each: tuple(each in rate.heard for rate in told.rates) for each in told.asked}
    chart = Chart(phrase="response_chart", quarters=tuple(each.quarter for each in told.rates), rows=rows)
    return Show(
        template="responses/list",
        data=told,
        choices={"remind": _remind(visit, told), "digest": (Choice.asking("digest", "ask_digest"),)},
        charts={"rates": chart} if rows else {},
    )


def _responses(visit: Visit, group: Group | None, named: tuple[EntityId, ...], last_day: date) -> Responses:
    zone = visit.actor.time_zone
    _, end = moments(last_day, last_day, zone)
    cycle = cycle_asked_about(visit, min(visit.now, end - timedelta(microseconds=1)))
    everybody = asked_of(visit, group)
    asked = {each: number for each, number in everybody.items() if not named or each in named}
    answered = response(visit, asked, cycle.opens, cycle.closes, is_due=True)
    closed = local_day(cycle.closes - timedelta(microseconds=1), zone)
    return Responses(
        group=group,
        named=named,
        opened=local_day(cycle.opens, zone),
        closed=closed if cycle.closes < visit.now else None,
        has_deadline=cycle.deadline is not None,
        quarter=Quarter.of(last_day),
        is_due=min(visit.now, end) >= cycle.due_from,
        due_from=local_day(cycle.due_from, zone),
        asked=tuple(asked),
        response=answered,
        last=visit.unit.updates.last_of(answered.heard),
        unasked=tuple(each for each in named if each not in everybody),
        rates=rates(visit, asked, Quarter.of(last_day)),
        as_of=visit.now,
    )


def _remind(visit: Visit, told: Responses) -> tuple[Choice, ...]:
    """Remind the silent now, in private, while there is a cycle to report in."""
    silent = tuple(each.entity for each in told.response.silent)
    is_of_now = told.closed is None and open_cycle(visit) is not None
    if not (silent and is_of_now and may(visit.person, Right.NUDGE)):
        return ()
    return (
        Choice(
            phrase="remind_silent",
            values={"silent": len(silent)},
            action=Action(ActionName.REMIND_SILENT, silent),
            emphasis=Emphasis.PRIMARY,
        ),
    )
