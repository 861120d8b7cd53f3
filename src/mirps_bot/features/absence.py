"""Absences: recorded by form with dates and cover, listed, taken back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mirps_bot.dialogue import Ask, Choice, Correct, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Period
from mirps_bot.domain.form import Problem, Problems
from mirps_bot.domain.ids import AbsenceId, numbered
from mirps_bot.domain.person import DUTY_ORDER, Person
from mirps_bot.features.forms import Context, Filled
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.stretches import take_days_alone
from mirps_bot.ports import NewAbsence
from mirps_bot.search.naming import find_named
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

AHEAD = timedelta(days=400)
LONGEST = timedelta(days=366)
SHOWN = 10
PLAIN = timedelta(days=26)
"""Whoever names a whole month, or more, is asked which days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    absence: Absence
    person: Person
    cover: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceList:
    """What is still to end, by first day: the entity's, or everybody's for the secretariat."""

    listed: tuple[Listed, ...]
    total: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceTold:
    """What `by` recorded or took back, for whoever is away or stands in."""

    absence: Absence
    person: Person
    cover: Person | None
    by: Person
    is_own: bool
    is_taken_back: bool


def answer(visit: Visit, words: str) -> Outbound:
    """What is known of absences; the form, where the words tell of one that is to come."""
    if visit.person is None or not may(visit.person, Right.RECORD_ABSENCE, (visit.person.entity,)):
        return Tell(phrase="not_on_roster")
    if told := _told(visit, visit.person, words):
        return told
    found = _visible(visit, visit.person)
    return Show(
        template="absence/list",
        data=AbsenceList(listed=found[:SHOWN], total=len(found), as_of=visit.now),
        choices={
            "record": (
                Choice(phrase="record_absence", action=Action.opening("absence"), emphasis=Emphasis.PRIMARY),
            ),
            "remove": tuple(
                Choice(
                    phrase="remove_absence",
                    values={"words": each.person.name},
                    action=Action(ActionName.REMOVE_ABSENCE, (str(each.absence.id),)),
                )
                for each in found[:SHOWN]
            ),
        },
    )


def start(visit: Visit, person: Person, context: Context) -> Outbound:
    if not may(person, Right.RECORD_ABSENCE, (person.entity,)):
        return Tell(phrase="not_on_roster")
    own = "" if person.is_secretariat else person.email
    return Ask(
        form="absence", raw={"person": own, **context}, settled=(*context, *_without_choice(visit, person))
    )


def submit(visit: Visit, person: Person, filled: Filled) -> Outbound:
    """Record it once; whoever stands in must be of the same entity, and there."""
    values = filled.values
    away = visit.unit.people.by_email(str(values["person"]))
    cover = visit.unit.people.by_email(str(values["cover"])) if values.get("cover") else None
    since, until = values["since"], values["until"]
    if away is None or not isinstance(since, date) or not isinstance(until, date):
        return Correct(form=filled.form.name, problems={"person": Problem(phrase="not_an_option")})
    problems = _problems(person, away, cover, since, until)
    if problems:
        return Correct(form=filled.form.name, problems=problems)
    absence, _ = visit.unit.absences.record(
        NewAbsence(
            person=away.id,
            since=since,
            until=until,
            cover=cover.id if cover else None,
            reason=filled.text("reason"),
            recorded_by=person.id,
            recorded_at=visit.now,
            submission=filled.key,
        )
    )
    return Tell(
        phrase="absence_recorded",
        values={
            "person": away,
            "since": absence.since,
            "until": absence.until,
            "cover": cover.name if cover else "",
        },
        choices=(Choice.asking("absence", "ask_absences"),),
        letters=tuple(_letters(visit, absence, away, person)),
    )


def remove(visit: Visit, press: Press) -> Outbound:
    number = press.action.arguments[0]
    absence = visit.unit.absences.find(AbsenceId(numbered(number)))
    away = visit.unit.people.find(absence.person) if absence else None
    if absence is None or away is None or not may(visit.person, Right.RECORD_ABSENCE, (away.entity,)):
        return Tell(phrase="outdated")
    visit.unit.absences.remove(absence.id)
    letters = tuple(_letters(visit, absence, away, visit.person, is_taken_back=True)) if visit.person else ()
    return Tell(phrase="absence_removed", values={"person": away}, replaces=True, letters=letters)


def _letters(
    visit: Visit, absence: Absence, away: Person, by: Person, *, is_taken_back: bool = False
) -> Iterator[Letter]:
    """To whoever is away and whoever stands in, but for the one who recorded it."""
    cover = visit.unit.people.find(absence.cover) if absence.cover else None
    for reader in (away, cover):
        if reader is None or reader.id == by.id or absence.until < visit.today:
            continue
        told = AbsenceTold(
            absence=absence,
            person=away,
            cover=cover,
            by=by,
            is_own=reader.id == away.id,
            is_taken_back=is_taken_back,
        )
        key = f"absence/{absence.id}/{'taken back' if is_taken_back else 'recorded'}/{reader.id}"
        choices = (Choice.asking("mine", "ask_mine"), Choice.asking("absence", "ask_absences"))
        show = Show(template="absence/told", data=told, choices={"next": choices})
        yield Letter.to_person(reader, key, show)


def _told(visit: Visit, person: Person, words: str) -> Ask | None:
    """The form with what is told of an absence: its days, who is away, who stands in."""
    said = {name for _, name in visit.labels["awaytold"].read(words).terms}
    period, rest = visit.take_stretch(words, ahead=True)
    if period is None:
        period, rest = take_days_alone(words, visit.today)
    if period is None or period.last < visit.today or said & {"asked", "ended"}:
        return None
    days = _days(visit, period, said)
    named = _colleague_named(visit, person, rest)
    people: dict[str, str] = {}
    if named and said & {"own", "covered"}:
        people = {"cover": named.email}
    elif named:
        people = {"person": named.email}
    if "person" not in people and not person.is_secretariat:
        people["person"] = person.email
    plain = days if period.last - period.first <= PLAIN else ()
    settled = (*people, *plain, "reason", *_without_choice(visit, person))
    return Ask(form="absence", raw={**people, **days}, settled=settled)


def _without_choice(visit: Visit, person: Person) -> tuple[str, ...]:
    """Who stands in need not be asked where there is nobody else."""
    return () if _colleagues(visit, person) else ("cover",)


def _days(visit: Visit, period: Period, said: Collection[str]) -> dict[str, str]:
    """The first and the last day, as far as both are told."""
    since, until = str(max(period.first, visit.today)), str(period.last)
    if period.first == period.last and "from" in said:
        return {"since": since}
    if period.first == period.last and "until" in said:
        return {"until": until}
    return {"since": since, "until": until}


def _colleague_named(visit: Visit, person: Person, words: str) -> Person | None:
    named = find_named(visit.asked(words), _colleagues(visit, person), lambda each: (each.name,))
    return named.things[0] if len(named.things) == 1 and not named.is_guess else None


def _colleagues(visit: Visit, person: Person) -> tuple[Person, ...]:
    return tuple(
        each
        for each in visit.unit.people.all()
        if each.id != person.id and may(person, Right.RECORD_ABSENCE, (each.entity,))
    )


def _problems(person: Person, away: Person, cover: Person | None, since: date, until: date) -> Problems:
    found: dict[str, Problem] = {}
    if not may(person, Right.RECORD_ABSENCE, (away.entity,)):
        found["person"] = Problem(phrase="not_an_option")
    if until < since:
        found["until"] = Problem(phrase="ends_before", values={"other": "since"})
    elif until - since > LONGEST:
        found["until"] = Problem(phrase="too_long_away")
    can_cover = cover is None or (
        cover.id != away.id and cover.entity == away.entity and cover.role in DUTY_ORDER
    )
    if not can_cover:
        found["cover"] = Problem(phrase="not_a_cover")
    return found


def _visible(visit: Visit, person: Person) -> tuple[Listed, ...]:
    people = {each.id: each for each in visit.unit.people.all()}
    return tuple(
        Listed(absence=each, person=people[each.person], cover=people.get(each.cover) if each.cover else None)
        for each in visit.unit.absences.touching(visit.today, visit.today + AHEAD)
        if may(person, Right.RECORD_ABSENCE, (people[each.person].entity,))
    )
