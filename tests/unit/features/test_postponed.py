"""What was put off: seen by whoever it concerns, brought at once, gone once it is answered."""

import pytest
from tests.unit.desk import (
    ANA,
    DEADLINE,
    LUCIA,
    MEETING,
    MX,
    NOAH,
    ROOM,
    STRANGER,
    TOMAS,
    At,
    Desk,
    actions,
    errors_of,
    form_of,
    summary,
)
from tests.unit.postman import Postman, to

from mirps_bot.dialogue import Answer, Place, Shown
from mirps_bot.domain.delivery import Retelling
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import Action, ActionName

FORTNIGHT_BEFORE = "2026-11-26T15:00"
"""Nine in Mexico City, 14 days before the meeting."""
UNTIL = "2026-12-07"
REPORT = {"pledge": "rec-058", "stage": "planning"}


@pytest.fixture
def number(desk: Desk, postman: Postman, at: At) -> str:
    """Of the prompt that Mexico got."""
    at(FORTNIGHT_BEFORE)
    (prompt,) = postman.about_meeting("mx")
    return str(prompt.delivery.id)


@pytest.fixture
def thread(desk: Desk, number: str) -> Place:
    """Where that prompt stands."""
    sent = stands_at(desk, number)
    return Place(channel=sent.channel, is_direct=True, thread=sent.thread)


def stands_at(desk: Desk, number: str) -> Place:
    with desk.storage.begin(reading=True) as unit:
        (delivery,) = (each for each in unit.deliveries.prompts(MX) if str(each.id) == number)
    assert delivery.sent
    return Place(channel=delivery.sent.channel, is_direct=True, thread=delivery.sent.ts)


def chooses(desk: Desk, number: str, day: str, email: str = LUCIA, key: str = "form") -> Answer:
    return desk.submits(email, {"day": day}, form="snoozed", context={"prompt": number}, key=key)


def listed(desk: Desk, email: str = LUCIA, words: str = "pospuestos") -> str:
    return str(desk.asks(email, words))


def wakes(desk: Desk, email: str = LUCIA) -> list[Action]:
    return [each for each in actions(desk.asks(email, "pospuestos")) if each.name is ActionName.WAKE]


# ---- choosing a day ------------------------------------------------------------------------------


def test_form_says_what_is_put_off(desk: Desk, number: str) -> None:
    answer = desk.presses(LUCIA, ActionName.OPEN_FORM, "snoozed", "prompt", number)
    assert form_of(answer).intro == "Reunión trimestral (México): 10 de diciembre de 2026."


def test_prompt_comes_again_on_the_day_that_was_chosen(
    desk: Desk, postman: Postman, at: At, number: str
) -> None:
    assert summary(chooses(desk, number, UNTIL)).startswith(
        "Pospuesto: se lo recordaré el 7 de diciembre de 2026, 09:00"
    )
    at("2026-12-03T15:00")
    assert desk.inbox(LUCIA) not in to(postman.about_meeting("mx"))
    at(f"{UNTIL}T15:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_day_off_is_the_next_working_day(desk: Desk, number: str) -> None:
    assert "7 de diciembre de 2026" in summary(chooses(desk, number, "2026-12-05"))


def test_message_loses_its_buttons(desk: Desk, postman: Postman, number: str) -> None:
    sent = stands_at(desk, number)
    chooses(desk, number, UNTIL)
    (told,) = (each for each in postman.round() if isinstance(each.delivery.content, Retelling))
    assert isinstance(told.what, Parcel)
    assert told.summary == "Pospuesto hasta el 7 de diciembre de 2026, 09:00: Reunión trimestral (México)"
    assert actions(Shown(view=told.what.view)) == []
    assert getattr(told.what.to, "ts", None) == sent.thread


def test_message_says_the_day_as_it_is_changed_and_when_it_was_brought(
    desk: Desk, postman: Postman, at: At, number: str
) -> None:
    chooses(desk, number, UNTIL)
    assert retold(postman) == [
        "Pospuesto hasta el 7 de diciembre de 2026, 09:00: Reunión trimestral (México)"
    ]
    (wake,) = wakes(desk)
    chooses(desk, wake.arguments[0], "2026-12-04", key="sooner")
    assert retold(postman) == [
        "Pospuesto hasta el 4 de diciembre de 2026, 09:00: Reunión trimestral (México)"
    ]
    at("2026-11-27T16:00")
    desk.presses(LUCIA, wake.name, *wake.arguments)
    assert retold(postman) == [
        "Pospuesto hasta el 27 de noviembre de 2026, 10:00: Reunión trimestral (México)"
    ]


def retold(postman: Postman) -> list[str]:
    return [each.summary for each in postman.round() if isinstance(each.delivery.content, Retelling)]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-25", "Esa fecha ya pasó: indique una de hoy en adelante."),
        ("2026-11-26", "Indique un día a partir de mañana."),
        ("2026-12-10", "Para entonces ya habrá pasado: indique un día anterior a la fecha del asunto."),
        ("2027-11-26", "Es más de medio año: indique un día más cercano."),
        ("", "Falta este dato."),
    ],
)
def test_day_that_can_not_be_is_said_at_the_field(desk: Desk, number: str, day: str, why: str) -> None:
    answer = chooses(desk, number, day)
    assert errors_of(answer) == {"day": why}
    assert "0 recordatorios pospuestos" in listed(desk)


def test_form_sent_twice_puts_off_once(desk: Desk, postman: Postman, at: At, number: str) -> None:
    first, again = (chooses(desk, number, UNTIL) for _ in range(2))
    assert first == again
    at(f"{UNTIL}T15:00")
    assert to(postman.about_meeting("mx")).count(desk.inbox(LUCIA)) == 1


def test_what_was_put_off_can_be_put_off_to_another_day(
    desk: Desk, postman: Postman, at: At, number: str
) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    for day in ("2026-12-08", "2026-12-04"):
        chooses(desk, wake.arguments[0], day, key=day)
    assert len(wakes(desk)) == 1
    at("2026-12-04T15:00")
    assert to(postman.about_meeting("mx"))[-1] == desk.inbox(LUCIA)
    at("2026-12-08T15:00")
    assert postman.about_meeting("mx") == []


def test_only_whoever_it_concerns_can_open_or_send_the_form(desk: Desk, number: str) -> None:
    opened = desk.presses(ANA, ActionName.OPEN_FORM, "snoozed", "prompt", number)
    assert summary(opened).startswith("Solo pueden posponer este recordatorio")
    assert summary(chooses(desk, number, UNTIL, ANA)).startswith("Solo pueden posponer este recordatorio")


@pytest.mark.parametrize("number_", ["999", "x", ""])
def test_form_of_what_never_was_is_out_of_date(desk: Desk, number_: str) -> None:
    assert "ya no es válido" in summary(
        desk.presses(LUCIA, ActionName.OPEN_FORM, "snoozed", "prompt", number_)
    )


# ---- in words ------------------------------------------------------------------------------------


def test_words_in_the_thread_put_it_off(
    desk: Desk, postman: Postman, at: At, number: str, thread: Place
) -> None:
    answer = desk.says(LUCIA, "Recuérdamelo el 7 de diciembre, por favor", thread)
    assert summary(answer).startswith("Pospuesto: se lo recordaré el 7 de diciembre de 2026, 09:00")
    with desk.storage.begin(reading=True) as unit:
        assert unit.deliveries.prompts(MX, MEETING.id) == ()
    at(f"{UNTIL}T15:00")
    assert desk.inbox(LUCIA) in to(postman.about_meeting("mx"))


def test_words_without_the_thread_mean_the_only_prompt(desk: Desk, number: str) -> None:
    assert summary(desk.says(LUCIA, "recuérdame el lunes")).startswith("Pospuesto: se lo recordaré el 30 de")


def test_words_change_the_day_of_what_was_put_off(desk: Desk, number: str, thread: Place) -> None:
    desk.says(LUCIA, "recuérdame el lunes", thread)
    assert "7 de diciembre" in summary(desk.says(LUCIA, "mejor recuérdame el 7 de diciembre", thread))
    assert len(wakes(desk)) == 1


def test_words_without_a_day_ask_for_one_and_take_it(desk: Desk, number: str, thread: Place) -> None:
    assert "¿Qué día se lo recuerdo?" in str(desk.says(LUCIA, "recuérdame más tarde", thread))
    assert "Esa fecha ya pasó" in str(desk.says(LUCIA, "3/11/2026", thread))
    desk.says(LUCIA, "7 de diciembre", thread)
    answer = desk.presses(LUCIA, *_last_turn(desk, thread), place=thread)
    assert "7 de diciembre de 2026, 09:00" in str(answer)


def _last_turn(desk: Desk, thread: Place) -> tuple[ActionName, *tuple[str, ...]]:
    shown = desk.says(LUCIA, "?", thread)
    action = next(each for each in actions(shown) if each.name is ActionName.TURN)
    return (action.name, *action.arguments)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("recuérdame el 15 de diciembre", "Para entonces ya habrá pasado"),
        ("recuérdame hoy", "Indique un día"),
    ],
)
def test_words_with_a_day_that_can_not_be_offer_another(
    desk: Desk, number: str, thread: Place, words: str, why: str
) -> None:
    answer = desk.says(LUCIA, words, thread)
    assert summary(answer).startswith(why)
    assert actions(answer) == [Action.opening("snoozed", prompt=number)]


def test_of_several_prompts_which_is_asked(desk: Desk, postman: Postman, at: At, number: str) -> None:
    at("2026-12-02T15:00")
    postman.round()
    with desk.storage.begin(reading=True) as unit:
        asked = {each.content.event for each in unit.deliveries.prompts(MX)}  # type: ignore[union-attr]
    assert {MEETING.id, DEADLINE.id} <= asked
    answer = desk.says(LUCIA, "recuérdame el viernes")
    assert summary(answer) == "¿Cuál de los recordatorios pospongo?"
    for action in actions(answer):
        told = desk.presses(LUCIA, action.name, *action.arguments, key=str(action))
        assert summary(told).startswith("Pospuesto: se lo recordaré el 4 de diciembre")
    assert len(wakes(desk)) == 2


def test_nothing_to_put_off_is_said(desk: Desk) -> None:
    assert summary(desk.says(LUCIA, "recuérdame el lunes")).startswith("No hay aquí ningún recordatorio")


def test_in_a_channel_it_is_a_question_like_any(desk: Desk, number: str) -> None:
    desk.says(LUCIA, "recuérdame el lunes", ROOM)
    assert wakes(desk) == []


# ---- seeing it, and having it at once ------------------------------------------------------------


def test_list_says_until_when_and_by_whom(desk: Desk, number: str) -> None:
    chooses(desk, number, UNTIL)
    own = desk.asks(LUCIA, "pospuestos")
    assert summary(own) == "1 recordatorio pospuesto"
    assert "7 de diciembre de 2026, 09:00" in str(own)
    assert "Lo pospuso" not in str(own)
    assert "Lo pospuso: Lucía Ortega" in listed(desk, TOMAS)


@pytest.mark.parametrize(
    "words", ["pospuestos", "snoozed", "adiados", "repoussés", "¿qué pospuse?", "what did I put off?"]
)
def test_list_is_asked_for_in_every_language(desk: Desk, number: str, words: str) -> None:
    chooses(desk, number, UNTIL)
    assert summary(desk.asks(LUCIA, words)) == "1 recordatorio pospuesto"


def test_others_do_not_see_it(desk: Desk, number: str) -> None:
    chooses(desk, number, UNTIL)
    assert "0 recordatorios pospuestos" in listed(desk, ANA)
    assert summary(desk.asks(STRANGER, "pospuestos")).startswith("Todavía no figura")


def test_secretariat_sees_what_it_put_off_for_others(desk: Desk, number: str) -> None:
    chooses(desk, number, UNTIL, NOAH)
    assert summary(desk.asks(NOAH, "snoozed")) == "1 reminder put off"


@pytest.mark.parametrize("page", ["pendientes", "inicio"])
def test_front_page_and_duties_have_it_with_the_same_button(desk: Desk, number: str, page: str) -> None:
    chooses(desk, number, UNTIL)
    answer = desk.asks(LUCIA, page)
    assert "1 recordatorio pospuesto" in str(answer)
    assert set(wakes(desk)) <= set(actions(answer))


def test_answered_elsewhere_it_leaves_every_list(desk: Desk, number: str) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    desk.submits(TOMAS, REPORT)
    assert "0 recordatorios pospuestos" in listed(desk)
    assert "pospuesto" not in listed(desk, words="pendientes")
    assert "Nothing that matches is put off" in listed(desk, NOAH, "ledger snoozed")
    answer = desk.presses(LUCIA, wake.name, *wake.arguments)
    assert summary(answer).startswith("Ya no está pospuesto")


def test_woken_it_comes_at_once_and_only_once(desk: Desk, postman: Postman, at: At, number: str) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    at("2026-11-27T16:00")
    assert (
        summary(desk.presses(LUCIA, wake.name, *wake.arguments))
        == "Reunión trimestral: el recordatorio llega ahora."
    )
    again = desk.presses(LUCIA, wake.name, *wake.arguments, key="again")
    assert summary(again).startswith("Ya no está pospuesto")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]
    assert wakes(desk) == []
    at("2026-12-02T15:00")  # the day before the next one of the ladder
    assert postman.about_meeting("mx") == []


def test_woken_it_can_be_put_off_to_the_same_day_again(
    desk: Desk, postman: Postman, at: At, number: str
) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    desk.presses(LUCIA, wake.name, *wake.arguments)
    (prompt,) = postman.about_meeting("mx")
    chooses(desk, str(prompt.delivery.id), UNTIL, key="second")
    at(f"{UNTIL}T15:00")
    assert desk.inbox(LUCIA) in to(postman.about_meeting("mx"))


def test_woken_at_night_it_says_when_it_comes_and_to_whom(
    desk: Desk, postman: Postman, at: At, number: str
) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    at("2026-11-27T03:00")  # nine in the evening
    answer = desk.presses(TOMAS, wake.name, *wake.arguments)
    assert "el recordatorio llega el 27 de noviembre de 2026" in summary(answer)
    assert summary(answer).endswith("a Lucía Ortega.")
    assert postman.about_meeting("mx") == []
    at("2026-11-27T15:00")
    assert to(postman.about_meeting("mx")) == [desk.inbox(LUCIA)]


def test_only_whoever_it_concerns_wakes_it(desk: Desk, postman: Postman, number: str) -> None:
    chooses(desk, number, UNTIL)
    (wake,) = wakes(desk)
    for email in (ANA, STRANGER):
        answer = desk.presses(email, wake.name, *wake.arguments)
        assert summary(answer).startswith("Solo pueden posponer este recordatorio")
    assert postman.about_meeting("mx") == []


# ---- the secretariat -----------------------------------------------------------------------------


def test_ledger_says_who_put_off_what_until_when(desk: Desk, number: str) -> None:
    chooses(desk, number, UNTIL)
    told = desk.asks(NOAH, "ledger snoozed")
    assert summary(told) == "1 reminder put off"
    assert "Lucía Ortega put it off; it comes again on December 7, 2026, 10:00" in str(told)


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("historial pospuestos méxico", 1),
        ("ledger snoozed costa rica", 0),
        ("ledger snoozed lucía", 1),
        ("ledger snoozed tomás rivera", 0),
        ("ledger snoozed december 2026", 1),
        ("histórico adiados 2025", 0),
        (f"historique reportés {MEETING.id}", 1),
        (f"ledger postponed {DEADLINE.id}", 0),
    ],
)
def test_ledger_narrows_it_down(desk: Desk, number: str, words: str, total: int) -> None:
    chooses(desk, number, UNTIL)
    assert summary(desk.asks(NOAH, words)).startswith(f"{total} reminder")


@pytest.mark.parametrize("email", [LUCIA, ANA, STRANGER])
def test_only_the_secretariat_reads_it_in_the_ledger(desk: Desk, number: str, email: str) -> None:
    chooses(desk, number, UNTIL)
    assert "Reunión" not in listed(desk, email, "historial pospuestos")
