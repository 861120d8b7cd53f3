"""Putting a prompt off, never beyond what it reminds of."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import Ask, Choice, Correct, Outbound, Press, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import local_moment
from mirps_bot.domain.delivery import AGAIN, Delivery, Owed, Reminder, State
from mirps_bot.domain.form import Problem
from mirps_bot.domain.ids import DeliveryId, numbered
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.occasion import occasion_of
from mirps_bot.domain.person import Person
from mirps_bot.domain.working_time import working_day_from
from mirps_bot.features.asking import event_asked_about
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.retelling import tell_again
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

MORNING = time(9)

WEEK = timedelta(days=7)
"""Within which the name of a weekday says which one it is."""

COMES_WITHIN = timedelta(days=2)
"""How late a prompt that was put off may still come."""

AHEAD = timedelta(days=30)
"""How soon an absence must begin for "after my leave" to be offered."""

FURTHEST = timedelta(days=180)
"""How far a prompt can be put off that nothing else bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozable:
    """What may be put off, by whom: a prompt whose message shows buttons, or one that was put off already. `shown` is
    the one whose message stands in the conversation.
    """

    delivery: Delivery
    shown: Delivery
    reminder: Reminder
    person: Person


def choices(visit: Visit, delivery: Delivery, person: Person) -> tuple[Choice, ...]:
    return (
        *(_until(delivery.id, name, day) for day, name in _mornings(visit, person).items()),
        choose_day(delivery.id),
    )


def _mornings(visit: Visit, person: Person) -> dict[date, str]:
    """The days that are offered, each a working day; those that are not called `tomorrow` and the like, as written."""
    today = visit.today
    tomorrow, monday = today + timedelta(days=1), _monday(today)
    names = {monday: "monday", tomorrow: "tomorrow"}
    days = (working_day_from(person, each) for each in (tomorrow, monday))
    found = {day: names.get(day) or str(day) for day in days if day - today <= WEEK}
    back = _back(visit, person)
    return {**found, working_day_from(person, back): "leave"} if back else found


def _until(delivery: DeliveryId, name: str, day: date) -> Choice:
    phrase = "snooze_weekday" if name == str(day) else f"snooze_{name}"
    return Choice(phrase=phrase, values={"day": day}, action=Action(ActionName.SNOOZE, (str(delivery), name)))


def choose_day(delivery: DeliveryId) -> Choice:
    return Choice(phrase="snooze_choose", action=Action.opening("snoozed", prompt=str(delivery)))


def press(visit: Visit, press: Press) -> Outbound:
    """Put a prompt off to the morning of a later working day, in the presser's zone."""
    number, until = press.action.arguments
    prompt, day = find(visit, number), _later(visit, until)
    if isinstance(prompt, Tell):
        return prompt
    if day is None:
        return Tell(phrase="outdated")
    sent, message = prompt.shown.sent, press.place.message
    is_own = message is None or (sent is not None and sent.ts == message)
    is_alone = prompt.shown.leader is None
    told = put_off(visit, prompt, day, tells_again=not (is_own and is_alone))
    return replace(told, replaces=told.phrase not in REFUSALS and (is_alone or not is_own))


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    prompt = find(visit, context.get("prompt", ""))
    if isinstance(prompt, Tell):
        return prompt
    event = visit.unit.events.find(prompt.reminder.event)
    return Ask(
        form="snoozed",
        context={"prompt": str(prompt.delivery.id)},
        intro="snooze_of" if event else None,
        intro_values={"event": event, "entity": prompt.reminder.entity, "day": prompt.reminder.day},
    )


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    prompt, day = find(visit, filled.context.get("prompt", "")), filled.values["day"]
    if isinstance(prompt, Tell):
        return prompt
    if not isinstance(day, date):
        raise TypeError(f"no day: {day!r}")
    told = put_off(visit, prompt, day)
    is_refused = told.phrase in REFUSALS
    return (
        Correct(form=filled.form.name, problems={"day": Problem(phrase=told.phrase)}) if is_refused else told
    )


REFUSALS = frozenset({"too_soon", "over_by_then", "too_far_off"})
"""Why a day can't be taken: phrases under `says`, and under `problems` for the form."""


def find(visit: Visit, number: str) -> Snoozable | Tell:
    """What this person may put off by this number, which what was put off already goes on standing for; or why they
    can't.
    """
    delivery = visit.unit.deliveries.find(DeliveryId(numbered(number)))
    if delivery is None or not isinstance(delivery.content, Reminder):
        return Tell(phrase="outdated")
    reminder, person = delivery.content, visit.person
    if person is None or not may(person, Right.SNOOZE, (reminder.entity,)):
        return Tell(phrase="not_your_reminder")
    if event_asked_about(visit, reminder) is None:
        return Tell(phrase="outdated")
    if delivery in visit.unit.deliveries.prompts(reminder.entity, reminder.event):
        return Snoozable(delivery=delivery, shown=delivery, reminder=reminder, person=person)
    waits = (each for each in visit.unit.ledger.put_off(visit.now) if each.stands_for(reminder))
    waiting = next(waits, None)
    shown = visit.unit.deliveries.find(waiting.prompt) if waiting else None
    if waiting is None or shown is None:
        return Tell(phrase="outdated")
    return Snoozable(delivery=waiting.delivery, shown=shown, reminder=reminder, person=person)


def put_off(visit: Visit, prompt: Snoozable, day: date, *, tells_again: bool = True) -> Tell:
    """To the morning of this day, or of the next on which the person works; or why not.

    `tells_again`: its message is to be told anew, as no answer takes its place.
    """
    if day <= visit.today:
        return Tell(phrase="too_soon")
    if day > visit.today + FURTHEST:
        return Tell(phrase="too_far_off")
    person, reminder, delivery = prompt.person, prompt.reminder, prompt.delivery
    wake = local_moment(working_day_from(person, day), MORNING, ZoneInfo(person.time_zone))
    give_up_at = _give_up(visit, prompt, wake)
    if give_up_at <= wake:
        return Tell(phrase="over_by_then")
    visit.unit.snoozes.set(reminder.entity, reminder.programme, reminder.event, until=wake)
    key = _key(visit, prompt, wake)
    if delivery.is_put_off(visit.now):
        visit.unit.deliveries.move(delivery.id, key=key, due_at=wake, give_up_at=give_up_at)
    else:
        again = replace(reminder, step=AGAIN)
        visit.unit.deliveries.owe([Owed(key=key, content=again, due_at=wake, give_up_at=give_up_at)])
        visit.unit.deliveries.close_prompt(delivery.id)
        visit.unit.ledger.mark(delivery.id, Mark.SNOOZED, person.id, at=visit.now)
    if tells_again:
        tell_put_off(visit, prompt.shown, wake)
    return Tell(phrase="snoozed", values={"until": wake, "event": visit.unit.events.find(reminder.event)})


def tell_put_off(visit: Visit, shown: Delivery, until: datetime) -> None:
    """The message that stands there says until when."""
    key = f"snoozed/{shown.id}/{until.isoformat()}@{visit.now.isoformat()}"
    tell_again(visit, shown.leader or shown.id, key)


def _key(visit: Visit, prompt: Snoozable, wake: datetime) -> str:
    """The same for all that is put off to one day, so that it comes once; unless it came that day already."""
    reminder = prompt.reminder
    key = f"{reminder.programme}/{reminder.event}@{reminder.day}/{AGAIN}@{wake:%Y-%m-%d}/{reminder.entity}"
    there = visit.unit.deliveries.by_key(key)
    is_taken = there and there.id != prompt.delivery.id
    is_waiting = there and there.state is State.DUE and not prompt.delivery.is_put_off(visit.now)
    return f"{key}/{prompt.delivery.id}" if is_taken and not is_waiting else key


def _give_up(visit: Visit, prompt: Snoozable, wake: datetime) -> datetime:
    event = visit.unit.events.find(prompt.reminder.event)
    occasion = occasion_of(event, {}) if event else None
    if occasion is None:
        return wake + COMES_WITHIN
    over = occasion.is_over_at(prompt.reminder.entity, ZoneInfo(prompt.person.time_zone))
    return wake + COMES_WITHIN if prompt.delivery.due_at >= over else min(wake + COMES_WITHIN, over)


def _later(visit: Visit, until: str) -> date | None:
    match until:
        case "tomorrow":
            return visit.today + timedelta(days=1)
        case "monday":
            return _monday(visit.today)
        case "leave":
            return _back(visit, visit.person) if visit.person else None
        case _:
            return _day(until)


def _monday(today: date) -> date:
    """The next, never today."""
    return today + timedelta(days=7 - today.weekday())


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _back(visit: Visit, person: Person) -> date | None:
    """The day after the absence that the person is in or soon begins."""
    today = visit.today
    absences = visit.unit.absences.touching(today, today + AHEAD)
    own = [each.until for each in absences if each.person == person.id]
    return min(own) + timedelta(days=1) if own else None
