"""An event that moved or was cancelled: whoever was told of it is told so, once, and nobody else."""

from dataclasses import replace

from tests.unit.desk import ANA, LUCIA, MEETING, NOAH, At, Desk, actions
from tests.unit.postman import Brought, Postman, reasons, to

from mirps_bot.dialogue import Shown
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.delivery import Notice, Reason
from mirps_bot.parcels import Parcel

FORTNIGHT_BEFORE = "2026-11-26T15:00"
LATER = "2026-11-26T17:00"
MOVED = replace(MEETING, start=PartialDate.parse("2026-12-17"))
CANCELLED = replace(MEETING, status=EventStatus.CANCELLED)


def save(desk: Desk, event: Event) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([event])


def told(postman: Postman, entity: str = "mx") -> list[Brought]:
    return [
        each
        for each in postman.round()
        if isinstance(each.delivery.content, Notice) and each.delivery.content.entity == entity
    ]


def reminded(postman: Postman, at: At) -> None:
    at(FORTNIGHT_BEFORE)
    postman.round()
    at(LATER)


def test_entity_that_was_reminded_is_told_of_a_cancellation_once(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    save(desk, CANCELLED)
    (notice,) = told(postman)
    assert to([notice]) == [desk.inbox(LUCIA)]
    assert notice.summary == "Se canceló: Reunión trimestral (prevista para el 10 de diciembre de 2026)"
    assert told(postman) == []


def test_entity_is_told_the_new_day_and_asked_again(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    (notice,) = told(postman)
    assert notice.summary.startswith("Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre de 2026")
    assert isinstance(notice.what, Parcel)
    assert [each.arguments[:2] for each in actions(Shown(view=notice.what.view))] == [
        ("test-meeting", "mx")
    ] * 4


def test_event_that_lost_its_day_says_so(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, replace(MEETING, start=PartialDate.parse("2026-12"), start_time=None, end_time=None))
    (notice,) = told(postman)
    assert "Aún no hay nuevo día" in str(notice.what)


def test_event_that_moves_twice_is_told_twice(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    told(postman)
    save(desk, replace(MEETING, start=PartialDate.parse("2026-12-18")))
    assert len(told(postman)) == 1


def test_event_that_moved_back_before_anybody_was_told_is_withdrawn(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    postman.enlist()
    save(desk, MEETING)
    assert reasons(told(postman)) == [Reason.WITHDRAWN]


def test_nobody_is_told_of_what_they_never_heard_of(desk: Desk, postman: Postman, at: At) -> None:
    save(desk, CANCELLED)
    at(LATER)
    assert told(postman) == []


def test_change_of_hours_or_of_nothing_is_no_other_day(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, replace(MEETING, place="Panamá"))
    assert told(postman) == []


def test_notice_waits_for_working_hours(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, CANCELLED)
    at("2026-11-27T03:00")
    assert told(postman, "cr") == []
    at("2026-11-27T14:00")
    assert to(told(postman, "cr")) == [desk.inbox(ANA)]
