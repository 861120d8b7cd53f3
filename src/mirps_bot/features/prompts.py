"""Prompts that stand in a conversation: closed once they are answered, asking again when they are not, told anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Show, Tell
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.delivery import Delivery, Notice, Reason, Reminder
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ledger import Mark, Marked
from mirps_bot.domain.occasion import About
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme
from mirps_bot.features import attendance, changes
from mirps_bot.features.asking import Reminding, asks_for_report, is_answered, is_as_told, reply_of
from mirps_bot.features.cycle import cycle_opens
from mirps_bot.features.owed import owed_since
from mirps_bot.features.reminder import Prompt, as_it_stands, ask
from mirps_bot.features.retelling import tell_again
from mirps_bot.features.visit import Visit


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


def retell(visit: Visit, delivery: Delivery, marks: Iterable[Marked], reader: Person) -> Retold | None:
    """A prompt that stands in one message with others; None: nobody knows any more what it was about."""
    reminder = delivery.content
    if isinstance(reminder, Notice):
        return _notice(visit, reminder, reader)
    if not isinstance(reminder, Reminder) or reminder.programme not in visit.programmes:
        return None
    programme = visit.programmes[reminder.programme]
    prompt = Reminding(programme=programme, delivery=delivery, reminder=reminder, reader=reader)
    if programme.about not in (About.EVENT, About.UNDATED):
        again = as_it_stands(visit, prompt)
        return Retold(show=again, is_open=True) if isinstance(again, Show) else None
    event = visit.unit.events.find(reminder.event)
    if event is None:
        return _gone(visit, reminder.event)
    done = {each.mark: each for each in marks}
    is_off = event.status is EventStatus.CANCELLED
    takes_reply = attendance.is_asked(programme, reminder)
    reply = reply_of(visit.unit, event, reminder.entity) if takes_reply and not is_off else None
    if reply:
        return Retold(show=attendance.noted(visit, event, reply))
    if Mark.ANSWERED in done and not takes_reply:
        return Retold(show=_closed(visit, prompt, event, done[Mark.ANSWERED]))
    is_dated = programme.about is About.EVENT
    if (is_dated or is_off or event.day) and not is_as_told(programme, event, reminder):
        was = reminder.day if is_dated else None
        changed = changes.tell(visit, event, reminder.entity, reader, was=was, was_at=reminder.starts_at)
        return Retold(show=changed, is_open=any(changed.choices.values()))
    if Mark.SNOOZED in done:
        until = visit.unit.snoozes.of(programme.name, event.id).get(reminder.entity)
        values = {"until": until, "event": event, "entity": reminder.entity}
        return Retold(show=Tell(phrase="snoozed_beside_others", values=values))
    asked = ask(visit, prompt, event)
    return Retold(show=asked, is_open=True if _asks_for_anything(programme, asked) else None)


def _notice(visit: Visit, notice: Notice, reader: Person) -> Retold | None:
    """As the event is now: moved further, or answered."""
    event = visit.unit.events.find(notice.event)
    if event is None:
        return _gone(visit, notice.event)
    reply = None if event.status is EventStatus.CANCELLED else reply_of(visit.unit, event, notice.entity)
    if reply:
        return Retold(show=attendance.noted(visit, event, reply))
    told = changes.tell_notice(visit, event, notice, reader)
    return Retold(show=told, is_open=any(told.choices.values()))


def _gone(visit: Visit, gone: EventId) -> Retold | None:
    event = next(iter(visit.unit.events.gone([gone])), None)
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


def _closed(visit: Visit, prompt: Reminding, event: Event, done: Marked) -> Show:
    entity, by = prompt.reminder.entity, visit.unit.people.find(done.person)
    left = len(owed_since(visit.unit, entity, cycle_opens(event, prompt.reader.time_zone)))
    more = (Choice.asking("mine"),)
    return Show(
        template="update/answered",
        data=Answered(event=event, entity=entity, by=by.name if by else None, on=done.at, left=left),
        choices={"more": more if left else ()},
    )
