"""An event that moved or was cancelled: whoever was told of it is told so, once, and nobody else."""

from dataclasses import replace
from datetime import time

import pytest
from tests.unit.desk import ANA, ELENA, LUCIA, MEETING, NOAH, At, Desk, actions, summary
from tests.unit.postman import Brought, Postman, reasons, to
from tests.unit.reading import said

from mirps_bot.adapters.sql.events import remove_events
from mirps_bot.dialogue import Place, Shown
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.delivery import Notice, Reason, Retelling
from mirps_bot.domain.ids import EventId
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import ActionName
from mirps_bot.view.blocks import View

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


def stands_at(desk: Desk, brought: Brought) -> Place:
    """Where its message stands."""
    channel = f"D{desk.person(LUCIA).id}"
    return Place(channel=channel, is_direct=True, message=f"{brought.delivery.id}.0")


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


@pytest.mark.parametrize("words", ["pendientes", "inicio"])
def test_reply_is_owed_until_it_is_said_and_again_for_another_day(
    desk: Desk, postman: Postman, at: At, words: str
) -> None:
    reminded(postman, at)

    def is_asked() -> bool:
        return ActionName.ATTEND in {each.name for each in actions(desk.asks(LUCIA, words))}

    assert is_asked()
    desk.presses(LUCIA, ActionName.ATTEND, MEETING.id, "mx", "yes")
    assert not is_asked()
    save(desk, MOVED)
    assert is_asked()
    assert "Su respuesta era para el 10 de diciembre de 2026" in said(desk.asks(LUCIA, words))
    save(desk, CANCELLED)
    assert not is_asked()


@pytest.mark.parametrize(
    ("changed", "listed"), [(CANCELLED, "aviso de cancelación"), (MOVED, "aviso de cambio")]
)
def test_notice_is_a_line_of_the_ledger(
    desk: Desk, postman: Postman, at: At, changed: Event, listed: str
) -> None:
    reminded(postman, at)
    save(desk, changed)
    told(postman)
    ledger = str(desk.asks(ELENA, "historial México hoy"))
    assert f"Reunión trimestral, {listed}" in ledger
    assert "enviado a Lucía Ortega" in ledger


def test_what_moved_before_it_was_cancelled_is_told_by_its_last_day(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    told(postman)
    save(desk, replace(MOVED, status=EventStatus.CANCELLED))
    (notice,) = told(postman)
    assert notice.summary == "Se canceló: Reunión trimestral (prevista para el 17 de diciembre de 2026)"


def test_entity_is_told_the_new_day_and_asked_again(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    (notice,) = told(postman)
    assert notice.summary.startswith("Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre de 2026")
    asked = actions(Shown(view=notice.view))
    assert [each.arguments[:2] for each in asked] == [("test-meeting", "mx")] * 4
    answer = desk.presses(LUCIA, ActionName.ATTEND, *asked[1].arguments, place=stands_at(desk, notice))
    assert summary(answer).startswith(
        "México participa en línea: Reunión trimestral, jueves, 17 de diciembre"
    )
    assert isinstance(answer, Shown)
    assert answer.replaces
    assert [each.arguments[-1] for each in actions(answer)][:3] == ["yes", "delegate", "no"]


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


def test_entity_is_told_another_place_once_with_the_one_before_and_what_it_said(
    desk: Desk, postman: Postman, at: At
) -> None:
    save(desk, replace(MEETING, place="Panamá"))
    reminded(postman, at)
    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    save(desk, replace(MEETING, place="San José"))
    (notice,) = told(postman)
    assert notice.summary.startswith("Cambió el lugar: Reunión trimestral, jueves, 10 de diciembre de 2026")
    said = str(notice.what)
    assert "San José (antes: Panamá)" in said
    assert "Consta: México participa." in said
    assert [each.arguments[2] for each in actions(Shown(view=notice.view))] == ["online", "delegate", "no"]
    assert told(postman) == []
    save(desk, replace(MEETING, place="Panamá"))
    assert len(told(postman)) == 1


def test_place_that_changes_again_before_it_was_told_is_told_as_it_is(
    desk: Desk, postman: Postman, at: At
) -> None:
    save(desk, replace(MEETING, place="Panamá"))
    reminded(postman, at)
    save(desk, replace(MEETING, place="San José"))
    postman.enlist()
    save(desk, replace(MEETING, place="Bogotá"))
    withdrawn, notice = told(postman)
    assert withdrawn.what is Reason.WITHDRAWN
    assert "Bogotá (antes: Panamá)" in str(notice.what)


def test_other_link_or_a_first_place_is_no_notice(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, replace(MEETING, place="Panamá", link="https://example.org/room"))
    assert told(postman) == []
    save(desk, replace(MEETING, place="Panamá", link="https://example.org/other"))
    assert told(postman) == []


def test_entity_is_told_another_hour_with_the_one_before_and_what_it_said_counts(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    save(desk, replace(MEETING, start_time=time(8), end_time=time(9)))
    (notice,) = told(postman)
    assert notice.summary.startswith(
        "Cambió la hora: Reunión trimestral, jueves, 10 de diciembre de 2026, 07:00"
    )
    assert (
        "(antes: jueves, 10 de diciembre de 2026, 08:00 (Ciudad de México) · 09:00 (Panamá))"
        in notice.summary
    )
    assert "Consta: México participa." in str(notice.view)
    assert [each.arguments[2] for each in actions(Shown(view=notice.view))] == ["online", "delegate", "no"]
    assert told(postman) == []


def test_whoever_has_not_replied_is_asked_in_the_notice(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    (notice,) = told(postman)
    assert "¿Participará México?" in str(notice.view)


def test_event_that_goes_back_to_its_day_after_others_were_told_says_so(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    for event, tells in (
        (MOVED, "Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre"),
        (MEETING, "Cambió la fecha: Reunión trimestral, jueves, 10 de diciembre"),
        (MOVED, "Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre"),
        (CANCELLED, "Se canceló: Reunión trimestral"),
        (MEETING, "Cambió la fecha: Reunión trimestral, jueves, 10 de diciembre"),
        (CANCELLED, "Se canceló: Reunión trimestral"),
        (MEETING, "Se mantiene la fecha: Reunión trimestral, jueves, 10 de diciembre"),
    ):
        save(desk, event)
        (notice,) = told(postman)
        assert notice.summary.startswith(tells)
        assert told(postman) == []


def test_notice_of_what_moves_on_is_put_right_where_it_stands(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    (first,) = told(postman)
    save(desk, replace(MEETING, start=PartialDate.parse("2026-12-18")))
    (view,) = retold(postman, first)
    assert view.summary.startswith("Cambió la fecha: Reunión trimestral, viernes, 18 de diciembre de 2026")
    assert "(antes: 10 de diciembre de 2026)" in view.summary


def test_what_is_over_is_told_no_more(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, MOVED)
    (notice,) = told(postman)
    at("2026-12-18T15:00")
    save(desk, replace(MOVED, start_time=None, end_time=None))
    assert told(postman) == []
    assert retold(postman, notice) == []


def test_reply_to_the_invitation_closes_the_notice_and_the_other_way_round(
    desk: Desk, postman: Postman, at: At
) -> None:
    invitation = invited(desk, postman, at)
    save(desk, MOVED)
    at("2026-11-13T16:00")
    (notice,) = told(postman)
    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes", place=stands_at(desk, invitation))
    (*_, view) = retold(postman, notice)
    assert view.summary.startswith("México participa: Reunión trimestral, jueves, 17 de diciembre")

    desk.presses(
        LUCIA, ActionName.ATTEND, "test-meeting", "mx", "no", place=stands_at(desk, notice), key="again"
    )
    assert "México no participa" in str(postman.round())


def test_notice_waits_for_working_hours(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    save(desk, CANCELLED)
    at("2026-11-27T03:00")
    assert told(postman, "cr") == []
    at("2026-11-27T14:00")
    assert to(told(postman, "cr")) == [desk.inbox(ANA)]


# ---- what they were told, put right where it stands ----------------------------------------------


def invited(desk: Desk, postman: Postman, at: At) -> Brought:
    at("2026-11-12T15:00")
    (invitation,) = [each for each in postman.invitations("mx") if isinstance(each.what, Parcel)]
    return invitation


def retold(postman: Postman, message: Brought) -> list[View]:
    """Its new texts, in their order."""
    told = (each.what for each in postman.round() if isinstance(each.delivery.content, Retelling))
    stands_as = f"{message.delivery.id}.0"
    return [
        each.view for each in told if isinstance(each, Parcel) and getattr(each.to, "ts", None) == stands_as
    ]


def attending(view: View) -> list[tuple[str, ...]]:
    return [each.arguments for each in actions(Shown(view=view)) if each.name is ActionName.ATTEND]


def test_invitation_to_what_is_cancelled_says_so_at_once_and_asks_no_more(
    desk: Desk, postman: Postman, at: At
) -> None:
    invitation = invited(desk, postman, at)
    assert attending(invitation.view)
    at("2026-11-13T03:00")  # at night
    save(desk, CANCELLED)

    (view,) = retold(postman, invitation)
    assert view.summary.startswith("Se canceló: Reunión trimestral")
    assert attending(view) == []
    assert retold(postman, invitation) == []


def test_invitation_to_what_moved_asks_for_the_new_day(desk: Desk, postman: Postman, at: At) -> None:
    invitation = invited(desk, postman, at)
    save(desk, MOVED)
    (view,) = retold(postman, invitation)
    assert view.summary.startswith("Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre de 2026")
    assert {each[:2] for each in attending(view)} == {("test-meeting", "mx")}

    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    save(desk, CANCELLED)
    (*_, view) = retold(postman, invitation)
    assert view.summary.startswith("Se canceló")


def test_reply_to_what_moved_is_of_the_old_day_and_asked_for_the_new_one(
    desk: Desk, postman: Postman, at: At
) -> None:
    invitation = invited(desk, postman, at)
    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    postman.round()
    save(desk, MOVED)
    (view,) = retold(postman, invitation)
    assert view.summary.startswith("Cambió la fecha: Reunión trimestral, jueves, 17 de diciembre")
    assert "Para el 10 de diciembre de 2026 constaba: México participa" in str(view)
    assert [each[2] for each in attending(view)] == ["yes", "online", "delegate", "no"]

    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "online", key="again")
    save(desk, replace(MOVED, place="Panamá"))
    assert "takes part online" in str(desk.asks(NOAH, "attendance test-meeting"))


def test_another_link_stands_in_the_invitation_and_in_what_was_replied(
    desk: Desk, postman: Postman, at: At
) -> None:
    invitation = invited(desk, postman, at)
    save(desk, replace(MEETING, link="https://meet.example/new"))
    (view,) = retold(postman, invitation)
    assert view.summary == invitation.summary
    assert "https://meet.example/new" in str(view)
    assert len(attending(view)) == 4

    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    postman.round()
    save(desk, replace(MEETING, link="https://meet.example/newer"))
    (view,) = retold(postman, invitation)
    assert view.summary.startswith("México participa")
    assert "https://meet.example/newer" in str(view)
    assert retold(postman, invitation) == []


def test_attendance_list_counts_nobody_for_a_day_they_did_not_speak_of(
    desk: Desk, postman: Postman, at: At
) -> None:
    invited(desk, postman, at)
    desk.presses(LUCIA, ActionName.ATTEND, "test-meeting", "mx", "yes")
    save(desk, MOVED)
    listed = str(desk.asks(NOAH, "attendance test-meeting"))
    assert "0 entities confirmed" in listed
    assert "For the earlier date only" in listed
    assert "on December 10, 2026" in listed


def test_invitation_to_what_moved_there_and_back_stands_as_before(
    desk: Desk, postman: Postman, at: At
) -> None:
    invitation = invited(desk, postman, at)
    assert isinstance(invitation.what, Parcel)
    for event, told in ((MOVED, "Cambió la fecha"), (MEETING, "Invitación"), (MOVED, "Cambió la fecha")):
        save(desk, event)
        (view,) = retold(postman, invitation)
        assert view.summary.startswith(told)
        assert retold(postman, invitation) == []


def test_message_sent_after_the_change_stands(desk: Desk, postman: Postman, at: At) -> None:
    save(desk, MOVED)
    save(desk, MEETING)
    assert retold(postman, invited(desk, postman, at)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"start": PartialDate.parse("2027-02-11")},
            "Ya tiene fecha: Reunión trimestral, 11 de febrero de 2027",
        ),
        ({"status": EventStatus.CANCELLED}, "Se canceló: Reunión trimestral"),
        (
            {"quarters": (Quarter.parse("2027-Q2"),)},
            "(Con retraso) Falta fijar la fecha: Reunión trimestral (2.º trimestre de 2027)",
        ),
    ],
)
def test_who_was_asked_to_fix_a_day_reads_what_became_of_it(
    desk: Desk, postman: Postman, at: At, change: dict[str, object], told: str
) -> None:
    unfixed = replace(
        MEETING,
        id=EventId("unfixed"),
        start=None,
        start_time=None,
        end_time=None,
        quarters=(Quarter.parse("2027-Q1"),),
    )
    save(desk, unfixed)
    at("2026-11-06T22:00")
    (asked,) = [each for each in postman.round() if each.delivery.key.startswith("event_to_fix/unfixed@")]
    at("2027-01-20T03:00")  # its quarter has begun
    save(desk, replace(unfixed, **change))  # type: ignore[arg-type]
    assert [each.summary for each in retold(postman, asked)] == [told]


# ---- gone from its file ----------------------------------------------------------------------------


def remove(desk: Desk) -> None:
    """As the calendar's file is read again, and no longer has it."""
    with desk.storage.begin() as unit:
        remove_events(unit.connection, [MEETING.id])
        unit.commit()


def questions(postman: Postman) -> list[Brought]:
    return [each for each in postman.round() if each.delivery.key.startswith("gone/")]


def test_secretariat_is_asked_once_what_became_of_an_event_that_is_gone(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    at("2026-11-27T15:00")  # the day before was Thanksgiving
    remove(desk)
    (question,) = questions(postman)
    assert to([question]) == [desk.inbox(ELENA)]
    assert question.summary.startswith("¿Qué pasó con Reunión trimestral, jueves, 10 de diciembre de 2026")
    assert "México" in str(question.what)
    assert questions(postman) == []


def test_nobody_else_is_told_of_an_event_that_is_gone(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    remove(desk)
    assert told(postman, "mx") == []


def test_what_was_told_of_an_event_that_is_gone_says_so_and_asks_for_nothing(
    desk: Desk, postman: Postman, at: At
) -> None:
    first = invited(desk, postman, at)
    remove(desk)
    (again,) = retold(postman, first)
    assert "Ya no está en el calendario: Reunión trimestral" in again.summary
    assert actions(Shown(view=again)) == []
    assert retold(postman, first) == []


def test_event_that_comes_back_is_told_as_it_was(desk: Desk, postman: Postman, at: At) -> None:
    first = invited(desk, postman, at)
    remove(desk)
    retold(postman, first)
    save(desk, MEETING)
    (again,) = retold(postman, first)
    assert again.summary == first.view.summary


def test_event_that_comes_back_as_cancelled_is_told_as_cancelled(
    desk: Desk, postman: Postman, at: At
) -> None:
    reminded(postman, at)
    remove(desk)
    told(postman)
    save(desk, CANCELLED)
    (notice,) = told(postman)
    assert notice.summary.startswith("Se canceló: Reunión trimestral")


def test_secretariat_is_not_asked_about_what_is_back_already(desk: Desk, postman: Postman, at: At) -> None:
    reminded(postman, at)
    remove(desk)
    postman.enlist()
    save(desk, MEETING)
    assert reasons(questions(postman)) == [Reason.WITHDRAWN]
