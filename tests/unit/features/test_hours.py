from datetime import time

import pytest
from tests.unit.desk import LUCIA, STRANGER, At, Desk, buttons, summary
from tests.unit.postman import Postman, to

from mirps_bot.features.hours import read_span


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("9-17", (time(9), time(17))),
        ("de 09:00 a 17:30", (time(9), time(17, 30))),
        ("8h30 à 16h", (time(8, 30), time(16))),
        ("from 10 to 14", (time(10), time(14))),
        ("17-9", None),
        ("8-4", (time(8), time(16))),
        ("9-10", None),
        ("9-25", None),
        ("9:75-17", None),
        ("mañana", None),
        ("9", None),
    ],
)
def test_hours_are_read(words: str, span: tuple[time, time] | None) -> None:
    assert read_span(words) == span


def test_hours_are_told_set_and_kept_to(desk: Desk, postman: Postman, at: At) -> None:
    assert "de 08:00 a 18:00" in summary(desk.asks(LUCIA, "horario"))
    assert summary(desk.asks(LUCIA, "horario de 10 a 16")).startswith("De acuerdo")
    assert "de 10:00 a 16:00" in summary(desk.asks(LUCIA, "horario"))

    at("2026-11-26T15:00")  # nine in Mexico City
    assert postman.about_meeting("mx") == []
    at("2026-11-26T16:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_hours_that_can_not_be_read_change_nothing(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "horario 99")).startswith("No entiendo «99» como horario")
    assert summary(desk.asks(LUCIA, "horario tarde")).startswith("Le recuerdo lo pendiente")
    assert desk.person(LUCIA).works_from == time(8)


def test_hours_in_words_are_offered_until_they_are_confirmed(desk: Desk) -> None:
    offer = desk.says(LUCIA, "no me escribas antes de las nueve ni después de las cuatro")
    (change, *_) = buttons(offer)
    assert change.label == "Mi horario de avisos: 09:00-16:00"
    assert desk.person(LUCIA).works_from == time(8)

    desk.presses(LUCIA, change.action.name, *change.action.arguments)
    assert (desk.person(LUCIA).works_from, desk.person(LUCIA).works_until) == (time(9), time(16))


def test_question_about_hours_is_answered(desk: Desk) -> None:
    assert "de 08:00 a 18:00" in summary(desk.says(LUCIA, "¿a qué hora llegan los recordatorios?"))


def test_stranger_has_no_hours(desk: Desk) -> None:
    assert summary(desk.asks(STRANGER, "horario")).startswith("Todavía no figura")
