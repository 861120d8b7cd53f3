"""Who takes part in a meeting: replies by button and in words, and the list of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Choice, Letter, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.attendance import COMING, Attendance, Reply, tally
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.delivery import Delivery, Notice, Reminder, Sent
from mirps_bot.domain.ids import EntityId, EventId
from mirps_bot.domain.ladder import audience_of
from mirps_bot.domain.ledger import Mark
from mirps_bot.domain.occasion import occasion_of
from mirps_bot.domain.person import Person
from mirps_bot.domain.programme import Programme, Stops
from mirps_bot.features.asking import attendance_of, reply_of
from mirps_bot.features.calendar_file import file_events
from mirps_bot.features.duties import duties
from mirps_bot.features.events import read_wanted
from mirps_bot.features.reading import read
from mirps_bot.features.retelling import tell_again
from mirps_bot.features.visit import Visit
from mirps_bot.ports import NewReply
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

OFFERED = (Attendance.YES, Attendance.ONLINE, Attendance.DELEGATE, Attendance.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Takes the place of an invitation that was replied to, wherever that was. `is_over`: no mind can change now."""

    event: Event
    reply: Reply
    is_over: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """`earlier` is what was said of a day on which the event is no more. `silent` were asked and said nothing;
    `missing` is how many more a quorum needs, None: it is not known.
    """

    event: Event
    replies: tuple[Reply, ...]
    earlier: tuple[Reply, ...]
    silent: tuple[EntityId, ...]
    counts: Mapping[Attendance, int]
    coming: int
    missing: int | None
    as_of: datetime


# ---- replies -------------------------------------------------------------------------------------


def press(visit: Visit, press: Press) -> Outbound:
    match press.action.arguments:
        case (event, entity, attendance) if attendance in OFFERED:
            told = reply(visit, EventId(event), EntityId(entity), Attendance(attendance), key=press.key)
            return _in_its_place(visit, press, told, EventId(event), EntityId(entity))
        case _:
            return Tell(phrase="outdated")


def _in_its_place(visit: Visit, press: Press, told: Tell, event_id: EventId, entity: EntityId) -> Outbound:
    """A notice of another day asks too, and says what was noted where it stands, as an invitation does."""
    place = press.place
    stands = (
        visit.unit.deliveries.at_message(Sent(channel=place.channel, ts=place.message))
        if place.message
        else None
    )
    event = visit.unit.events.find(event_id)
    said = reply_of(visit.unit, event, entity) if event else None
    is_told = told.phrase == "attendance_noted" and stands is not None and isinstance(stands.content, Notice)
    if not (is_told and event and said):
        return told
    return replace(noted(visit, event, said), replaces=True, letters=told.letters)


def reply(
    visit: Visit,
    event_id: EventId,
    entity: EntityId,
    attendance: Attendance,
    *,
    key: str,
    words: str | None = None,
) -> Tell:
    event, person = visit.unit.events.find(event_id), visit.person
    if event is None or event.status is EventStatus.CANCELLED or is_over(visit, event):
        return Tell(phrase="outdated")
    if person is None or not may(person, Right.ATTEND, (entity,)):
        return Tell(phrase="not_your_invitation", values={"entity": entity})
    recorded, _ = visit.unit.attendances.record(
        NewReply(
            event=event.id,
            entity=entity,
            attendance=attendance,
            by=person.id,
            said_at=visit.now,
            day=event.day,
            words=words,
            submission=f"reply/{key}",
        )
    )
    return Tell(
        phrase="attendance_noted",
        values={"entity": entity, "attendance": attendance, "event": event},
        letters=tuple(_letters(visit, event, recorded, person)),
    )


def which(visit: Visit, meant: Iterable[tuple[Reminder, Attendance]]) -> Tell:
    """What was said may be meant for each of these invitations, which stand in one message."""
    found = [(visit.unit.events.find(each.event), each.entity, said) for each, said in meant]
    return Tell(
        phrase="which_invitation",
        choices=tuple(
            Choice(
                phrase="attend_which",
                values={"name": event.title},
                action=Action(ActionName.ATTEND, (event.id, entity, said)),
            )
            for event, entity, said in found
            if event
        ),
    )


def choices(event: EventId, entity: EntityId, said: Attendance = Attendance.SILENT) -> tuple[Choice, ...]:
    """What can be said, but for what was said last. Nobody is urged to change their mind."""
    first = Emphasis.PRIMARY if said is Attendance.SILENT else Emphasis.NONE
    return tuple(
        Choice(
            phrase=f"attend_{each}",
            action=Action(ActionName.ATTEND, (event, entity, each)),
            emphasis=first if each is Attendance.YES else Emphasis.NONE,
        )
        for each in OFFERED
        if each is not said
    )


def is_over(visit: Visit, event: Event) -> bool:
    """Whether nobody can take part any more."""
    return event.status is EventStatus.HELD or event.last_day < visit.today


def is_asked(programme: Programme | None, reminder: Reminder) -> bool:
    """Whether what is said to this message says if the entity takes part."""
    return programme is not None and programme.takes_attendance(programme.step(reminder.step))


def _letters(visit: Visit, event: Event, reply: Reply, by: Person) -> Iterable[Letter]:
    """New texts for the invitations and notices that stand in conversations; their buttons stay, for minds change."""
    for notice in visit.unit.deliveries.notices(reply.entity, event.id):
        tell_again(visit, notice.id, f"noted/{notice.id}/{reply.id}")
    for prompt in visit.unit.deliveries.prompts(reply.entity, event.id):
        reader = visit.unit.people.find(prompt.person) if prompt.person else None
        if reader and prompt.sent and _asks(visit, prompt):
            visit.unit.ledger.mark(prompt.id, Mark.ANSWERED, by.id, at=visit.now)
            key = f"noted/{prompt.id}/{reply.id}"
            if prompt.leader:
                tell_again(visit, prompt.leader, key)
            else:
                yield Letter(key=key, to=prompt.sent, reader=reader, show=noted(visit, event, reply))


def noted(visit: Visit, event: Event, reply: Reply) -> Show:
    over = is_over(visit, event)
    return Show(
        template="attendance/noted",
        data=Noted(event=event, reply=reply, is_over=over, as_of=visit.now),
        choices={"change": () if over else choices(event.id, reply.entity, reply.attendance)},
    )


def _asks(visit: Visit, prompt: Delivery) -> bool:
    content = prompt.content
    return isinstance(content, Reminder) and is_asked(visit.programmes.get(content.programme), content)


# ---- the list ------------------------------------------------------------------------------------


def answer(visit: Visit, words: str) -> Outbound:
    """Of the event that the words name by its id, else of the next one that they fit and that invites, or the last.
    Who may not read the list is asked about their own entity.
    """
    if not may(visit.person, Right.READ_ATTENDANCE):
        return _own(visit)
    event = _named(visit, words)
    if event is None:
        return Tell(
            phrase="no_such_invitation", values={"typed": words if _names_event(visit, words) else ""}
        )
    said = visit.unit.attendances.of(event.id)
    replies = tuple(each for each in said.values() if each.counts_for(event))
    coming = sum(each.attendance in COMING for each in replies)
    return Show(
        template="attendance/list",
        data=AttendanceList(
            event=event,
            replies=replies,
            earlier=tuple(each for each in said.values() if not each.counts_for(event)),
            silent=tuple(each for each in invited(visit, event) if each not in said),
            counts=tally(replies),
            coming=coming,
            missing=max(event.quorum - coming, 0) if event.quorum else None,
            as_of=visit.now,
        ),
        shareable=f"attendance {event.id}",
    )


def invited(visit: Visit, event: Event) -> tuple[EntityId, ...]:
    """Whom the event's programmes ask whether they take part."""
    programmes = tuple(_inviting(visit, event))
    if not programmes:
        return ()
    groups = {each.id: each for each in visit.unit.directory.groups()}
    occasion = occasion_of(event, groups)
    if occasion is None:
        return ()
    everybody = duties(visit.unit.people.all(), visit.entities.values())
    return tuple(
        dict.fromkeys(
            duty.entity for programme in programmes for duty in audience_of(programme, occasion, everybody)
        )
    )


def inviting(visit: Visit, entity: EntityId, events: Iterable[Event]) -> Iterator[Event]:
    """Those of these that have a day, are not over, and of which this entity is asked whether it takes part."""
    ahead = (each for each in events if each.day and not is_over(visit, each))
    return (each for each in ahead if entity in invited(visit, each))


def _own(visit: Visit) -> Tell:
    """What the actor's entity said to the next invitation, to be said or changed."""
    person = visit.person
    if person is None or not may(person, Right.ATTEND, (person.entity,)):
        return Tell(phrase="attendance_is_secretariats")
    event = next(inviting(visit, person.entity, file_events(visit, "")), None)
    if event is None:
        return Tell(phrase="no_such_invitation", values={"typed": ""})
    said = attendance_of(visit, event, person.entity)
    return Tell(
        phrase="own_attendance",
        values={"event": event, "entity": person.entity, "attendance": said},
        choices=choices(event.id, person.entity, said),
    )


def _named(visit: Visit, words: str) -> Event | None:
    if wanted := visit.unit.events.find(EventId(words.strip())):
        return wanted
    found = [event for event in file_events(visit, words) if event.day and any(_inviting(visit, event))]
    ahead = (event for event in found if not is_over(visit, event))
    return next(ahead, found[-1] if found else None)


def _names_event(visit: Visit, words: str) -> bool:
    """Whether they say which event; who is invited may be named too."""
    wanted = read_wanted(visit, words)
    has_words = bool(wanted.words) and not read(visit.lexicon, words).entities
    return has_words or bool(wanted.groups or wanted.periods or wanted.kinds)


def _inviting(visit: Visit, event: Event) -> Iterable[Programme]:
    return (
        programme
        for programme in visit.programmes.values()
        if event.series
        and programme.series == event.series
        and any(programme.stops(step) is Stops.REPLIED for step in programme.steps)
    )
