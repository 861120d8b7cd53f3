"""What is mine and outstanding: one answer instead of five reminders."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.draft import Draft
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.features.calendar import upcoming
from mirps_bot.features.pledges import report_choices
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN, DRAFTS = 6, 3
MOST = 1000
"""More open pledges than any entity has; the list of what is owed is whole below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """`owed` in order of urgency: never reported first, then the longest silent. `events` have a day."""

    person: Person
    owed: tuple[Tracked, ...]
    total: int
    drafts: tuple[Draft, ...]
    events: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Show | Tell:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    owed = visit.unit.pledges.longest_silent(visit.person.entity, limit=SHOWN)
    drafts = visit.unit.drafts.of_author(visit.person.id)
    more = (Choice(phrase="ask_my_pledges", action=Action(ActionName.ASK, ("pledges mine",))),)
    may_report = may(visit.person, Right.REPORT, (visit.person.entity,))
    return Show(
        template="mine/answer",
        data=Mine(
            person=visit.person,
            owed=owed.items,
            total=owed.total,
            drafts=drafts,
            events=tuple(event for event in upcoming(visit) if event.day)[:3],
            as_of=visit.now,
        ),
        choices={each.pledge.id: report_choices(each, Emphasis.NONE) for each in owed.items if may_report}
        | {f"draft {each.id}": _draft_choices(each) for each in drafts[:DRAFTS]}
        | {"all": _all(owed.total) if may_report else ()}
        | {"more": more if owed.total > SHOWN else ()}
        | {"look": (Choice(phrase="ask_calendar", action=Action(ActionName.ASK, ("calendar",))),)},
    )


def _all(total: int) -> tuple[Choice, ...]:
    """Report on all of them in one sitting."""
    opening = Action.opening("update", all="yes")
    choice = Choice(phrase="report_all", values={"total": total}, action=opening)
    return (choice,) if total > 1 else ()


def _draft_choices(draft: Draft) -> tuple[Choice, ...]:
    number = str(draft.id)
    return (
        Choice(phrase="edit_draft", action=Action(ActionName.EDIT_DRAFT, (number,))),
        Choice(phrase="discard_draft", action=Action(ActionName.DISCARD_DRAFT, (number,))),
    )


def open_pledges(unit: UnitOfWork, entity: EntityId) -> tuple[Tracked, ...]:
    """All that this entity made and has not reported as ended, the least heard of first."""
    return unit.pledges.longest_silent(entity, limit=MOST).items


def owed_since(unit: UnitOfWork, entity: EntityId, opens: datetime) -> tuple[Tracked, ...]:
    """Open pledges of which nothing was heard since the cycle opened (UTC), and of which this entity gave no part."""
    given = unit.updates.parts_since(entity, opens)
    return tuple(
        each for each in open_pledges(unit, entity) if _heard(each) < opens and each.pledge.id not in given
    )


def cycle_opens(event: Event, zone: str) -> datetime:
    """When the reporting cycle that an event closes began, UTC: on its `opens`, else with its quarter."""
    day = event.opens or event.first_day.replace(month=(event.first_day.month - 1) // 3 * 3 + 1, day=1)
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


def _heard(tracked: Tracked) -> datetime:
    return tracked.standing.heard_at or datetime.min.replace(tzinfo=UTC)
