"""Reminding those that are silent now: in private, each once a day, by the rules of every other reminder."""

from collections.abc import Iterable
from datetime import timedelta

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.delivery import Owed, Reminder
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.programme import Programme
from mirps_bot.domain.response import Silent
from mirps_bot.features.cycle import STILL_ASKED
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

NUDGE = "nudge"
"""The step of a reminder that somebody of the secretariat asked for."""

COMES_WITHIN = timedelta(days=3)


def press(visit: Visit, press: Press) -> Outbound:
    """Owe a reminder to each entity that is named, about the cycle that is open."""
    if visit.person is None or not may(visit.person, Right.NUDGE):
        return Tell(phrase="ledger_is_secretariats")
    cycle, programme = open_cycle(visit), None
    if cycle:
        programme = next((each for each in visit.programmes.values() if each.series == cycle.series), None)
    if cycle is None or programme is None or cycle.day is None:
        return Tell(phrase="no_open_cycle")
    entities = tuple(EntityId(each) for each in press.action.arguments if EntityId(each) in visit.entities)
    visit.unit.deliveries.owe([_owed(visit, programme, cycle, each) for each in entities])
    return Tell(phrase="silent_reminded", values={"entities": entities, "event": cycle.title})


def remind_choice(
    visit: Visit, silent: Iterable[Silent], emphasis: Emphasis = Emphasis.NONE
) -> tuple[Choice, ...]:
    """Remind these now, in private, while there is a cycle to report in."""
    entities = tuple(each.entity for each in silent)
    if not entities or open_cycle(visit) is None or not may(visit.person, Right.NUDGE):
        return ()
    return (
        Choice(
            phrase="remind_silent",
            values={"silent": len(entities)},
            action=Action(ActionName.REMIND_SILENT, entities),
            emphasis=emphasis,
        ),
    )


def open_cycle(visit: Visit) -> Event | None:
    """The reporting deadline whose cycle has begun and which is not long past, the nearest first."""
    found = visit.unit.events.between(visit.today - STILL_ASKED, visit.today + timedelta(days=200))
    cycles = (
        each
        for each in found
        if each.kind is EventKind.REPORTING_DEADLINE
        and each.day
        and each.opens
        and each.opens <= visit.today
        and each.status is not EventStatus.CANCELLED
    )
    return min(cycles, key=lambda each: abs((each.last_day - visit.today).days), default=None)


def _owed(visit: Visit, programme: Programme, cycle: Event, entity: EntityId) -> Owed:
    day = cycle.day_of(entity)
    if day is None:
        raise LookupError(f"{cycle.id} has no day")
    return Owed.at_once(
        f"{programme.name}/{cycle.id}@{day}/{NUDGE}@{visit.today}/{entity}",
        Reminder(programme=programme.name, event=cycle.id, day=day, step=NUDGE, entity=entity),
        visit.now,
        within=COMES_WITHIN,
    )
