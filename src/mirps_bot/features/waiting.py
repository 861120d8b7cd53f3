"""What others wait for until somebody, or their entity, has answered."""

from collections.abc import Collection, Iterable, Sequence, Sized
from dataclasses import dataclass, replace
from datetime import timedelta

from mirps_bot.dialogue import Choice
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attendance import Reply
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.need import Awaited
from mirps_bot.domain.page import Page
from mirps_bot.domain.paper import Paper, PaperState
from mirps_bot.domain.person import Person
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import UpdateKind
from mirps_bot.features import attendance
from mirps_bot.features.clearance import open_clearance
from mirps_bot.features.cycle import cycle_at
from mirps_bot.features.filing import kind_of
from mirps_bot.features.owed import open_pledges, unanswered
from mirps_bot.features.papers import open_paper
from mirps_bot.features.pledges import report_choices
from mirps_bot.features.postponed import Postponed, postponed_by, postponed_choices
from mirps_bot.features.replies import reply_choices
from mirps_bot.features.visit import Visit
from mirps_bot.ports import Clearance
from mirps_bot.view.blocks import Emphasis

INVITED = timedelta(days=28)
"""How long before a meeting it is asked who takes part."""

SHOWN = 3
"""Of each kind, before the list that has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An event of which the entity has not said whether it takes part. `said`: what it said for another day."""

    event: Event
    said: Reply | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Meetings to reply to, the soonest first; texts for the reader to clear and papers to review, needs that their
    entity was asked about, joint pledges of which its part is missing in this cycle: each kind with what has waited
    longest first. And reminders that were put off, the soonest first.
    """

    invitations: tuple[Invitation, ...]
    texts: tuple[Clearance, ...]
    papers: tuple[Paper, ...]
    needs: tuple[Awaited, ...]
    parts: tuple[Tracked, ...]
    put_off: tuple[Postponed, ...]


NOTHING_WAITS = Waiting(invitations=(), texts=(), papers=(), needs=(), parts=(), put_off=())


def waiting_for(visit: Visit, person: Person, partly: Iterable[Tracked]) -> Waiting:
    """`partly`: the pledges to which the person's entity brings a part."""
    unit, own = visit.unit, (person.entity,)
    opens = cycle_at(visit, visit.now).opens
    put_off = postponed_by(visit, person)
    return Waiting(
        invitations=_invitations(visit, person, {each.event.id for each in put_off}),
        texts=tuple(
            each for each in unit.clearances.waiting(person.id) if may(person, Right.CLEAR, (each.clearer,))
        ),
        papers=tuple(
            each
            for each in reversed(unit.papers.of(state=PaperState.HANDED_IN))
            if each.is_waiting and may(person, Right.REVIEW)
        ),
        needs=tuple(
            each
            for each in unit.needs.awaiting(visit.now)
            if each.match.entity in own and may(person, Right.MATCH, own)
        ),
        parts=unanswered(unit, person.entity, partly, opens) if may(person, Right.REPORT, own) else (),
        put_off=put_off,
    )


def _invitations(visit: Visit, person: Person, besides: Collection[EventId]) -> tuple[Invitation, ...]:
    if not may(person, Right.ATTEND, (person.entity,)):
        return ()
    soon = visit.unit.events.between(visit.today, visit.today + INVITED)
    possible = (each for each in soon if each.status is not EventStatus.CANCELLED and each.id not in besides)
    asked = attendance.inviting(visit, person.entity, possible)
    said = ((each, visit.unit.attendances.of(each.id).get(person.entity)) for each in asked)
    return tuple(
        Invitation(event=event, said=reply)
        for event, reply in said
        if reply is None or not reply.counts_for(event)
    )


def brought_partly(visit: Visit, person: Person) -> tuple[Tracked, ...]:
    """Open joint pledges to which the person's entity brings a part, for their lead to report on."""
    joint, people = open_pledges(visit.unit, person.entity, is_joint=True), visit.unit.people.all()
    return tuple(each for each in joint if kind_of(people, each.pledge, person.entity) is UpdateKind.PART)


def longest_silent(visit: Visit, person: Person, partly: Collection[Tracked], *, limit: int) -> Page[Tracked]:
    """Of the open pledges that the person's entity reports on itself, not partly; `total` counts both."""
    page = visit.unit.pledges.longest_silent(person.entity, limit=limit + len(partly))
    whole = tuple(each for each in page.items if each not in partly)
    return replace(page, items=whole[:limit])


def nothing_missing(visit: Visit, owed: Sequence[Tracked], waiting: Waiting) -> bool:
    """Whether all was heard of since the cycle opened: `owed` has the longest silent first."""
    first = owed[0].standing.heard_at if owed else None
    return first is not None and first >= cycle_at(visit, visit.now).opens and not waiting.parts


def waiting_choices(waiting: Waiting, entity: EntityId) -> dict[str, tuple[Choice, ...]]:
    """The buttons that settle each, or show all that there is to decide on; and of long lists the one that has all."""
    lists = (
        ("texts", "clearance", waiting.texts),
        ("papers", "review", waiting.papers),
        ("needs", "needs", waiting.needs),
        ("parts", "joint", waiting.parts),
        ("put_off", "snoozed", waiting.put_off),
    )
    return {
        **{key: (_all_of(command, found),) for key, command, found in lists if len(found) > SHOWN},
        **{
            f"invitation {each.event.id}": attendance.choices(each.event.id, entity)
            for each in waiting.invitations[:SHOWN]
        },
        **{f"text {each.id}": (open_clearance(each),) for each in waiting.texts[:SHOWN]},
        **{f"paper {each.id}": (open_paper(each),) for each in waiting.papers[:SHOWN]},
        **{f"need {each.need.id}": reply_choices(each.match) for each in waiting.needs[:SHOWN]},
        **{each.pledge.id: report_choices(each, Emphasis.NONE) for each in waiting.parts[:SHOWN]},
        **{f"postponed {each.id}": postponed_choices(each) for each in waiting.put_off[:SHOWN]},
    }


def _all_of(command: str, found: Sized) -> Choice:
    return Choice.asking(command, "all_waiting", total=len(found))
