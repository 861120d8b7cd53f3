"""Plan and enlist: what falls due by itself is recorded as owed, once, whoever records it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mirps_bot.content.wording import Reader
from mirps_bot.digests import digests_due
from mirps_bot.domain.delivery import Inbox, Owed, Prepared, Reminder
from mirps_bot.domain.ladder import Due
from mirps_bot.features import ahead, drafts
from mirps_bot.features.changes import owed_by_changes
from mirps_bot.knowledge import Knowledge
from mirps_bot.ports import Storage, UnitOfWork, reading_once
from mirps_bot.view.codec import dump_view

LOOK_BACK = timedelta(days=14)
"""How long the bot may have been down for and still tell why a reminder did not go out."""


NOTICE = timedelta(days=3)
"""How long before a form that nobody touches is let go its person is told."""


def enlist(storage: Storage, knowledge: Knowledge, now: datetime) -> tuple[Owed, ...]:
    """What fell due while nobody was there is recorded too, if only to be given up as too late: which that was."""
    with storage.begin(reading=True) as reading:
        unit = reading_once(reading)
        due = plan_due(unit, knowledge, after=now - LOOK_BACK, until=now)
        revisions = unit.events.revisions({each.event for each in due}) if due else {}
        owed = [_owed(each, revisions.get(each.event, 0)) for each in due]
        owed += digests_due(unit, knowledge, now)
        owed += owed_by_changes(unit, knowledge.programmes, now)
        owed += drafts_expiring(unit, knowledge, now)
        known = unit.deliveries.known(each.key for each in owed)
    fresh = [each for each in owed if each.key not in known]
    if not fresh:
        return ()
    with storage.begin() as unit:
        recorded = unit.deliveries.owe(fresh, now=now)
        unit.commit()
    return tuple(each for each in recorded if each.is_late(now))


def drafts_expiring(unit: UnitOfWork, knowledge: Knowledge, now: datetime) -> Iterator[Owed]:
    """Whoever left a form unfinished is told while there is time; touching it puts it off, with a notice of its own."""
    for session in unit.sessions.expiring(now + NOTICE):
        person = unit.people.find(session.person)
        if person is None or session.form not in knowledge.content.forms or session.expires_at <= now:
            continue
        tell = drafts.expiring(knowledge.content.forms[session.form], session)
        reader = Reader.of(person)
        yield Owed(
            key=f"expiring/{session.id}@{session.expires_at:%Y-%m-%dT%H:%M}",
            content=Prepared(
                to=Inbox(person=person.id), view=dump_view(knowledge.composer.tell(tell, reader))
            ),
            due_at=session.expires_at - NOTICE,
            give_up_at=session.expires_at,
        )


def plan_due(unit: UnitOfWork, knowledge: Knowledge, *, after: datetime, until: datetime) -> tuple[Due, ...]:
    """What all programmes owe in (after, until], by key."""
    programmes, entities = knowledge.content.programmes, knowledge.entities.values()
    return ahead.plan_due(unit, programmes, entities, after=after, until=until)


def _owed(due: Due, revision: int) -> Owed:
    content = Reminder(
        programme=due.programme,
        event=due.event,
        day=due.day,
        step=due.step,
        entity=due.entity,
        starts_at=due.starts_at,
        place=due.place,
        revision=revision,
    )
    return Owed(key=due.key, content=content, due_at=due.due_at, give_up_at=due.give_up_at)
