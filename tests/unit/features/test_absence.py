"""Absences: recorded by oneself, a colleague or the secretariat; told to the secretariat where nobody stands in."""

from datetime import date

import pytest
from tests.unit.desk import (
    ANA,
    CHLOE,
    ELENA,
    GRACE,
    LUCIA,
    NOAH,
    RAFAEL,
    STRANGER,
    TOMAS,
    At,
    Desk,
    actions,
    buttons,
    errors_of,
    summary,
)
from tests.unit.postman import Brought, Postman, reasons, to

from mirps_bot.dialogue import Answer, Shown
from mirps_bot.domain.absence import Absence
from mirps_bot.domain.delivery import Prepared, Reason, Reminder
from mirps_bot.domain.paper import PaperKind
from mirps_bot.ports import NewPaper
from mirps_bot.view.action import ActionName


def records(desk: Desk, email: str, *, key: str = "form", **raw: str) -> Answer:
    return desk.submits(email, {"since": "2026-12-01", "until": "2026-12-11", **raw}, key=key, form="absence")


def recorded(desk: Desk) -> tuple[Absence, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.absences.touching(date(2026, 1, 1), date(2028, 1, 1))


def problems(desk: Desk, email: str, **raw: str) -> set[str]:
    return set(errors_of(records(desk, email, **raw)))


def alarms(brought: list[Brought]) -> list[Brought]:
    return [
        each
        for each in brought
        if isinstance(each.delivery.content, Reminder)
        and each.delivery.content.programme == "uncovered_absence"
    ]


def letters(postman: Postman) -> list[Brought]:
    return [each for each in postman.round() if isinstance(each.delivery.content, Prepared)]


def test_absence_is_recorded_with_its_cover(desk: Desk) -> None:
    answer = records(desk, LUCIA, person=LUCIA, cover=TOMAS, reason="Misión")
    assert summary(answer).startswith("Registrado: Lucía Ortega estará ausente del 1")
    (absence,) = recorded(desk)
    lucia, tomas = desk.person(LUCIA).id, desk.person(TOMAS).id
    assert (absence.person, absence.cover, absence.reason, absence.recorded_by) == (
        lucia,
        tomas,
        "Misión",
        lucia,
    )
    assert (absence.since, absence.until) == (date(2026, 12, 1), date(2026, 12, 11))


@pytest.mark.parametrize(
    ("email", "line", "filled_in"),
    [
        (LUCIA, "Me voy de vacaciones del 3 al 14 de diciembre", (LUCIA, "2026-12-03", "2026-12-14", None)),
        (LUCIA, "estaré de licencia desde el lunes, que me cubra Tomás", (LUCIA, "2026-11-30", None, TOMAS)),
        (LUCIA, "Tomás estará de vacaciones la próxima semana", (TOMAS, "2026-11-30", "2026-12-06", None)),
        (LUCIA, "vacaciones hasta el 14 de diciembre", (LUCIA, None, "2026-12-14", None)),
        (LUCIA, "ausencia 3 al 14 de diciembre", (LUCIA, "2026-12-03", "2026-12-14", None)),
        (GRACE, "out of office 20 Dec - 6 Jan", (GRACE, "2026-12-20", "2027-01-06", None)),
        (RAFAEL, "vou estar de férias de 1 a 15 de dezembro", (RAFAEL, "2026-12-01", "2026-12-15", None)),
        (CHLOE, "je serai absente du 3 au 14 décembre", (CHLOE, "2026-12-03", "2026-12-14", None)),
    ],
)
def test_absence_told_in_words_fills_in_the_form(
    desk: Desk, email: str, line: str, filled_in: tuple[str | None, ...]
) -> None:
    desk.says(email, line)
    with desk.storage.begin(reading=True) as unit:
        session = unit.sessions.active(desk.person(email).id)
    assert session
    assert session.form == "absence"
    assert tuple(map(session.answers.get, ("person", "since", "until", "cover"))) == filled_in


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("salgo de vacaciones el 15", None),
        ("me voy del 15 al 18", "18 de diciembre de 2026"),
        ("estoy de vacaciones el 15", "15 de diciembre de 2026"),
    ],
)
def test_day_of_leaving_is_not_the_last_one(desk: Desk, said: str, last: str | None) -> None:
    asked = desk.says(LUCIA, said)
    assert summary(asked).startswith("4/5" if last else "3/5 · Último día")
    assert "15 de diciembre de 2026" in str(asked)
    assert last is None or last in str(asked)


def test_what_was_understood_is_laid_before_its_author(desk: Desk) -> None:
    asked = str(desk.says(LUCIA, "me voy del 7 al 18 de diciembre, que me cubra Tomás"))
    for understood in ("7 de diciembre de 2026", "18 de diciembre de 2026", "Tomás Rivera"):
        assert understood in asked
    assert "Revise antes de enviar" in asked


def test_whoever_is_away_is_not_offered_to_stand_in(desk: Desk) -> None:
    asked = desk.says(LUCIA, "me voy del 7 al 18 de diciembre")
    assert "Quién responde mientras tanto" in str(asked)
    assert [each for each in map(str, buttons(asked)) if "Tomás" in each]
    assert not [each for each in map(str, buttons(asked)) if "Lucía" in each]
    refused = desk.says(LUCIA, "Lucía")
    assert summary(refused) != summary(desk.says(LUCIA, "Tomás"))
    assert not recorded(desk)


def test_colleague_may_stand_in_for_whom_they_record(desk: Desk) -> None:
    records(desk, LUCIA, person=TOMAS, cover=LUCIA)
    assert [each.cover for each in recorded(desk)] == [desk.person(LUCIA).id]


def test_who_stands_in_is_told_for_whom(desk: Desk, postman: Postman, at: At) -> None:
    records(desk, LUCIA, person=LUCIA, since="2026-11-25", until="2026-11-30", cover=TOMAS)
    at("2026-11-26T17:00")  # nine in Tijuana
    (prompt,) = postman.about_meeting("mx")
    assert to([prompt]) == [desk.inbox(TOMAS)]
    assert "Le escribo porque Lucía Ortega, a cargo, está ausente hasta el 30 de noviembre" in str(
        prompt.view
    )


@pytest.mark.parametrize(
    "line",
    ["quién está ausente la próxima semana", "anulen mi ausencia del 3 al 14 de diciembre", "mis ausencias"],
)
def test_question_about_absences_opens_no_form(desk: Desk, line: str) -> None:
    assert summary(desk.says(LUCIA, line)) == "No hay ausencias anotadas"


def test_who_stands_in_is_not_asked_where_there_is_nobody_else(desk: Desk) -> None:
    told = desk.says(CHLOE, "je serai en congé du 20 décembre au 6 janvier")
    assert summary(told).startswith("Relisez avant d'envoyer")


def test_whoever_stands_in_is_told_at_once_and_again_when_it_is_taken_back(
    desk: Desk, postman: Postman
) -> None:
    records(desk, LUCIA, person=LUCIA, cover=TOMAS, reason="Misión reservada")
    (told,) = letters(postman)
    assert to([told]) == [desk.inbox(TOMAS)]
    assert told.summary == "Usted responde por Lucía Ortega: 1–11 de diciembre de 2026"
    assert "reservada" not in str(told.view)

    (absence,) = recorded(desk)
    desk.presses(LUCIA, ActionName.REMOVE_ABSENCE, str(absence.id))
    (told,) = letters(postman)
    assert told.summary == "Ya no responde por Lucía Ortega: 1–11 de diciembre de 2026"


def test_whoever_is_away_is_told_who_recorded_it(desk: Desk, postman: Postman) -> None:
    records(desk, NOAH, person=LUCIA, cover=TOMAS)
    covers, own = sorted(letters(postman), key=lambda each: to([each]) == [desk.inbox(LUCIA)])
    assert to([covers, own]) == [desk.inbox(TOMAS), desk.inbox(LUCIA)]
    assert own.summary.startswith("Noah Fischer anotó una ausencia suya")
    assert "Mientras tanto responde Tomás Rivera" in str(own.view)
    assert "Lucía Ortega estará ausente, según anotó Noah Fischer" in str(covers.view)


def test_nobody_is_told_of_an_absence_that_is_over(desk: Desk, postman: Postman) -> None:
    records(desk, LUCIA, person=LUCIA, cover=TOMAS, since="2026-11-02", until="2026-11-06")
    assert letters(postman) == []


def test_month_of_absence_is_asked_about_by_its_days(desk: Desk) -> None:
    assert summary(desk.says(LUCIA, "estaré de licencia en enero")).startswith("2/5 · Primer día")


def test_form_sent_twice_is_one_absence(desk: Desk) -> None:
    records(desk, LUCIA, person=LUCIA)
    records(desk, LUCIA, person=LUCIA)
    assert len(recorded(desk)) == 1


def test_secretariat_records_it_for_anybody(desk: Desk) -> None:
    records(desk, NOAH, person=ANA)
    (absence,) = recorded(desk)
    assert (absence.person, absence.recorded_by) == (desk.person(ANA).id, desk.person(NOAH).id)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"until": "2026-11-30"}, "until"),
        ({"until": "2028-01-01"}, "until"),
        ({"cover": LUCIA}, "cover"),
    ],
)
def test_absence_that_can_not_be_is_explained_at_its_field(
    desk: Desk, raw: dict[str, str], field: str
) -> None:
    assert problems(desk, LUCIA, person=LUCIA, **raw) == {field}
    assert recorded(desk) == ()


def test_list_shows_the_entitys_and_everybodys_to_the_secretariat(desk: Desk) -> None:
    records(desk, NOAH, person=ANA, key="1")
    records(desk, LUCIA, person=LUCIA, key="2")
    assert summary(desk.asks(LUCIA, "ausencia")) == "Ausencias anotadas: 1"
    assert summary(desk.asks(NOAH, "absence")) == "Absences recorded: 2"
    assert summary(desk.asks(STRANGER, "ausencia")).startswith("Todavía no figura")


def test_absence_is_taken_back_by_its_button(desk: Desk) -> None:
    records(desk, LUCIA, person=LUCIA)
    listed = desk.asks(TOMAS, "ausencia")
    assert [each.label for each in buttons(listed)] == ["Registrar una ausencia", "Retirar: Lucía Ortega"]
    *_, remove = actions(listed)
    assert summary(desk.presses(ANA, ActionName.REMOVE_ABSENCE, *remove.arguments)).startswith("Este botón")
    assert summary(desk.presses(TOMAS, remove.name, *remove.arguments)).startswith("Ausencia retirada")
    assert recorded(desk) == ()
    assert summary(desk.presses(TOMAS, remove.name, *remove.arguments)).startswith("Este botón")


def test_who_has_left_covers_nobody(desk: Desk) -> None:
    desk.loses(TOMAS)
    assert problems(desk, LUCIA, person=LUCIA, cover=TOMAS) == {"cover"}


# ---- without cover -------------------------------------------------------------------------------


def test_secretariat_is_told_of_a_duty_that_nobody_will_hold(desk: Desk, postman: Postman, at: At) -> None:
    records(desk, ANA, person=ANA, since="2026-12-10", until="2026-12-18")
    at("2026-11-25T14:00")  # nine in New York, on the last working day a fortnight before
    (alarm,) = alarms(postman.round())
    assert to([alarm]) == [desk.inbox(ELENA)]
    assert alarm.summary.startswith("Sin reemplazo: Costa Rica, 10–18 de diciembre de 2026")


def test_secretariat_is_not_told_where_somebody_stands_in(desk: Desk, postman: Postman, at: At) -> None:
    records(desk, LUCIA, person=LUCIA, since="2026-12-10", until="2026-12-18")  # Tomás is next
    at("2026-11-25T14:00")
    assert alarms(postman.round()) == []


def test_alarm_is_withdrawn_once_the_absence_is(desk: Desk, postman: Postman, at: At) -> None:
    records(desk, ANA, person=ANA, since="2026-12-10", until="2026-12-18")
    at("2026-11-25T14:00")
    postman.enlist()
    (absence,) = recorded(desk)
    desk.presses(ANA, ActionName.REMOVE_ABSENCE, str(absence.id))
    assert reasons(alarms(postman.round())) == [Reason.WITHDRAWN]


# ---- needs: the other item that is no event ------------------------------------------------------


def test_member_that_has_not_answered_a_need_is_asked_again_before_the_clock_ends(
    desk: Desk, postman: Postman, at: At
) -> None:
    raw = {"entity": "cr", "area": "asylum_systems", "type": "technical", "what": "Formación", "by": ""}
    at("2026-11-24T15:00")
    desk.submits(ANA, raw, form="needs")
    with desk.storage.begin(reading=True) as unit:
        waiting = {each.match.entity for each in unit.needs.awaiting(desk.clock.now())}
    assert waiting
    at("2026-12-28T23:00")
    asked = [each for each in postman.round() if each.delivery.key.startswith("match_clock/need/")]
    assert {
        each.delivery.content.entity for each in asked if isinstance(each.delivery.content, Reminder)
    } <= waiting
    assert asked


def test_secretariat_is_asked_again_for_a_practice_that_waits(desk: Desk, postman: Postman, at: At) -> None:
    at("2026-11-24T15:00")
    with desk.visit(LUCIA) as visit:
        visit.unit.papers.hand_in(
            NewPaper(
                kind=PaperKind.PRACTICE,
                entity=desk.person(LUCIA).entity,
                author=desk.person(LUCIA).id,
                answers={"title": "Registro móvil"},
                handed_at=visit.now,
                submission="practice",
            )
        )
    at("2026-11-30T14:00")  # the 29th is a Sunday
    asked = [each for each in postman.round() if each.delivery.key.startswith("practices_review/paper/")]
    assert to(asked) == [desk.inbox(ELENA)]


def test_prompt_can_be_put_off_until_after_ones_leave(desk: Desk, postman: Postman, at: At) -> None:
    records(desk, LUCIA, person=LUCIA, since="2026-11-27", until="2026-12-01")
    at("2026-11-26T15:00")
    (prompt,) = postman.about_meeting("mx")
    assert [each.arguments for each in actions(Shown(view=prompt.view))][-2] == (
        str(prompt.delivery.id),
        "leave",
    )
    answer = desk.presses(LUCIA, ActionName.SNOOZE, str(prompt.delivery.id), "leave")
    assert summary(answer).startswith("Pospuesto: se lo recordaré el 2 de diciembre de 2026, 09:00")
