"""Programmes as files: `reminders/<name>/programme.toml`, and what is wrong with them, seen beside the calendars."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import combinations, pairwise
from pathlib import Path

from mirps_bot.content.reading import Fault, fault, read_table
from mirps_bot.content.specs import ProgrammeFile
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import is_time_zone, skips
from mirps_bot.domain.holiday import is_working_day
from mirps_bot.domain.occasion import About
from mirps_bot.domain.programme import Addressee, Programme, Who

EARLIEST, LATEST = time(7), time(20)
"""Hours of a ladder: outside them people are not disturbed, and clocks skip or repeat an hour at night."""

FARTHEST = 366
"""Days before or after an event that a step can be."""

CONVENED = (
    EventKind.MEETING,
    EventKind.ANNUAL_MEETING,
    EventKind.LEARNING_EVENT,
    EventKind.WORKSHOP,
    EventKind.REPORTING_DEADLINE,
)
"""What the platform calls its own people to: they expect to be reminded of it."""


def load_programmes(folder: Path, faults: list[Fault]) -> tuple[Programme, ...]:
    """The sound ones, by name; what is wrong is added to `faults`."""
    found = []
    for path in sorted(folder.glob("*/programme.toml")):
        file = read_table(path, ProgrammeFile, faults)
        if file is None:
            continue
        try:
            programme = _programme(path.parent.name, file)
        except ValueError as error:
            faults.append(fault(path, "steps", str(error)))
            continue
        faults += [fault(path, key, message) for key, message in _faults_of(programme)]
        found.append(programme)
    return tuple(found)


def faults_of_calendar(
    programmes: Sequence[Programme], events: Sequence[Event], folder: Path, states: Iterable[tuple[str, str]]
) -> Iterator[Fault]:
    """What is wrong with events once it is known who is reminded of them; `states` with their zones."""
    states = tuple(states)
    series = {each.series for each in programmes if each.series}
    for event in events:
        path = folder / f"calendar_{event.first_day.year}.toml"
        for key, message in _faults_of_event(event, series, states):
            yield fault(path, f"event '{event.id}', {key}", message)
    cycles = [each for each in events if each.kind is EventKind.REPORTING_DEADLINE and each.opens]
    for one, other in combinations(sorted(cycles, key=lambda each: (each.opens, each.id)), 2):
        if _overlap(one, other):
            path = folder / f"calendar_{other.first_day.year}.toml"
            yield fault(
                path,
                f"event '{other.id}', opens",
                f"this cycle opens before '{one.id}' closes, for the same entities: open it later, or say in "
                "`invited` who owes which",
            )


def hints_of_calendar(
    programmes: Sequence[Programme], events: Sequence[Event], folder: Path, today: date
) -> Iterator[Fault]:
    """What may well be meant: events ahead that nobody will be reminded of, or none at all, and folders of which
    nothing goes out.
    """
    if not any(event.last_day >= today for event in events):
        yield fault(folder, "calendar_*.toml", "no date is ahead: nobody will be reminded of any")
    for each in sorted(filter(Path.is_dir, folder.iterdir())):
        if not any((each / name).is_file() for name in ("programme.toml", "digest.toml")):
            yield fault(each, "", "has no programme.toml and no digest.toml: nothing goes out of it")
    series = ", ".join(sorted({each.series for each in programmes if each.series}))
    over = (EventStatus.HELD, EventStatus.CANCELLED)
    for event in events:
        if (
            event.series is None
            and event.kind in CONVENED
            and event.status not in over
            and event.last_day >= today
        ):
            yield fault(
                folder / f"calendar_{event.first_day.year}.toml",
                f"event '{event.id}', series",
                f"is missing, so nobody will be reminded of it: write one of {series}, or leave it so if that is meant",
            )


def _programme(name: str, file: ProgrammeFile) -> Programme:
    return Programme(
        name=name,
        about=file.about,
        series=file.series,
        audience=file.audience,
        stops_when=file.stops_when,
        steps=file.steps,
        give_up_after=file.give_up_after,
        working_days=file.working_days,
        caps=file.caps,
        bundle=file.bundle,
    )


def _faults_of(programme: Programme) -> Iterator[tuple[str, str]]:
    if programme.about is About.EVENT and not programme.series:
        yield "series", "is missing: which events of reminders/calendar_*.toml it reminds of"
    if programme.bundle and programme.about in (About.NEED, About.PAPER):
        yield (
            "bundle",
            "what is answered over its own message can't stand in one with others: write bundle = false",
        )
    if programme.about is not About.EVENT and any(step.minutes_before for step in programme.steps):
        yield "steps", "minutes_before needs events that have an hour: write days_before and at"
    if programme.audience.who is Who.SECRETARIAT and (programme.audience.kinds or programme.audience.roles):
        yield "audience", 'who = "secretariat" is one duty: leave kinds and roles out'
    for number, step in enumerate(programme.steps, 1):
        if step.at and not EARLIEST <= step.at <= LATEST:
            hours = f"write one from {EARLIEST:%H:%M} to {LATEST:%H:%M}"
            night = f"'{step.at:%H:%M}' is night, when nobody is disturbed and clocks skip an hour"
            yield f"steps {number}, at", f"{night}: {hours}"
        if abs(step.days_before) > FARTHEST:
            yield f"steps {number}, days_before", f"write at most {FARTHEST} days"
    yield from _faults_of_ladder(programme)


def _faults_of_ladder(programme: Programme) -> Iterator[tuple[str, str]]:
    days = [step.days_before for step in programme.steps]
    for number, (one, other) in enumerate(pairwise(days), 2):
        if other > one:
            yield (
                f"steps {number}, days_before",
                f"comes before the step above it: write the steps in the order in which they go out ({one}, then less)",
            )
    told = [step.to for step in programme.steps]
    order = list(Addressee)
    for number, (one_to, other_to) in enumerate(pairwise(told), 2):
        if order.index(other_to) < order.index(one_to) and days[number - 1] == days[number - 2]:
            yield f"steps {number}, to", f"tell the {other_to} before the {one_to}"
    if Addressee.SECRETARIAT in told and Addressee.HOLDER not in told[: told.index(Addressee.SECRETARIAT)]:
        yield "steps", "the secretariat is told before whoever has the duty: put a step for them first"
    holder_steps = told.count(Addressee.HOLDER)
    if programme.caps.per_item is not None and programme.caps.per_item < 1:
        yield "caps.per_item", "write at least 1, or leave it out"
    elif programme.caps.per_item is not None and programme.caps.per_item < holder_steps:
        yield (
            "caps.per_item",
            f"{holder_steps} steps can't fit: write at least {holder_steps}, or take steps away",
        )


def _faults_of_event(
    event: Event, series: set[str], states: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str]]:
    if event.series and event.series not in series:
        yield (
            "series",
            f"no programme reminds of '{event.series}'; there are {', '.join(sorted(series))}, or leave it out",
        )
    if event.day and event.start_time and event.time_zone and is_time_zone(event.time_zone):
        hour, place = f"{event.start_time:%H:%M}", f"{event.day} in {event.time_zone}"
        if skips(event.day, event.start_time, event.time_zone):
            yield "start_time", f"{hour} does not exist on {place}: clocks go forward; write another hour"
    if (
        event.kind is EventKind.REPORTING_DEADLINE
        and event.status is EventStatus.TO_BE_CONFIRMED
        and event.day
    ):
        day = event.day
        closed = [each for each, zone in states if not is_working_day(day, each, zone)]
        if closed:
            off = f"{day} is a weekend or a holiday in {', '.join(closed)}"
            yield "start", f'{off}: move it to a working day, or write status = "confirmed" to keep it'


def _overlap(one: Event, other: Event) -> bool:
    if one.series != other.series or EventStatus.CANCELLED in (one.status, other.status):
        return False
    same = not one.invited or not other.invited or set(one.invited) & set(other.invited)
    return bool(same and other.opens and other.opens <= one.last_day)
