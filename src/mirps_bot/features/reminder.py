"""Prompts that go out by themselves: what they say, what settles them, what puts them off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Choice, Show, Tell
from mirps_bot.domain.attendance import Attendance
from mirps_bot.domain.calendar import Event, EventStatus, Extension
from mirps_bot.domain.delivery import AGAIN, Delivery, Reason, Reminder, State
from mirps_bot.domain.duty import appointed
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.ledger import Mark, Marked
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme, Step, Stops
from mirps_bot.domain.query import Tracked
from mirps_bot.features import attendance, changes, papers, snooze
from mirps_bot.features.asking import (
    asks_for_report,
    attendance_of,
    is_answered,
    standing_event,
    stands,
    why_settled,
)
from mirps_bot.features.cycle import cycle_opens
from mirps_bot.features.late import is_late
from mirps_bot.features.occasions import compose_absence, compose_need, compose_paper
from mirps_bot.features.owed import owed_since
from mirps_bot.features.retelling import tell_again
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`owed` is what this entity has not answered for in the cycle, where that is asked; `opens` its first day.

    `deadline` is the day that counts for this entity. `holder` answers for it, if that is not the reader.
    """

    event: Event
    entity: EntityId
    person: Person
    owed: tuple[Tracked, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Takes the place of a prompt that has been answered, wherever that was. `left` counts what is still open."""

    event: Event
    entity: EntityId
    by: str | None
    on: datetime
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """A prompt among others, as it is by now. `is_open`: it has been neither answered nor put off; None: it asks for
    nothing.
    """

    show: Show | Tell
    is_open: bool | None = False


def compose(
    visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder, person: Person
) -> Show | Reason:
    """The prompt as of now, for this person; or why it is not to be sent any more."""
    said = _compose(visit, programme, delivery, reminder, person)
    if isinstance(said, Show) and _is_overtaken(visit, programme, reminder):
        return Reason.OVERTAKEN
    return said


def _compose(
    visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder, person: Person
) -> Show | Reason:
    match programme.about:
        case About.ABSENCE:
            return compose_absence(visit, programme, delivery, reminder, person)
        case About.NEED:
            return compose_need(visit, reminder)
        case About.PAPER:
            return compose_paper(visit, reminder, person)
        case About.EVENT | About.UNDATED:
            return _about_event(visit, programme, delivery, reminder, person)
        case _:
            assert_never(programme.about)


def _about_event(
    visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder, person: Person
) -> Show | Reason:
    event = standing_event(visit, programme, reminder)
    if event is None:
        return Reason.WITHDRAWN
    reason = why_settled(visit, programme, reminder, event, person.time_zone) or _held_back(
        visit, programme, delivery, reminder
    )
    return reason or _ask(visit, programme, delivery, reminder, event, person)


def _ask(
    visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder, event: Event, person: Person
) -> Show:
    step = programme.step(reminder.step)
    opens = cycle_opens(event, person.time_zone)
    stops = programme.stops(step)
    asks = stops in (Stops.ANY_ANSWER, Stops.ALL_ANSWERED)
    owed = owed_since(visit.unit, reminder.entity, opens) if asks else ()
    deadline = event.day_of(reminder.entity)
    is_over = deadline is not None and deadline < visit.today
    said = attendance_of(visit, event, reminder.entity)
    return Show(
        template=programme.template(step, is_over=is_over),
        data=Prompt(
            event=event,
            entity=reminder.entity,
            person=person,
            owed=owed,
            opens=opens.astimezone(ZoneInfo(person.time_zone)).date(),
            is_late=is_late(visit, delivery),
            as_of=visit.now,
            deadline=deadline,
            is_over=is_over,
            is_today=deadline == visit.today,
            extension=event.extension(reminder.entity),
            attendance=said,
            was_asked=_was_asked(visit, programme, reminder),
            holder=_holder(visit, reminder.entity, person),
        ),
        choices=_choices(visit, programme, owed, delivery, reminder, event, person, said),
    )


def _held_back(visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder) -> Reason | None:
    snoozed = visit.unit.deliveries.snoozed(programme.name, reminder.event).get(reminder.entity)
    if snoozed and (snoozed > visit.now or (reminder.step != AGAIN and delivery.due_at <= snoozed)):
        return Reason.SNOOZED
    if reminder.step == AGAIN:  # asked for, on this day
        return None
    return Reason.CAPPED if _is_capped(visit, programme, delivery, reminder) else None


def _is_overtaken(visit: Visit, programme: Programme, reminder: Reminder) -> bool:
    def due_at(step: Step) -> datetime | None:
        found = _planned(visit, reminder, step)
        return found.due_at if found and found.state is not State.GIVEN_UP else None

    return programme.is_overtaken(reminder.step, visit.now, due_at)


def _was_asked(visit: Visit, programme: Programme, reminder: Reminder) -> bool:
    before = (_planned(visit, reminder, step) for step in programme.asked_before(reminder.step))
    return any(each and each.state is State.SENT for each in before)


def _planned(visit: Visit, of: Reminder, step: Step) -> Delivery | None:
    """Another step of the same ladder."""
    planned = visit.unit.deliveries.planned((of.entity,), of.programme, of.event, of.day, step.key)
    return planned.get(of.entity)


def _is_capped(visit: Visit, programme: Programme, delivery: Delivery, reminder: Reminder) -> bool:
    caps = programme.caps
    reminded = partial(visit.unit.deliveries.reminded, reminder.entity, programme.name, besides=delivery.id)
    return (caps.per_item is not None and reminded(event=reminder.event) >= caps.per_item) or (
        caps.per_week is not None and reminded(since=visit.now - A_WEEK) >= caps.per_week
    )


def _holder(visit: Visit, entity: EntityId, reader: Person) -> Person | None:
    first = next(iter(appointed(visit.unit.people.all(), entity)), None)
    return first if first and first.id != reader.id else None


def _choices(
    visit: Visit,
    programme: Programme,
    owed: tuple[Tracked, ...],
    delivery: Delivery,
    reminder: Reminder,
    event: Event,
    person: Person,
    said: Attendance,
) -> Mapping[str, tuple[Choice, ...]]:
    step = programme.step(reminder.step)
    if programme.takes_attendance(step):
        asks = step is not None and step.at is not None and not attendance.is_over(visit, event)
        return {"reply": attendance.choices(event.id, reminder.entity, said) if asks else ()}
    if step and step.opens:
        return {"open": (papers.opening(step.opens),)}
    if not owed or person.is_secretariat:
        return {"answer": ()}
    one = (owed[0].pledge.id,) if len(owed) == 1 else ()
    report = (
        Choice(phrase="report_now", action=Action(ActionName.REPORT, one), emphasis=Emphasis.PRIMARY),
        Choice(phrase="no_change", action=Action(ActionName.NO_CHANGE, one)),
    )
    return {"answer": (*report, *snooze.choices(visit, delivery, person))}


def close_answered(visit: Visit, entity: EntityId, by: Person) -> None:
    """This entity's open prompts that are settled by what was just filed say so where they stand."""
    for prompt in visit.unit.deliveries.prompts(entity):
        if _is_answered(visit, prompt):
            visit.unit.deliveries.close_prompt(prompt.id)
            visit.unit.ledger.mark(prompt.id, Mark.ANSWERED, by.id, at=visit.now)
            _tell_anew(visit, prompt, "answered")


def reopen_unanswered(visit: Visit, entity: EntityId, since: datetime) -> None:
    """This entity's prompts that were answered since then, and are so no more, ask again where they stand; those that
    did not go out for that reason do, if there is still time.
    """
    for prompt in visit.unit.ledger.answered(entity, since):
        if _is_answered(visit, prompt) is False:
            visit.unit.deliveries.reopen_prompt(prompt.id)
            visit.unit.ledger.unmark(prompt.id, Mark.ANSWERED)
            _tell_anew(visit, prompt, "reopened")
    visit.unit.deliveries.owe_again(entity, Reason.ANSWERED, at=visit.now)


def retell(
    visit: Visit, programme: Programme, prompt: Delivery, marks: Iterable[Marked], reader: Person
) -> Retold | None:
    """A prompt that stands in one message with others; None: nobody knows any more what it was about."""
    reminder = prompt.content
    if not isinstance(reminder, Reminder):
        return None
    if programme.about not in (About.EVENT, About.UNDATED):
        again = _compose(visit, programme, prompt, reminder, reader)
        return Retold(show=again, is_open=True) if isinstance(again, Show) else None
    event = visit.unit.events.find(reminder.event)
    if event is None:
        return _gone(visit, reminder)
    done = {each.mark: each for each in marks}
    is_off = event.status is EventStatus.CANCELLED
    takes_reply = attendance.is_asked(programme, reminder)
    reply = visit.unit.attendances.of(event.id).get(reminder.entity) if takes_reply and not is_off else None
    if reply:
        return Retold(show=attendance.noted(visit, event, reply))
    if Mark.ANSWERED in done and not takes_reply:
        by = visit.unit.people.find(done[Mark.ANSWERED].person)
        return Retold(show=_closed(visit, event, reminder, reader, by, done[Mark.ANSWERED].at))
    is_dated = programme.about is About.EVENT
    if (is_dated or is_off or event.day) and not stands(programme, event, reminder):
        was = reminder.day if is_dated else None
        changed = changes.tell(visit, event, reminder.entity, reader, was=was)
        return Retold(show=changed, is_open=any(changed.choices.values()))
    if Mark.SNOOZED in done:
        until = visit.unit.deliveries.snoozed(programme.name, event.id).get(reminder.entity)
        values = {"until": until, "event": event, "entity": reminder.entity}
        return Retold(show=Tell(phrase="snoozed_beside_others", values=values))
    asked = _ask(visit, programme, prompt, reminder, event, reader)
    return Retold(show=asked, is_open=True if _asks_for_anything(programme, asked) else None)


def _gone(visit: Visit, reminder: Reminder) -> Retold | None:
    event = next(iter(visit.unit.events.gone([reminder.event])), None)
    return Retold(show=Tell(phrase="event_is_gone", values={"event": event})) if event else None


def _asks_for_anything(programme: Programme, asked: Show) -> bool:
    """Of its reader, or of the entity that its reader looks after."""
    owed = isinstance(asked.data, Prompt) and asked.data.owed
    return programme.about is About.UNDATED or bool(owed) or any(asked.choices.values())


def _is_answered(visit: Visit, prompt: Delivery) -> bool | None:
    """Whether the rest of its ladder would stay silent now; None: it stands nowhere, or no report settles it."""
    reminder = prompt.content
    if not isinstance(reminder, Reminder) or prompt.sent is None or prompt.person is None:
        return None
    event = visit.unit.events.find(reminder.event)
    reader = visit.unit.people.find(prompt.person)
    if event is None or reader is None or not asks_for_report(visit, reminder):
        return None
    programme = visit.programmes[reminder.programme]
    stops = programme.stops(programme.step(reminder.step))
    return is_answered(visit.unit, stops, event, reminder.entity, reader.time_zone)


def _tell_anew(visit: Visit, prompt: Delivery, why: str) -> None:
    shown = prompt.leader or prompt.id
    tell_again(visit, shown, f"{why}/{shown}@{visit.now.isoformat()}")


def _closed(
    visit: Visit, event: Event, reminder: Reminder, reader: Person, by: Person | None, on: datetime
) -> Show:
    left = len(owed_since(visit.unit, reminder.entity, cycle_opens(event, reader.time_zone)))
    more = (Choice.asking("mine"),)
    return Show(
        template="update/answered",
        data=Answered(event=event, entity=reminder.entity, by=by.name if by else None, on=on, left=left),
        choices={"more": more if left else ()},
    )
