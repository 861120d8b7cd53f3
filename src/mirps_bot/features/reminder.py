"""Prompts that go out by themselves: what they say, and what keeps them back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.calendar import Event, Extension
from mirps_bot.domain.delivery import AGAIN, Delivery, Reason, Reminder, State
from mirps_bot.domain.duty import appointed
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Step, Stops
from mirps_bot.domain.query import Open
from mirps_bot.features import attendance, fix, papers, snooze
from mirps_bot.features.asking import (
    Reminding,
    attendance_of,
    standing_event,
    why_settled,
)
from mirps_bot.features.cycle import cycle_opens
from mirps_bot.features.late import is_late
from mirps_bot.features.leave import read_away
from mirps_bot.features.occasions import compose_absence, compose_need, compose_paper
from mirps_bot.features.owed import owed_since
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`owed` is what this entity has not answered for in the cycle, where that is asked; `opens` its first day.

    `deadline` is the day that counts for this entity. `holder` answers for it, if that is not the reader;
    `holder_until`: away until after this day.
    """

    event: Event
    entity: EntityId
    person: Person
    owed: tuple[Open, ...]
    opens: date
    is_late: bool
    as_of: datetime
    deadline: date | None = None
    extension: Extension | None = None
    is_over: bool = False
    """Whether that day has passed."""
    is_today: bool = False
    attendance: Attendance = Attendance.SILENT
    was_asked: bool = False
    """Whether it was asked before if the entity takes part."""
    holder: Person | None = None
    holder_until: date | None = None


def compose(visit: Visit, prompt: Reminding) -> Show | Reason:
    """The prompt as of now; or why it is not to be sent any more."""
    said = as_it_stands(visit, prompt)
    if isinstance(said, Show) and _is_overtaken(visit, prompt):
        return Reason.OVERTAKEN
    return said


def as_it_stands(visit: Visit, prompt: Reminding) -> Show | Reason:
    """The prompt, whether or not the next step asks the same by now."""
    match prompt.programme.about:
        case About.ABSENCE:
            return compose_absence(visit, prompt)
        case About.NEED:
            return compose_need(visit, prompt.reminder)
        case About.PAPER:
            return compose_paper(visit, prompt.reminder, prompt.reader)
        case About.EVENT | About.UNDATED:
            return _about_event(visit, prompt)
        case _:
            assert_never(prompt.programme.about)


def _about_event(visit: Visit, prompt: Reminding) -> Show | Reason:
    event = standing_event(visit, prompt.programme, prompt.reminder)
    if event is None:
        return Reason.WITHDRAWN
    reason = why_settled(visit, prompt.programme, prompt.reminder, event, prompt.reader.time_zone)
    return reason or _held_back(visit, prompt) or ask(visit, prompt, event)


def ask(visit: Visit, prompt: Reminding, event: Event) -> Show:
    """What the prompt says of its event, and asks."""
    programme, entity, reader = prompt.programme, prompt.reminder.entity, prompt.reader
    opens = cycle_opens(event, reader.time_zone)
    asks = programme.stops(prompt.step) in (Stops.ANY_ANSWER, Stops.ALL_ANSWERED)
    owed = owed_since(visit.unit, entity, opens) if asks else ()
    deadline = event.day_of(entity)
    is_over = deadline is not None and deadline < visit.today
    said = attendance_of(visit, event, entity)
    holder = _holder(visit, entity, reader)
    return Show(
        template=programme.template(prompt.step, is_over=is_over),
        data=Prompt(
            event=event,
            entity=entity,
            person=reader,
            owed=owed,
            opens=opens.astimezone(ZoneInfo(reader.time_zone)).date(),
            is_late=is_late(visit, prompt.delivery),
            as_of=visit.now,
            deadline=deadline,
            is_over=is_over,
            is_today=deadline == visit.today,
            extension=event.extension(entity),
            attendance=said,
            was_asked=_was_asked(visit, prompt),
            holder=holder,
            holder_until=_away_until(visit, holder),
        ),
        choices=_choices(visit, prompt, event, owed, said),
    )


def _held_back(visit: Visit, prompt: Reminding) -> Reason | None:
    reminder = prompt.reminder
    snoozed = visit.unit.snoozes.of(reminder.programme, reminder.event).get(reminder.entity)
    if snoozed and (snoozed > visit.now or (reminder.step != AGAIN and prompt.delivery.due_at <= snoozed)):
        return Reason.SNOOZED
    if reminder.step == AGAIN:  # asked for, on this day
        return None
    return Reason.CAPPED if _is_capped(visit, prompt) else None


def _is_overtaken(visit: Visit, prompt: Reminding) -> bool:
    def due_at(step: Step) -> datetime | None:
        found = _planned(visit, prompt.reminder, step)
        return found.due_at if found and found.state is not State.GIVEN_UP else None

    return prompt.programme.is_overtaken(prompt.reminder.step, visit.now, due_at)


def _was_asked(visit: Visit, prompt: Reminding) -> bool:
    before = (
        _planned(visit, prompt.reminder, step) for step in prompt.programme.asked_before(prompt.reminder.step)
    )
    return any(each and each.state is State.SENT for each in before)


def _planned(visit: Visit, of: Reminder, step: Step) -> Delivery | None:
    """Another step of the same ladder."""
    planned = visit.unit.deliveries.planned((of.entity,), of.programme, of.event, of.day, step.key)
    return planned.get(of.entity)


def _is_capped(visit: Visit, prompt: Reminding) -> bool:
    caps, reminder = prompt.programme.caps, prompt.reminder
    reminded = partial(
        visit.unit.deliveries.reminded, reminder.entity, reminder.programme, besides=prompt.delivery.id
    )
    return (caps.per_item is not None and reminded(event=reminder.event) >= caps.per_item) or (
        caps.per_week is not None and reminded(since=visit.now - A_WEEK) >= caps.per_week
    )


def _holder(visit: Visit, entity: EntityId, reader: Person) -> Person | None:
    first = next(iter(appointed(visit.unit.people.all(), entity)), None)
    return first if first and first.id != reader.id else None


def _away_until(visit: Visit, holder: Person | None) -> date | None:
    absence = read_away(visit.unit, (holder,), visit.now).get(holder.id) if holder else None
    return absence.until if absence else None


def _choices(
    visit: Visit, prompt: Reminding, event: Event, owed: tuple[Open, ...], said: Attendance
) -> Mapping[str, tuple[Choice, ...]]:
    step = prompt.step
    if prompt.programme.takes_attendance(step):
        asks = step is not None and step.at is not None and not attendance.is_over(visit, event)
        return {"reply": attendance.choices(event.id, prompt.reminder.entity, said) if asks else ()}
    if prompt.programme.about is About.UNDATED:
        return {"fix": fix.opening(event)}
    if step and step.opens:
        return {"open": (papers.opening(step.opens),)}
    if not owed or prompt.reader.is_secretariat:
        return {"answer": ()}
    one = (owed[0].id,) if len(owed) == 1 else ()
    report = (
        Choice(phrase="report_now", action=Action(ActionName.REPORT, one), emphasis=Emphasis.PRIMARY),
        Choice(phrase="no_change", action=Action(ActionName.NO_CHANGE, one)),
    )
    return {"answer": (*report, *snooze.choices(visit, prompt.delivery, prompt.reader))}
