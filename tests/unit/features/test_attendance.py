"""Who takes part in a meeting: by button, in words, changed later; and the list that the secretariat reads."""

from dataclasses import replace

import pytest
from tests.unit.desk import (
    ANA,
    LUCIA,
    MEETING,
    MX,
    NOAH,
    STRANGER,
    TOMAS,
    At,
    Desk,
    actions,
    buttons,
    summary,
)
from tests.unit.postman import Brought, Postman, reasons, to
from tests.unit.reading import words as words_of

from mirps_bot.dialogue import Place, Shown
from mirps_bot.domain.attendance import Attendance, understood
from mirps_bot.domain.delivery import Edit, Reason
from mirps_bot.domain.ids import EntityId
from mirps_bot.features.attendance import AttendanceList, answer, noted
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis, View
from mirps_bot.view.codec import load_view

MONTH_BEFORE = "2026-11-12T15:00"
"""Nine in Mexico City, 28 days before the meeting."""
FRIDAY_BEFORE = "2026-12-04T15:00"
"""The working day before the fifth day before the meeting."""
EVE = "2026-12-09T15:00"
AN_HOUR_BEFORE = "2026-12-10T13:00"
DAY_AFTER = "2026-12-11T16:00"


def invited(postman: Postman, at: At) -> Brought:
    at(MONTH_BEFORE)
    (invitation,) = postman.invitations("mx")
    return invitation


def replies(desk: Desk, email: str, attendance: str, *, key: str = "press", entity: str = "mx") -> str:
    return summary(desk.presses(email, ActionName.ATTEND, MEETING.id, entity, attendance, key=key))


def edits(postman: Postman) -> list[View]:
    return [
        load_view(each.delivery.content.view)
        for each in postman.round()
        if isinstance(each.delivery.content, Edit)
    ]


def listed(desk: Desk, words: str = "") -> AttendanceList:
    with desk.visit(NOAH) as visit:
        shown = answer(visit, words)
    data = getattr(shown, "data", None)
    assert isinstance(data, AttendanceList)
    return data


def test_invitation_comes_a_month_before_and_asks(desk: Desk, postman: Postman, at: At) -> None:
    invitation = invited(postman, at)
    assert to([invitation]) == [desk.inbox(LUCIA)]
    assert invitation.summary.startswith("Invitación: Reunión trimestral, jueves, 10 de diciembre de 2026")
    assert actions(Shown(view=invitation.view)) == [
        Action(ActionName.ATTEND, ("test-meeting", "mx", each))
        for each in ("yes", "online", "delegate", "no")
    ]


def test_whoever_was_asked_before_is_told_that_no_reply_has_come(
    desk: Desk, postman: Postman, at: At
) -> None:
    invited(postman, at)
    at("2026-12-04T16:00")
    (again,) = postman.invitations("mx")
    assert "Invitación" not in words_of(again.view)
    assert "¿Participará México? Todavía no ha respondido." in words_of(again.view)


def test_whoever_was_not_asked_before_is_invited(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-12-04T16:00")
    (first,) = [each for each in postman.invitations("mx") if isinstance(each.what, Parcel)]
    assert "Invitación: Reunión trimestral" in words_of(first.view)
    assert "Todavía no" not in words_of(first.view)


def test_reply_is_noted_and_rewrites_the_invitation(desk: Desk, postman: Postman, at: At) -> None:
    invited(postman, at)
    assert replies(desk, TOMAS, "online").startswith(
        "Anotado: México participa en línea — Reunión trimestral"
    )
    (view,) = edits(postman)
    assert view.summary.startswith("México participa en línea: Reunión trimestral")
    assert [each.arguments[2] for each in actions(Shown(view=view))] == ["yes", "delegate", "no"]


def test_mind_that_changes_is_the_one_that_counts(desk: Desk, postman: Postman, at: At) -> None:
    invited(postman, at)
    replies(desk, LUCIA, "yes", key="1")
    replies(desk, LUCIA, "no", key="2")
    assert [view.summary.partition(":")[0] for view in edits(postman)] == [
        "México participa",
        "México no participa",
    ]
    (reply,) = listed(desk).replies
    assert (reply.entity, reply.attendance, reply.by_name) == ("mx", Attendance.NO, "Lucía Ortega")


def test_second_invitation_comes_only_to_who_said_nothing(desk: Desk, postman: Postman, at: At) -> None:
    invited(postman, at)
    replies(desk, LUCIA, "no")
    at(FRIDAY_BEFORE)
    assert reasons(postman.invitations("mx")) == [Reason.ANSWERED]
    at("2026-12-04T15:01")
    assert to(postman.invitations("cr")) == []  # came with the others
    assert len(listed(desk).silent) == 8


def test_whoever_said_no_hears_no_more_of_it(desk: Desk, postman: Postman, at: At) -> None:
    replies(desk, LUCIA, "no")
    at(EVE)
    assert reasons([each for each in postman.about_meeting("mx") if "+1d" in each.delivery.key]) == [
        Reason.DECLINED
    ]


def test_agenda_comes_on_the_eve_whatever_was_reported(desk: Desk, postman: Postman, at: At) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    replies(desk, LUCIA, "yes")
    at(EVE)
    eve = [each for each in postman.about_meeting("mx") if "+1d" in each.delivery.key]
    assert to(eve) == [desk.inbox(LUCIA)]
    assert "participa" in str(eve[0].view)


def eve(postman: Postman, at: At) -> Brought:
    """What comes on the eve to Mexico, all else having come the day before."""
    at("2026-12-08T16:00")
    postman.round()
    at(EVE)
    (agenda,) = [each for each in postman.about_meeting("mx") if "+1d" in each.delivery.key]
    return agenda


def test_agenda_asks_whoever_has_not_replied_and_is_rewritten_by_the_reply(
    desk: Desk, postman: Postman, at: At
) -> None:
    agenda = eve(postman, at)
    assert "¿Participará México?" in words_of(agenda.view)
    assert [each.arguments[2] for each in actions(Shown(view=agenda.view))] == [
        "yes",
        "online",
        "delegate",
        "no",
    ]
    replies(desk, LUCIA, "delegate")
    (view,) = edits(postman)
    assert view.summary.startswith("México envía a otra persona: Reunión trimestral")


def test_agenda_offers_whoever_replied_what_else_can_be_said(desk: Desk, postman: Postman, at: At) -> None:
    replies(desk, LUCIA, "yes")
    agenda = eve(postman, at)
    assert "¿Participará" not in words_of(agenda.view)
    assert [each.arguments[2] for each in actions(Shown(view=agenda.view))] == [
        "online",
        "delegate",
        "no",
    ]


def test_yes_is_put_forward_to_who_has_not_replied_alone(desk: Desk, postman: Postman, at: At) -> None:
    def emphases(brought: Brought) -> list[Emphasis]:
        return [each.emphasis for each in buttons(Shown(view=brought.view))]

    assert emphases(invited(postman, at)) == [Emphasis.PRIMARY, *[Emphasis.NONE] * 3]
    replies(desk, LUCIA, "online")
    assert emphases(eve(postman, at)) == [Emphasis.NONE] * 3


def test_reply_in_words_to_the_agenda_is_no_draft(desk: Desk, postman: Postman, at: At) -> None:
    agenda = eve(postman, at)
    thread = Place(channel=f"D{desk.person(LUCIA).id}", is_direct=True, thread=f"{agenda.delivery.id}.0")
    assert summary(desk.says(LUCIA, "no podremos", thread)).startswith("Anotado: México no participa")


def test_whoever_said_nothing_is_not_thanked_for_taking_part(desk: Desk, postman: Postman, at: At) -> None:
    replies(desk, LUCIA, "yes")
    at(DAY_AFTER)
    told = {
        each.delivery.key.rpartition("/")[2]: words_of(each.what.view)
        for each in postman.round()
        if "/-1d/" in each.delivery.key and isinstance(each.what, Parcel)
    }
    assert "Gracias por participar" in told["mx"]
    assert "Gracias" not in told["cr"]
    assert "Lo que quede por contar cabe en una respuesta a este mensaje." in told["cr"]


def test_whoever_comes_is_told_an_hour_before_at_whatever_hour_that_is(
    desk: Desk, postman: Postman, at: At
) -> None:
    replies(desk, LUCIA, "yes")
    at(AN_HOUR_BEFORE)  # seven in Mexico City, before anybody works
    soon = [each for each in postman.round() if each.delivery.key.endswith("/60min/mx")]
    assert to(soon) == [desk.inbox(LUCIA)]
    assert soon[0].summary.startswith("Por empezar: Reunión trimestral")
    assert actions(Shown(view=soon[0].view)) == []
    others = [each for each in soon if each.delivery.key.endswith("/60min/cr")]
    assert others == []


@pytest.mark.parametrize(
    ("words", "attendance"),
    [
        ("Sí, ahí estaremos", "yes"),
        ("no podremos asistir", "no"),
        ("No podré, irá mi suplente", "delegate"),
        ("no en persona, pero sí en línea", "online"),
        ("Yes, we will attend", "yes"),
        ("Sorry, we can't", "no"),
        ("Não poderemos", "no"),
        ("Nous participerons en visio", "online"),
    ],
)
def test_reply_in_words_is_understood(
    desk: Desk, postman: Postman, at: At, words: str, attendance: str
) -> None:
    invitation = invited(postman, at)
    thread = Place(channel=f"D{desk.person(LUCIA).id}", is_direct=True, thread=f"{invitation.delivery.id}.0")
    assert summary(desk.says(LUCIA, words, thread)).startswith("Anotado: México ")
    (reply,) = listed(desk).replies
    assert (reply.attendance, reply.words) == (attendance, words)


def test_words_that_say_nothing_of_it_are_kept_as_a_draft(desk: Desk, postman: Postman, at: At) -> None:
    invitation = invited(postman, at)
    thread = Place(channel=f"D{desk.person(LUCIA).id}", is_direct=True, thread=f"{invitation.delivery.id}.0")
    assert summary(desk.says(LUCIA, "Ya empezó la fase piloto", thread)).startswith("Guardé su respuesta")
    assert listed(desk).replies == ()


@pytest.mark.parametrize(
    ("named", "meant"), [((), None), (("no", "yes"), "no"), (("no", "online"), "online"), (("yes",), "yes")]
)
def test_no_beside_another_way_to_take_part_means_that_way(named: tuple[str, ...], meant: str | None) -> None:
    assert understood(named) == meant


def test_other_entities_can_not_reply_and_the_secretariat_can(desk: Desk) -> None:
    assert replies(desk, ANA, "yes").startswith("Esta invitación es para México")
    assert replies(desk, NOAH, "yes", key="2").startswith("Noted: Mexico takes part")


def test_event_that_is_gone_can_not_be_replied_to(desk: Desk) -> None:
    answer = desk.presses(LUCIA, ActionName.ATTEND, "no-such-event", "mx", "yes")
    assert summary(answer).startswith("Este botón ya no es válido")
    assert summary(desk.presses(LUCIA, ActionName.ATTEND, MEETING.id, "mx", "silent")).startswith(
        "Este botón"
    )


def test_meeting_that_is_over_takes_no_reply_and_offers_none(desk: Desk, at: At) -> None:
    replies(desk, LUCIA, "yes")
    (reply,) = listed(desk).replies
    for day, offered in (("2026-12-10T16:00", 3), (DAY_AFTER, 0)):
        at(day)
        with desk.visit(LUCIA) as visit:
            assert len(noted(visit, MEETING, reply).choices["change"]) == offered
    assert replies(desk, LUCIA, "no", key="2").startswith("Este botón ya no es válido")


# ---- the list ------------------------------------------------------------------------------------


def test_list_counts_who_comes_and_what_a_quorum_lacks(desk: Desk) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([replace(MEETING, quorum=5)])
    for number, (entity, said) in enumerate({"mx": "yes", "cr": "delegate", "hn": "no"}.items()):
        replies(desk, NOAH, said, key=str(number), entity=entity)

    found = listed(desk)

    assert (found.coming, found.missing) == (2, 3)
    assert [each.entity for each in found.replies] == ["cr", "hn", "mx"]
    assert "ca" in found.silent
    assert summary(desk.asks(NOAH, "attendance")).startswith("Attendance: Quarterly meeting")


def test_quorum_that_nobody_knows_is_not_made_up(desk: Desk) -> None:
    assert listed(desk).missing is None
    assert "not known" in str(desk.asks(NOAH, "attendance"))


@pytest.mark.parametrize(
    "words",
    ["", "test-meeting", "trimestral", "QUARTERLY", "to the quarterly", "a la trimestral", "on the 10th"],
)
def test_event_is_named_by_its_id_or_title_or_is_the_next_one(desk: Desk, words: str) -> None:
    assert listed(desk, words).event.id == MEETING.id


def test_last_one_is_listed_when_none_is_ahead(desk: Desk, at: At) -> None:
    at("2026-12-17T15:00")
    assert listed(desk).event.id == listed(desk, "to the quarterly").event.id == MEETING.id


def test_event_that_invites_only_some_lists_only_those(desk: Desk) -> None:
    mx, cr = EntityId("mx"), EntityId("cr")
    with desk.visit(NOAH) as visit:
        visit.unit.events.save([replace(MEETING, invited=(mx, cr))])
    assert listed(desk).silent == ("cr", "mx")


def test_list_is_the_secretariats(desk: Desk) -> None:
    assert summary(desk.asks(STRANGER, "asistencia")).startswith(
        "La lista de asistencia es para la Secretaría"
    )


@pytest.mark.parametrize(
    "words", ["asistencia", "no puedo asistir el 10, ¿puede ir Tomás en mi lugar?", "confirmo mi asistencia"]
)
def test_whoever_speaks_of_taking_part_is_asked_about_the_next_invitation(desk: Desk, words: str) -> None:
    asked = desk.says(LUCIA, words)
    assert "México no ha respondido" in summary(asked)
    assert Action(ActionName.ATTEND, (MEETING.id, MX, Attendance.DELEGATE)) in actions(asked)

    desk.presses(LUCIA, ActionName.ATTEND, MEETING.id, MX, Attendance.DELEGATE)
    assert "México envía a otra persona" in summary(desk.says(LUCIA, words))


def test_unknown_meeting_is_said_so(desk: Desk) -> None:
    assert summary(desk.asks(NOAH, "attendance xyz")).startswith(
        "There is no meeting with an invitation called “xyz”"
    )
