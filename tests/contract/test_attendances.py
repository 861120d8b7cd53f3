from datetime import date, timedelta

from tests.contract.samples import HONDURAS, MEXICO, NOW

from mirps_bot.domain.attendance import Attendance, Reply
from mirps_bot.domain.ids import EntityId, EventId, PersonId
from mirps_bot.ports import NewReply, UnitOfWork

MEETING = EventId("meeting")
DAY = date(2026, 11, 30)


def new(by: PersonId, attendance: Attendance, *, entity: EntityId = MEXICO, key: str = "") -> NewReply:
    return NewReply(
        event=MEETING,
        entity=entity,
        attendance=attendance,
        by=by,
        said_at=NOW + timedelta(minutes=1),
        day=DAY,
        words="Irá mi suplente",
        submission=key or f"{entity}/{attendance}",
    )


def test_reply_is_kept_as_it_was_said(unit: UnitOfWork, ana: PersonId) -> None:
    reply, is_new = unit.attendances.record(new(ana, Attendance.DELEGATE))

    assert is_new
    assert reply == Reply(
        id=reply.id,
        event=MEETING,
        entity=MEXICO,
        attendance=Attendance.DELEGATE,
        by=ana,
        by_name=reply.by_name,
        said_at=NOW + timedelta(minutes=1),
        day=DAY,
        words="Irá mi suplente",
    )
    assert unit.attendances.of(MEETING) == {MEXICO: reply}


def test_reply_recorded_twice_is_one(unit: UnitOfWork, ana: PersonId) -> None:
    first, _ = unit.attendances.record(new(ana, Attendance.YES, key="same"))
    assert unit.attendances.record(new(ana, Attendance.NO, key="same")) == (first, False)


def test_last_reply_of_each_entity_counts(unit: UnitOfWork, ana: PersonId) -> None:
    for entity, attendance in (
        (MEXICO, Attendance.YES),
        (HONDURAS, Attendance.NO),
        (MEXICO, Attendance.ONLINE),
    ):
        unit.attendances.record(new(ana, attendance, entity=entity))

    assert [(each.entity, each.attendance) for each in unit.attendances.of(MEETING).values()] == [
        (HONDURAS, Attendance.NO),
        (MEXICO, Attendance.ONLINE),
    ]
    assert not unit.attendances.of(EventId("another"))
