"""Events whose source has no day: the secretariat puts one on them by form, changes it, or takes it back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mirps_bot.dialogue import Ask, Choice, Correct, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Period, skips
from mirps_bot.domain.fixing import can_be_fixed
from mirps_bot.domain.form import Problem, Problems, written
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.person import Person
from mirps_bot.features.events import fixed, is_gone, open_to_fix, upcoming
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.hours import take_hours
from mirps_bot.parsing.stretches import take_days_alone
from mirps_bot.ports import NewFixing
from mirps_bot.search.naming import find_named
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

SHOWN = 6
CLOSE = timedelta(days=62)
"""A day can be moved from the first to the last day of no longer a time; a quarter or a year says which event."""
MOST_TIMES = 3
"""One line tells of no more: the day, and the quarter or year of the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """`fixed` were fixed here; `several` are open, but stand for a meeting in each of several quarters."""

    open: tuple[Event, ...]
    fixed: tuple[Event, ...]
    several: tuple[Event, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """What has no day, and what was given one here; the form, where the words tell of a day."""
    if not may(visit.person, Right.FIX_DATE):
        return _refuse()
    within, rest = visit.take_stretch(words, ahead=True)
    hours, others = take_hours(words, visit.actor.language)
    times, others = _take_times(visit, others)
    if told := (
        _changed(visit, words, times, hours, others)
        or _told(visit, times, hours, others)
        or _has_its_day(visit, rest, within)
    ):
        return told
    data = Dates(
        open=open_to_fix(visit)[:SHOWN],
        fixed=tuple(event for event, _ in fixed(visit))[:SHOWN],
        several=tuple(each for each in upcoming(visit) if len(each.stretches) > 1)[:SHOWN],
        as_of=visit.now,
    )
    return Show(
        template="fix/list",
        data=data,
        choices={
            "fix": tuple(_opening("fix_which", each) for each in data.open),
            "change": tuple(_opening("change_which", each) for each in data.fixed),
            "unfix": tuple(_unfixing("unfix_which", each) for each in data.fixed),
        },
    )


def choices(visit: Visit, events: Iterable[Event]) -> tuple[Choice, ...]:
    """For who may: the form for the one of these that has no day, or the list where there are several."""
    if not may(visit.person, Right.FIX_DATE):
        return ()
    found = [each for each in events if can_be_fixed(each) and not is_gone(visit, each)]
    return opening(found[0]) if len(found) == 1 else (Choice.asking("fix"),) if found else ()


def opening(event: Event) -> tuple[Choice, ...]:
    """The form, where the event can be fixed."""
    return (_opening("fix_date", event, Emphasis.PRIMARY),) if can_be_fixed(event) else ()


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    """The form; with what was said before, where the day was fixed already."""
    if not may(person, Right.FIX_DATE):
        return _refuse()
    if "event" in context and _open(visit, context["event"]) is None:
        return Tell(phrase="not_to_be_fixed", choices=(Choice.asking("fix"),))
    raw = {"zone": person.time_zone, **_said_before(visit, context.get("event", "")), **context}
    return Ask(form="fix", raw=raw, settled=tuple(context))


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Lay it over the event, once; its invitations and reminders follow by themselves."""
    if not may(person, Right.FIX_DATE):
        return _refuse()
    event = _open(visit, str(filled.values["event"]))
    if event is None:
        return Correct(form=filled.form.name, problems={"event": Problem(phrase="not_to_be_fixed")})
    new = _read(visit, person, filled, event)
    if problems := _problems(new, event):
        return Correct(form=filled.form.name, problems=problems)
    visit.unit.events.fix(new)
    as_it_is = visit.unit.events.find(event.id) or event
    return Tell(
        phrase="date_fixed",
        values={"event": as_it_is},
        choices=(_opening("change_date", as_it_is), _unfixing("unfix_date", as_it_is)),
    )


def unfix(visit: Visit, press: Press) -> Outbound:
    """From now on it is as its source has it."""
    person, wanted = visit.person, press.action.arguments[0]
    if person is None or not may(person, Right.FIX_DATE):
        return _refuse()
    event = next((each for each, _ in fixed(visit) if each.id == wanted), None)
    if event is None:
        return Tell(phrase="outdated")
    taken_back = NewFixing(
        event=event.id, day=None, by=person.id, at=visit.now, submission=f"unfix/{press.key}"
    )
    visit.unit.events.fix(taken_back)
    as_it_is = visit.unit.events.find(event.id) or event
    return Tell(phrase="date_unfixed", values={"event": as_it_is}, choices=opening(as_it_is), replaces=True)


def _take_times(visit: Visit, words: str) -> tuple[list[Period], str]:
    """The days and longer times that are told, in their order, and the other words."""
    times: list[Period] = []
    while len(times) < MOST_TIMES:
        period, words = visit.take_stretch(words, ahead=True)
        if period is None:
            break
        times.append(period)
    return times, words


def _changed(
    visit: Visit, words: str, days: Sequence[Period], hours: Sequence[time], rest: str
) -> Ask | Tell | None:
    """What is told of a day that was fixed here: the form with the other day or hour, or whether to take it back."""
    said = {name for _, name in visit.labels["datechange"].read(words).terms}
    if not said:
        return None
    event = _fixed_before(visit, rest, days, hours)
    if event is None or event.day is None:
        return _has_its_day(visit, rest, days[0]) if days else None
    if "moved" not in said:
        return Tell(
            phrase="shall_unfix",
            values={"event": event},
            choices=(_unfixing("unfix_date", event), _opening("change_date", event)),
        )
    alone, _ = take_days_alone(rest, event.day.replace(day=1))
    told = [
        day
        for each in (*days, alone)
        if each and each.last - each.first <= CLOSE
        for day in (each.first, each.last)
    ]
    day = next((each for each in reversed(told) if each != event.day), event.day)
    if hours and hours[0] == event.start_time and len(hours) > 1:
        hours = hours[1:]  # from the hour at which it was to begin
    if day == event.day and not hours:
        return None
    changed = {"event": str(event.id), "day": str(day)}
    changed |= zip(("hour", "until"), map(written, hours), strict=False)
    before = _said_before(visit, event.id)
    if len(hours) == 1:
        before["until"] = _as_long(event, hours[0])
    raw = {"zone": visit.actor.time_zone, **before, **changed}
    return Ask(form="fix", raw={key: value for key, value in raw.items() if value}, settled=tuple(changed))


def _fixed_before(visit: Visit, words: str, days: Collection[Period], hours: Sequence[time]) -> Event | None:
    """The one of those fixed here that is named, or is on a day or begins at an hour that is told; else the only one,
    where the words name no other.
    """
    known = tuple(event for event, _ in fixed(visit))
    named = find_named(visit.asked(words), upcoming(visit), lambda each: each.title.all())
    things = () if named.is_guess else named.things
    possible = [each for each in known if not things or each in things]
    firsts = {each.first for each in days}
    told = [each for each in possible if each.day in firsts or each.start_time in hours[:1]]
    found = told or (possible if len(things) <= 1 else [])
    return found[0] if len(found) == 1 else None


def _as_long(event: Event, begins: time) -> str:
    """When it ends that begins at another hour, and takes as long as it was to take; empty: that is not known."""
    if event.day is None or event.start_time is None or event.end_time is None:
        return ""
    lasts = datetime.combine(event.day, event.end_time) - datetime.combine(event.day, event.start_time)
    ends = datetime.combine(event.day, begins) + lasts
    return written(ends.time()) if ends.date() == event.day else ""


def _told(visit: Visit, times: Sequence[Period], hours: Sequence[time], rest: str) -> Ask | Tell | None:
    """The form with what is told: the day, the hours, which event; or that it is not fixed here."""
    day = next((each for each in times if each.first == each.last), None)
    if day is None or day.first < visit.today:
        return None
    within = next((each for each in times if each != day), None)
    event = _named(visit, rest, within or day)
    if event is None and (elsewhere := _has_its_day(visit, rest, within)):
        return elsewhere
    told = {**({"event": event.id} if event else {}), "day": str(day.first)}
    told |= zip(("hour", "until"), map(written, hours), strict=False)
    return Ask(form="fix", raw={"zone": visit.actor.time_zone, **told}, settled=tuple(told))


def _named(visit: Visit, words: str, within: Period) -> Event | None:
    """The one that its source leaves open in this time, if the words name no other."""
    known = (*open_to_fix(visit), *(event for event, _ in fixed(visit)))
    possible = [each for each in known if (open_ := _open(visit, each.id)) and _is_meant_by(open_, within)]
    named = find_named(visit.asked(words), possible, lambda each: each.title.all())
    found = possible if named.is_guess or not named.things else named.things
    return found[0] if len(found) == 1 else None


def _has_its_day(visit: Visit, words: str, within: Period | None) -> Tell | None:
    """What is named, or alone in the time that is told, has its day by its source: it is changed there."""
    here = {event.id for event, _ in fixed(visit)}
    possible = [
        each
        for each in upcoming(visit)
        if each.day and each.id not in here and (within is None or _falls_in(each, within))
    ]
    named = find_named(visit.asked(words), possible, lambda each: each.title.all())
    found = possible if within and not named.things else () if named.is_guess else named.things
    if len(found) != 1:
        return None
    (event,) = found
    return Tell(
        phrase="day_is_of_its_source",
        values={"event": event},
        choices=(Choice.asking(f"calendar {event.day}", "ask_calendar"), Choice.asking("fix")),
    )


def _falls_in(event: Event, period: Period) -> bool:
    return event.first_day <= period.last and period.first <= event.last_day


def _is_meant_by(event: Event, within: Period) -> bool:
    """It is in this quarter or year; or this day is one of its own."""
    if within.first == within.last:
        return event.first_day <= within.first <= event.last_day
    return within.first <= event.first_day and event.last_day <= within.last


def _open(visit: Visit, event: str) -> Event | None:
    """As its source has it, if that leaves it open and its days are not over."""
    sourced = visit.unit.events.as_sourced(EventId(event))
    return sourced if sourced and can_be_fixed(sourced) and sourced.last_day >= visit.today else None


def _said_before(visit: Visit, event: str) -> dict[str, str]:
    fixing = next((fixing for each, fixing in fixed(visit) if each.id == event), None)
    if fixing is None:
        return {}
    said = {
        "day": fixing.day,
        "hour": fixing.start_time,
        "until": fixing.end_time,
        "zone": fixing.time_zone,
        "place": fixing.place,
        "link": fixing.link,
    }
    return {key: written(value) for key, value in said.items() if value is not None}


def _read(visit: Visit, person: Person, filled: Filled, event: Event) -> NewFixing:
    day, hour, until = (filled.values.get(each) for each in ("day", "hour", "until"))
    return NewFixing(
        event=event.id,
        day=day if isinstance(day, date) else None,
        start_time=hour if isinstance(hour, time) else None,
        end_time=until if isinstance(until, time) else None,
        time_zone=filled.text("zone"),
        place=filled.text("place"),
        link=filled.text("link"),
        by=person.id,
        at=visit.now,
        submission=filled.key,
    )


def _problems(new: NewFixing, event: Event) -> Problems:
    found: dict[str, Problem] = {}
    period = Period(first=max(event.first_day, event.opens or event.first_day), last=event.last_day)
    if new.day is None or not period.first <= new.day <= period.last:
        found["day"] = Problem(phrase="outside_its_time", values={"period": str(period)})
    if new.start_time and not new.time_zone:
        found["zone"] = Problem(phrase="required")
    elif new.day and new.start_time and new.time_zone and skips(new.day, new.start_time, new.time_zone):
        found["hour"] = Problem(phrase="skipped_hour")
    if new.end_time and not (new.start_time and new.start_time < new.end_time):
        found["until"] = Problem(phrase="ends_before_hour")
    return found


def _refuse() -> Tell:
    return Tell(phrase="fixing_is_secretariats", choices=(Choice.asking("calendar"),))


def _opening(phrase: str, event: Event, emphasis: Emphasis = Emphasis.NONE) -> Choice:
    action = Action.opening("fix", event=event.id)
    return Choice(phrase=phrase, values={"event": event}, action=action, emphasis=emphasis)


def _unfixing(phrase: str, event: Event) -> Choice:
    return Choice(phrase=phrase, values={"event": event}, action=Action(ActionName.UNFIX, (event.id,)))
