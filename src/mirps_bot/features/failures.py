"""What could not be delivered for a reason that somebody has to do something about, and who has no account any more:
told to the secretariat, once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.delivery import Delivery, Digest, Notice, Reason, Reminder
from mirps_bot.domain.digest import DigestRule
from mirps_bot.domain.duty import addressed, appointed, present
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.ledger import Entry
from mirps_bot.domain.person import DUTY_ORDER, OFFICES, Person
from mirps_bot.domain.programme import Addressee
from mirps_bot.features.ledger import Line, lines
from mirps_bot.features.visit import Visit
from mirps_bot.ports import UnitOfWork
from mirps_bot.view.action import Action

MEMORY = timedelta(days=120)
"""How long the same failure of the same thing is not told again."""

HANDED_OVER = 3
"""For how many entities a change of contact is offered at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """`people` are those it was for, as far as it was for anybody. `room` is where it should have been posted."""

    line: Line
    entity: EntityId | None
    people: tuple[Person, ...]
    room: str | None

    @property
    def reason(self) -> Reason | None:
        return self.line.entry.delivery.reason

    @property
    def needs_somebody(self) -> bool:
        """Whether it helps to name somebody else."""
        return self.entity is not None and self.reason in (Reason.NO_ACCOUNT, Reason.NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Somebody with a duty who has no account any more. `successor` has it now; None: nobody else is on the roster."""

    person: Person
    successor: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """The notice of some days."""

    departures: tuple[Departure, ...]
    failures: tuple[Failure, ...]
    as_of: datetime


def notice(visit: Visit, since: datetime, until: datetime) -> Show | None:
    """What failed at since <= moment < until and stands in no digest of the secretariat's yet; None: nothing did."""
    told = tuple(_told(visit, since))
    found = tuple(
        each
        for each in failures(visit, since, until)
        if not _is_told(each.line.entry.delivery.settled_at, told)
    )
    left = tuple(
        each for each in departures(visit.unit, since, until) if not _is_told(each.person.left_at, told)
    )
    if not found and not left:
        return None
    return Show(
        template="failures_digest/message",
        data=Failures(departures=left, failures=found, as_of=visit.now),
        choices={"failures": choices(left, found)},
    )


def departures(unit: UnitOfWork, since: datetime, until: datetime) -> tuple[Departure, ...]:
    """Who left at since <= moment < until and is not back."""
    people = unit.people.all()
    return tuple(
        Departure(person=each, successor=_successor(people, each.entity))
        for each in people
        if each.left_at and since <= each.left_at < until and each.role in DUTY_ORDER
    )


def failures(visit: Visit, since: datetime, until: datetime) -> tuple[Failure, ...]:
    """Oldest first, each once: not what failed for the same reason before."""
    seen: set[object] = set()
    fresh: list[Entry] = []
    for entry in visit.unit.ledger.failed(since - MEMORY, until):
        cause = _cause(visit, entry.delivery)
        settled = entry.delivery.settled_at
        if cause not in seen and settled and settled >= since:
            fresh.append(entry)
        seen.add(cause)
    people = visit.unit.people.all()
    return tuple(_failure(visit, people, line) for line in lines(visit, tuple(fresh)))


def choices(left: Iterable[Departure], found: Iterable[Failure]) -> tuple[Choice, ...]:
    """The ledger of what failed, and who takes over where somebody left or nobody could be reached."""
    found = tuple(found)
    contacts = {each.person.entity: _in_place_of(each.person) for each in left}
    for each in found:
        if each.entity and each.needs_somebody:
            contacts.setdefault(each.entity, Action.opening("contact", entity=each.entity))
    return (
        *((Choice.asking("ledger failed", "open_failed"),) if found else ()),
        *(
            Choice(phrase="take_over", values={"entity": entity}, action=action)
            for entity, action in list(contacts.items())[:HANDED_OVER]
        ),
    )


def _in_place_of(person: Person) -> Action:
    if person.role not in OFFICES:
        return Action.opening("contact", entity=person.entity)
    return Action.opening("contact", entity=person.entity, role=person.role, leaves=person.email)


def _successor(people: tuple[Person, ...], entity: EntityId) -> Person | None:
    return next(iter(present(appointed(people, entity))), None)


def _cause(visit: Visit, delivery: Delivery) -> object:
    match delivery.content:
        case Digest() as digest if delivery.reason is Reason.NO_ROOM:
            return _room(visit, digest), delivery.reason
        case Digest(name=name, group=group, person=person):
            return name, group, person, delivery.reason
        case Reminder(programme=programme, event=event, entity=entity):
            return programme, event, entity, delivery.reason
        case Notice(event=event, entity=entity):
            return event, entity, delivery.reason
        case _:
            return delivery.key


def _failure(visit: Visit, people: tuple[Person, ...], line: Line) -> Failure:
    if line.entity:
        own = addressed(people, line.entity, _addressee(visit, line.reminder))
        return Failure(line=line, entity=line.entity, people=own, room=None)
    reader = line.digest.person if line.digest else None
    own = tuple(each for each in people if each.id == reader)
    return Failure(
        line=line,
        entity=own[0].entity if own else None,
        people=own,
        room=_room(visit, line.digest) if line.digest and not own else None,
    )


def _addressee(visit: Visit, reminder: Reminder | None) -> Addressee:
    programme = visit.programmes.get(reminder.programme) if reminder else None
    step = programme.step(reminder.step) if programme and reminder else None
    return step.to if step else Addressee.HOLDER


def _room(visit: Visit, digest: Digest) -> str | None:
    rule = visit.digests.get(digest.name)
    return rule.room_for(digest.group) if rule else None


def _told(visit: Visit, since: datetime) -> Iterator[tuple[DigestRule, Digest]]:
    """The digests that have told of failures already, to the room or to this reader."""
    readers = (None, visit.person.id if visit.person else None)
    for posted in visit.unit.ledger.standing(since):
        if isinstance(posted.content, Digest) and posted.content.person in readers:
            rule = visit.digests.get(posted.content.name)
            if rule and rule.tells_failures:
                yield rule, posted.content


def _is_told(at: datetime | None, told: tuple[tuple[DigestRule, Digest], ...]) -> bool:
    return at is not None and any(
        issue.since <= local_day(at, rule.time_zone) <= issue.until for rule, issue in told
    )
