"""Days that the secretariat puts on events whose source has none."""

from dataclasses import replace
from datetime import date, time

import pytest
from tests.unit.desk import (
    CHLOE,
    DIRECT,
    ELENA,
    LUCIA,
    MEETING,
    NOAH,
    STRANGER,
    At,
    Desk,
    actions,
    errors_of,
    filled_in,
    summary,
    view_of,
)
from tests.unit.postman import Postman

from mirps_bot.dialogue import Answer, Shown
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.delivery import Notice, Reminder
from mirps_bot.domain.ids import EventId
from mirps_bot.domain.language import Names
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.almanac import Certainty, Entry

OPEN = Event(
    id=EventId("q1-meeting"),
    title=Names(es="Reunión de puntos focales", en="Focal points meeting"),
    kind=MEETING.kind,
    status=EventStatus.TO_BE_CONFIRMED,
    series="focal_points",
    quarters=(Quarter(year=2027, number=1),),
    source="https://example.org/strategy",
)
TROIKA = replace(
    OPEN,
    id=EventId("q2-troika"),
    title=Names(es="Reunión de la troika", en="Troika meeting"),
    series="troika",
    quarters=(Quarter(year=2027, number=2),),
)
TWICE = replace(
    OPEN, id=EventId("twice"), quarters=(Quarter(year=2027, number=1), Quarter(year=2027, number=2))
)
DAY = "2027-02-12"


@pytest.fixture(autouse=True)
def calendar(desk: Desk) -> None:
    save(desk, OPEN, TROIKA)


def save(desk: Desk, *events: Event) -> None:
    with desk.visit(ELENA) as visit:
        visit.unit.events.save(events)


def fixes(desk: Desk, email: str = NOAH, *, key: str = "form", **raw: str) -> Answer:
    given = {"event": OPEN.id, "day": DAY, "hour": "10:00", "zone": "America/Panama", **raw}
    return desk.submits(email, given, key=key, form="fix")


def found(desk: Desk, event: Event = OPEN) -> Event:
    with desk.storage.begin(reading=True) as unit:
        as_it_is = unit.events.find(event.id)
    assert as_it_is
    return as_it_is


def opening(event: Event) -> Action:
    return Action.opening("fix", event=event.id)


def unfixing(event: Event) -> Action:
    return Action(ActionName.UNFIX, (event.id,))


def test_day_is_fixed_and_said_to_be_the_secretariats(desk: Desk) -> None:
    answer = fixes(desk, until="11:30", place="En línea", link="https://meet.example.org/q1")
    assert summary(answer).startswith("Set: Focal points meeting, Friday, February 12, 2027, 10:00 (Panama)")
    assert actions(answer)[:2] == [opening(OPEN), unfixing(OPEN)]
    event = found(desk)
    assert (event.day, event.start_time, event.end_time, event.time_zone, event.status) == (
        date(2027, 2, 12),
        time(10),
        time(11, 30),
        "America/Panama",
        EventStatus.CONFIRMED,
    )
    assert (event.place, event.link) == ("En línea", "https://meet.example.org/q1")
    desk.clock.advance(days=26)  # the meeting and the deadline before it are over
    assert "Secretaría: fijada por Noah Fischer el 24 de noviembre de 2026" in text(
        desk.asks(LUCIA, "próxima")
    )


def text(answer: Answer) -> str:
    return str(view_of(answer))


@pytest.mark.parametrize(
    ("words", "day", "hour", "until"),
    [
        ("mueve la reunión de puntos focales del 12 al 14 de febrero", "2027-02-14", "10:00", "11:00"),
        ("mover la reunión del 12 de febrero al 14", "2027-02-14", "10:00", "11:00"),
        ("pásala al 14 de febrero", "2027-02-14", "10:00", "11:00"),
        ("aplaza la reunión de puntos focales al 3 de marzo", "2027-03-03", "10:00", "11:00"),
        ("pasa la reunión de puntos focales de 10 a 11:30", DAY, "11:30", "12:30"),
        ("cambia la reunión de puntos focales de las 10 a las 11:30", DAY, "11:30", "12:30"),
        ("mueve la reunión de puntos focales al 14 a las 9", "2027-02-14", "09:00", "10:00"),
        ("move it from 10 to 11:30", DAY, "11:30", "12:30"),
        ("move the focal points meeting to 11:30", DAY, "11:30", "12:30"),
        ("postpone the focal points meeting to 3 March", "2027-03-03", "10:00", "11:00"),
        ("move the focal points meeting to 14 February from 9 to 10:30", "2027-02-14", "09:00", "10:30"),
        ("adia a reunião de pontos focais para 3 de março", "2027-03-03", "10:00", "11:00"),
        ("mude a reunião de pontos focais das 10 para as 11:30", DAY, "11:30", "12:30"),
        ("reporte la réunion des points focaux au 3 mars", "2027-03-03", "10:00", "11:00"),
        ("décalez la réunion des points focaux de 10 h à 11 h 30", DAY, "11:30", "12:30"),
    ],
)
def test_what_was_fixed_is_moved_in_words(desk: Desk, words: str, day: str, hour: str, until: str) -> None:
    fixes(desk, until="11:00", place="Panamá")
    told = filled_in(desk.asks(NOAH, words))
    assert (told["event"], told["day"], told["hour"], told["until"]) == (OPEN.id, day, hour, until)
    assert told["place"] == "Panamá"
    assert found(desk).day == date(2027, 2, 12)


def test_two_hours_of_a_new_day_are_its_beginning_and_its_end(desk: Desk) -> None:
    told = filled_in(desk.asks(NOAH, "fijar la reunión de la troika el 12 de mayo de 10 a 11:30"))
    assert (told["day"], told["hour"], told["until"]) == ("2027-05-12", "10:00", "11:30")


@pytest.mark.parametrize(
    "words",
    [
        "cancel the meeting of 12 February",
        "cancel the focal points meeting",
        "cancela la reunión de puntos focales",
        "cancele a reunião de pontos focais",
        "annulez la réunion des points focaux",
    ],
)
def test_what_was_fixed_is_taken_back_by_a_button(desk: Desk, words: str) -> None:
    fixes(desk)
    asked = desk.asks(ELENA, words)
    assert summary(asked).startswith("¿Retiro esta fecha? Reunión de puntos focales, viernes, 12 de febrero")
    assert actions(asked) == [unfixing(OPEN), opening(OPEN)]
    assert found(desk).day == date(2027, 2, 12)


def test_another_meeting_that_is_named_is_not_taken_for_the_fixed_one(desk: Desk) -> None:
    fixes(desk)
    assert filled_in(desk.asks(NOAH, "move the troika meeting to 3 June"))["event"] == TROIKA.id
    assert actions(desk.asks(NOAH, "cancel the quarterly meeting"))[:1] != [unfixing(OPEN)]


@pytest.mark.parametrize("email", [LUCIA, CHLOE, STRANGER])
def test_nobody_but_the_secretariat_fixes_a_day(desk: Desk, email: str) -> None:
    fixes(desk)
    for answer in (
        desk.asks(email, "fijar"),
        desk.presses(email, ActionName.OPEN_FORM, "fix", "event", OPEN.id),
        fixes(desk, email, day="2027-02-19", key="theirs"),
        desk.presses(email, ActionName.UNFIX, OPEN.id),
    ):
        assert opening(OPEN) not in actions(answer)
    assert found(desk).day == date(2027, 2, 12)
    assert opening(TROIKA) not in actions(desk.asks(email, "calendario T2 2027"))


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"day": "2027-04-02"}, "day"),
        ({"day": "2026-12-30"}, "day"),
        ({"hour": "pronto"}, "hour"),
        ({"zone": ""}, "zone"),
        ({"until": "09:00"}, "until"),
        ({"hour": "", "until": "11:00"}, "until"),
        ({"day": "2027-03-14", "hour": "02:30", "zone": "America/New_York"}, "hour"),
        ({"event": "test-meeting"}, "event"),
    ],
    ids=str,
)
def test_what_can_not_be_is_said_at_its_field(desk: Desk, raw: dict[str, str], field: str) -> None:
    save(desk, MEETING)
    assert set(errors_of(fixes(desk, **raw))) == {field}
    assert found(desk) == OPEN


def test_day_outside_the_quarter_is_refused_with_the_quarter(desk: Desk) -> None:
    errors = errors_of(fixes(desk, ELENA, day="2027-04-02"))
    assert errors["day"].startswith("Según su fuente es 1.º trimestre de 2027: indique un día de entonces.")


def test_form_that_is_opened_again_holds_what_was_fixed(desk: Desk) -> None:
    fixes(desk, link="https://meet.example.org/q1")
    form = desk.presses(ELENA, ActionName.OPEN_FORM, "fix", "event", OPEN.id)
    assert filled_in(form) == {
        "event": OPEN.id,
        "day": DAY,
        "hour": "10:00",
        "zone": "America/Panama",
        "link": "https://meet.example.org/q1",
    }
    fixes(desk, ELENA, day="2027-02-19", key="again")
    assert (found(desk).day, found(desk).link) == (date(2027, 2, 19), None)


def test_day_is_taken_back(desk: Desk) -> None:
    fixes(desk)
    answer = desk.presses(ELENA, ActionName.UNFIX, OPEN.id)
    assert summary(answer).startswith("Fecha retirada: Reunión de puntos focales vuelve a estar sin día")
    assert actions(answer)[0] == opening(OPEN)
    assert found(desk) == OPEN
    assert summary(desk.presses(ELENA, ActionName.UNFIX, OPEN.id, key="again")).startswith(
        "Este botón ya no es válido"
    )


def test_list_offers_what_is_open_and_what_was_fixed(desk: Desk) -> None:
    save(desk, TWICE)
    fixes(desk)
    answer = desk.asks(ELENA, "fijar")
    offered = actions(answer)
    assert summary(answer).startswith("Sin día fijado")
    assert [each for each in offered if each in (opening(OPEN), opening(TROIKA), opening(TWICE))] == [
        opening(TROIKA),
        opening(OPEN),
    ]
    assert unfixing(OPEN) in offered
    assert "De varios trimestres" in text(answer)


def test_calendar_offers_the_secretariat_the_one_that_has_no_day(desk: Desk) -> None:
    learning = replace(TROIKA, id=EventId("learning"), kind=EventKind.LEARNING_EVENT)
    save(desk, learning)
    for words in ("calendario evento de aprendizaje", "próxima evento de aprendizaje"):
        assert actions(desk.asks(ELENA, words))[0] == opening(learning)
    assert actions(desk.asks(ELENA, "calendario T2 2027"))[0] == Action(ActionName.ASK, ("fix",))


@pytest.mark.parametrize(
    ("email", "line", "filled"),
    [
        (ELENA, "fijar reunión Q1 2027 el 12 de febrero a las 10", (OPEN.id, DAY, "10:00", None)),
        (ELENA, "fijar la reunión de puntos focales para el 12 de febrero", (OPEN.id, DAY, None, None)),
        (ELENA, "fijar troika el 6 de mayo de 10:00 a 11:30", (TROIKA.id, "2027-05-06", "10:00", "11:30")),
        (NOAH, "set the Q1 2027 meeting for 12 February at 3pm", (OPEN.id, DAY, "15:00", None)),
        (NOAH, "set the date of the focal points meeting to 12 February", (OPEN.id, DAY, None, None)),
        (ELENA, "fijar el 12 de febrero", (None, DAY, None, None)),
    ],
)
def test_day_told_in_words_fills_in_the_form(
    desk: Desk, email: str, line: str, filled: tuple[str | None, ...]
) -> None:
    desk.says(email, line)
    with desk.storage.begin(reading=True) as unit:
        session = unit.sessions.active(desk.person(email).id)
    assert session
    assert session.form == "fix"
    assert tuple(map(session.answers.get, ("event", "day", "hour", "until"))) == filled


def test_day_is_fixed_by_conversation(desk: Desk) -> None:
    desk.presses(ELENA, ActionName.TALK, "fix", "event", OPEN.id, place=DIRECT)
    for said in ("2 de abril", "a las diez", "omitir", "", "omitir", "omitir", "enviar"):
        answer = desk.says(ELENA, said or "Panamá")
    assert "1.º trimestre de 2027" in text(answer)
    for said in ("12 de febrero", "enviar"):
        answer = desk.says(ELENA, said)
    assert summary(answer).startswith(
        "Fijado: Reunión de puntos focales, viernes, 12 de febrero de 2027, 10:00"
    )
    assert found(desk).starts_at


# ---- what follows --------------------------------------------------------------------------------


def test_reminder_that_asks_has_the_button_and_says_so_once_it_is_fixed(
    desk: Desk, postman: Postman, at: At
) -> None:
    at("2026-12-04T15:00")  # four weeks before the quarter
    asked = [
        each
        for each in postman.round()
        if isinstance(each.delivery.content, Reminder) and each.delivery.content.event == OPEN.id
    ]
    assert asked
    assert all(opening(OPEN) in actions(Shown(view=each.view)) for each in asked)
    fixes(desk)
    retold = [each for each in postman.round() if each.delivery.key.startswith(f"changed/{OPEN.id}#1/")]
    assert retold
    assert all("12" in each.summary for each in retold)
    at("2026-12-28T15:00")  # a week before the quarter
    assert not [
        each
        for each in postman.round()
        if isinstance(each.delivery.content, Reminder)
        and each.delivery.content.programme == "event_to_fix"
        and each.delivery.content.event == OPEN.id
    ]


def test_reminder_of_several_quarters_tells_to_enter_each(desk: Desk, postman: Postman, at: At) -> None:
    save(desk, TWICE, replace(OPEN, status=EventStatus.CANCELLED))
    at("2026-12-04T15:00")
    (asked, *_) = [
        each
        for each in postman.round()
        if isinstance(each.delivery.content, Reminder) and each.delivery.content.event == TWICE.id
    ]
    assert opening(TWICE) not in actions(Shown(view=asked.view))


def test_invitations_follow_the_day_that_was_fixed(desk: Desk, postman: Postman, at: At) -> None:
    fixes(desk)
    at("2027-01-15T15:00")  # four weeks before
    invited = postman.invitations("mx")
    assert "12 de febrero de 2027" in invited[0].summary
    assert "fijada por Noah Fischer" in str(invited[0].view)
    at("2027-01-18T15:00")
    desk.presses(NOAH, ActionName.UNFIX, OPEN.id)
    (notice,) = [
        each
        for each in postman.round()
        if isinstance(each.delivery.content, Notice) and each.delivery.content.entity == "mx"
    ]
    assert "Aún no hay nuevo día" in str(notice.view)


def test_secretariat_is_told_when_the_file_gives_another_day(desk: Desk, postman: Postman) -> None:
    fixes(desk)
    postman.round()
    save(
        desk, replace(OPEN, quarters=(), start=PartialDate.parse("2027-02-19"), status=EventStatus.CONFIRMED)
    )
    assert found(desk).day == date(2027, 2, 19)
    (notice,) = [each for each in postman.round() if isinstance(each.delivery.content, Notice)]
    assert notice.summary.startswith("New date: Focal points meeting, February 19, 2027")
    assert "Noah Fischer had set it on November 24, 2026" in str(notice.view)
    assert [each for each in postman.round() if isinstance(each.delivery.content, Notice)] == []


def test_file_that_gives_the_same_day_is_nothing_to_tell(desk: Desk, postman: Postman) -> None:
    fixes(desk)
    save(desk, replace(OPEN, quarters=(), start=PartialDate.parse(DAY), status=EventStatus.CONFIRMED))
    assert [each for each in postman.round() if isinstance(each.delivery.content, Notice)] == []


def test_calendar_of_others_has_the_same_entry_moved(desk: Desk) -> None:
    def entry() -> Entry:
        entries = desk.bot.almanac_for(desk.actor(LUCIA)).entries
        return next(each for each in entries if each.uid == f"{OPEN.id}@mirps-bot")

    before = entry()
    fixes(desk)
    after = entry()
    assert (before.revision, after.revision, before.certainty, after.certainty) == (
        0,
        1,
        Certainty.TENTATIVE,
        Certainty.CONFIRMED,
    )
    assert after.text.endswith("Fuente: Secretaría: fijada por Noah Fischer el 24 de noviembre de 2026")


def test_event_whose_source_has_its_day_is_said_to_be_changed_there(desk: Desk) -> None:
    for line in (
        "cancel quarterly meeting 10 December",
        "quarterly meeting to 16 December",
        "move the meeting of 10 December from 10 to 11:30",
    ):
        told = summary(desk.asks(NOAH, f"fix {line}"))
        assert told.startswith("“Quarterly meeting” has its day in the calendar file: Thursday, December 10")
