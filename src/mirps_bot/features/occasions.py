"""What programmes count their days from, as it stands: events, needs without an answer, papers without a
decision, absences without cover.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mirps_bot.dialogue import Show
from mirps_bot.domain.absence import Absence, away_at
from mirps_bot.domain.delivery import Reason, Reminder
from mirps_bot.domain.duty import uncovered
from mirps_bot.domain.ids import AbsenceId, EventId, NeedId, PaperId
from mirps_bot.domain.need import Awaited
from mirps_bot.domain.occasion import About, Occasion, occasions_of
from mirps_bot.domain.paper import PaperState
from mirps_bot.domain.person import Person
from mirps_bot.features import papers, replies
from mirps_bot.features.asking import Reminding
from mirps_bot.features.late import is_late
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork

MIDDAY = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """`away` has a duty that nobody has in their place; `person` is told."""

    absence: Absence
    away: Person
    person: Person
    is_late: bool
    as_of: datetime


def occasions(unit: UnitOfWork, since: date, until: date, now: datetime) -> Iterator[Occasion]:
    """Of the days from `since` to `until`. The cost depends on how many there are in them, not on those beyond."""
    yield from occasions_of(unit.events.between(since, until), unit.directory.groups())
    yield from _needs(unit, now)
    yield from _papers(unit)
    people = unit.people.all()
    for absence in unit.absences.touching(since, until):
        if _is_uncovered(unit, people, absence):
            yield Occasion(
                about=About.ABSENCE,
                id=EventId(f"{About.ABSENCE}/{absence.id}"),
                day=absence.since,
                last_day=absence.until,
            )


def compose_absence(visit: Visit, prompt: Reminding) -> Show | Reason:
    """Withdrawn once somebody stands in, or nobody is away any more."""
    people = visit.unit.people.all()
    absence = visit.unit.absences.find(AbsenceId(_number(prompt.reminder)))
    if (
        absence is None
        or absence.since != prompt.reminder.day
        or not _is_uncovered(visit.unit, people, absence)
    ):
        return Reason.WITHDRAWN
    return Show(
        template=prompt.programme.template(prompt.step),
        data=Uncovered(
            absence=absence,
            away=next(each for each in people if each.id == absence.person),
            person=prompt.reader,
            is_late=is_late(visit, prompt.delivery),
            as_of=visit.now,
        ),
    )


def compose_need(visit: Visit, reminder: Reminder) -> Show | Reason:
    """The question again, as long as it waits for this member's answer."""
    number = NeedId(_number(reminder))
    for awaited in visit.unit.needs.awaiting(visit.now):
        if awaited.need.id == number and awaited.match.entity == reminder.entity:
            return replies.ask(visit, awaited, is_again=True)
    return Reason.ANSWERED


def compose_paper(visit: Visit, reminder: Reminder, person: Person) -> Show | Reason:
    """As it waits in the queue, with what can be decided."""
    paper = visit.unit.papers.find(PaperId(_number(reminder)))
    if paper is None or paper.state is not PaperState.HANDED_IN:
        return Reason.ANSWERED
    return papers.show(visit, person, paper)


def _papers(unit: UnitOfWork) -> Iterator[Occasion]:
    for paper in unit.papers.of(state=PaperState.HANDED_IN):
        if paper.kind.needs_decision:
            yield Occasion(
                about=About.PAPER,
                id=EventId(f"{About.PAPER}/{paper.id}"),
                day=paper.handed_at.date(),
                last_day=paper.handed_at.date(),
            )


def _needs(unit: UnitOfWork, now: datetime) -> Iterator[Occasion]:
    waiting: dict[NeedId, list[Awaited]] = {}
    for awaited in unit.needs.awaiting(now):
        waiting.setdefault(awaited.need.id, []).append(awaited)
    for own in waiting.values():
        need = own[0].need
        last = need.answer_by.date()
        yield Occasion(
            about=About.NEED,
            id=EventId(f"{About.NEED}/{need.id}"),
            day=last,
            last_day=last,
            concerns=frozenset(each.match.entity for each in own),
        )


def _is_uncovered(unit: UnitOfWork, people: tuple[Person, ...], absence: Absence) -> bool:
    """Whether nobody answers for the entity on the first day of the absence."""
    touching = unit.absences.touching(absence.since - timedelta(days=1), absence.since + timedelta(days=1))
    moment = datetime.combine(absence.since, MIDDAY, UTC)
    away = away_at(people, touching, moment)
    return any(each.id == absence.person for each in uncovered(people, away))


def _number(reminder: Reminder) -> int:
    return int(reminder.event.rpartition("/")[2])
