"""What will go out by itself: the plan by which reminders are sent, looked at before they are due."""

from collections.abc import Iterable
from datetime import datetime

from mirps_bot.domain.entity import Entity
from mirps_bot.domain.ladder import Due, not_overtaken, plan, window
from mirps_bot.domain.programme import Programme
from mirps_bot.features.duties import duties
from mirps_bot.features.occasions import occasions
from mirps_bot.ports import UnitOfWork


def plan_due(
    unit: UnitOfWork,
    programmes: Iterable[Programme],
    entities: Iterable[Entity],
    *,
    after: datetime,
    until: datetime,
) -> tuple[Due, ...]:
    """What all programmes owe in (after, until], by key. Only events that can matter in that time are read."""
    programmes = tuple(programmes)
    before, behind = window(programmes)
    everybody = duties(unit.people.all(), entities)
    found = occasions(unit, (after - behind).date(), (until + before).date(), after)
    return plan(programmes, found, everybody, after=after, until=until)


def will_go_out(
    unit: UnitOfWork,
    programmes: Iterable[Programme],
    entities: Iterable[Entity],
    *,
    after: datetime,
    until: datetime,
) -> tuple[Due, ...]:
    """The same without what another step takes the place of by then, the soonest first."""
    programmes = tuple(programmes)
    due = plan_due(unit, programmes, entities, after=after, until=until)
    return tuple(sorted(not_overtaken(programmes, due), key=lambda each: (each.due_at, each.key)))
