"""Who is heard from: the entities that are asked, which of them are silent or away, and the rate by quarter."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Chart
from mirps_bot.domain.dates import Quarter, local_day, moments
from mirps_bot.domain.duty import appointed, holders
from mirps_bot.domain.entity import EntityKind, Group
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.response import Absent, Answered, Rate, Response, Silent
from mirps_bot.features.cycle import Cycle
from mirps_bot.features.duties import duties
from mirps_bot.features.leave import read_away
from mirps_bot.features.visit import Visit

QUARTERS = 4
"""How many quarters the response rate looks back on."""

_MEMBERS = (EntityKind.MIRPS_STATE, EntityKind.PLATFORM_MEMBER)


def asked_of(visit: Visit, group: Group | None) -> Mapping[EntityId, int]:
    """How many open pledges each State and member has, whether anybody answers for it or not, and whoever else somebody
    answers for; of a group, those that lead it or sit in it.
    """
    members = {group.lead, *group.participants} if group else None
    entities = visit.unit.directory.entities()
    held = {duty.entity for duty in duties(visit.unit.people.all(), entities)}
    asked = tuple(
        each.id
        for each in entities
        if each.kind is not EntityKind.SECRETARIAT
        and (each.id in held or (each.kind in _MEMBERS and each.member_until is None))
        and (members is None or each.id in members)
    )
    return {entity: len(own) for entity, own in visit.unit.pledges.open_of(asked).items() if own}


def answered(
    visit: Visit,
    asked: Mapping[EntityId, int],
    cycle: Cycle,
    last_day: date,
    *,
    is_due: bool,
    names_silent: bool = False,
) -> Answered:
    """As of the end of the last day. Whoever asks for the silent (`names_silent`) is told who they are before anything
    is due.
    """
    zone = visit.actor.time_zone
    return Answered(
        asked=tuple(asked),
        response=_response(visit, asked, cycle.opens, cycle.closes, is_due=is_due or names_silent),
        rates=_rates(visit, asked, Quarter.of(last_day)),
        opened=local_day(cycle.opens, zone),
        closed=cycle.last_day(zone) if cycle.deadline and cycle.closes < visit.now else None,
        has_deadline=cycle.deadline is not None,
        quarter=Quarter.of(last_day),
        is_due=is_due,
        due_from=local_day(cycle.due_from, zone),
    )


def chart_of(answered: Answered) -> Mapping[str, Chart]:
    """By entity and quarter; none where nobody is asked."""
    return {"rates": Chart.of(answered)} if answered.asked else {}


def _response(
    visit: Visit, asked: Mapping[EntityId, int], since: datetime, until: datetime, *, is_due: bool
) -> Response:
    """Who was heard from before `until`. Who was not is named once something is due, so that the secretariat can call;
    never mentioned in a way that pings anybody.
    """
    found = visit.unit.updates.heard_from(since, until)
    heard = tuple(each for each in asked if each in found)
    people = visit.unit.people.all()
    nobody = tuple(each for each in asked if each not in found and not appointed(people, each))
    if not is_due:
        return Response(heard=heard, nobody_to_ask=nobody, absent=(), silent=())
    away = read_away(visit.unit, people, visit.now)
    last = visit.unit.updates.last_of(asked)
    absent, silent = [], []
    for entity, count in asked.items():
        if entity in found or entity in nobody:
            continue
        if holders(people, entity, away):
            silent.append(Silent(entity=entity, pledges=count, heard=last.get(entity)))
        else:
            back = min(away[each.id].until for each in appointed(people, entity)) + timedelta(days=1)
            absent.append(Absent(entity=entity, pledges=count, back=back))
    return Response(heard=heard, nobody_to_ask=nobody, absent=tuple(absent), silent=tuple(silent))


def _rates(visit: Visit, asked: Mapping[EntityId, int], last: Quarter) -> tuple[Rate, ...]:
    """The quarters up to this one, oldest first."""
    quarters = [last.later(-each) for each in reversed(range(QUARTERS))]
    heard = (
        visit.unit.updates.heard_from(*moments(each.first_day, each.last_day, visit.actor.time_zone))
        for each in quarters
    )
    return tuple(
        Rate(quarter=quarter, heard=tuple(each for each in asked if each in found))
        for quarter, found in zip(quarters, heard, strict=True)
    )
