from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tests.unit.desk import (
    ANA,
    LUCIA,
    NOAH,
    NOW,
    STRANGER,
    TOMAS,
    At,
    Desk,
    buttons,
    errors_of,
    filled_in,
    form_of,
    summary,
)
from tests.unit.postman import Postman
from tests.unit.reading import brought_to, said

from mirps_bot.dialogue import Answer, Corrected
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.view.action import ActionName

FIRST = {
    "pledge": "rec-058",
    "stage": "in_progress",
    "narrative": "Tres municipios",
    "figures": "money",
    "amount": "250000 USD",
}
RIGHT = {"act": "correct", "stage": "fulfilled", "narrative": "Tres municipios", "amount": "250000 USD"}
BACK = {"act": "withdraw", "reason": "Era de otro compromiso"}


def history(desk: Desk) -> tuple[Update, ...]:
    """Newest first."""
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.of_pledge(PledgeId("rec-058"), limit=99)


def corrects(desk: Desk, raw: dict[str, str], *, by: str = LUCIA, key: str = "c", of: int = -1) -> Answer:
    """The first version, unless another is meant, newest first."""
    context = {"update": str(history(desk)[of].id)}
    return desk.submits(by, raw, form="correct", context=context, key=key)


@pytest.fixture(autouse=True)
def filed(desk: Desk) -> None:
    desk.submits(LUCIA, FIRST)


def stage(desk: Desk) -> Stage | None:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find("rec-058")
    assert tracked
    return tracked.standing.stage


def test_correction_is_a_version_of_its_own_compared_in_words(desk: Desk, postman: Postman) -> None:
    answer = corrects(desk, RIGHT)
    new, old = history(desk)
    assert summary(answer) == f"Corregido: {new.number}"
    assert "Etapa en curso → cumplido" in said(answer)
    assert f"Toma el lugar de {old.number} (Lucía Ortega, 24 de noviembre de 2026)" in said(answer)
    assert "Monto" not in said(answer)
    assert (new.corrects, old.replaced_by, stage(desk)) == (old.id, new.id, Stage.FULFILLED)
    assert f"Corregido: {new.number}" in [each.summary for each in brought_to(desk, LUCIA, postman.round())]


def test_sent_twice_is_filed_once(desk: Desk) -> None:
    first, again = corrects(desk, RIGHT), corrects(desk, RIGHT)
    assert (summary(first), len(history(desk))) == (summary(again), 2)


def test_after_the_cycle_a_reason_is_needed(desk: Desk, at: At) -> None:
    at("2026-12-17T15:00")
    answer = corrects(desk, RIGHT)
    assert list(errors_of(answer)) == ["reason"]
    assert "Motivo: Llegó el dato final" in said(corrects(desk, RIGHT | {"reason": "Llegó el dato final"}))
    assert history(desk)[0].reason == "Llegó el dato final"


def test_form_says_that_a_reason_is_due(desk: Desk, at: At) -> None:
    at("2026-12-17T15:00")
    number = str(history(desk)[0].id)
    opened = desk.presses(LUCIA, ActionName.OPEN_FORM, "correct", "update", number, "act", "correct")
    assert "hace falta un motivo" in (form_of(opened).intro or "")
    assert filled_in(opened)["amount"] == "250000 USD"


def test_withdrawal_needs_a_reason_and_brings_back_what_stood_before(desk: Desk) -> None:
    assert isinstance(corrects(desk, {"act": "withdraw"}), Corrected)
    answer = corrects(desk, BACK)
    withdrawal, old = history(desk)
    assert summary(answer) == f"Retirado: {old.number}"
    assert "Motivo: Era de otro compromiso" in said(answer)
    assert (withdrawal.kind, stage(desk)) == (UpdateKind.WITHDRAWAL, None)


def test_saying_the_same_again_is_no_correction(desk: Desk) -> None:
    answer = corrects(desk, RIGHT | {"stage": "in_progress"})
    assert list(errors_of(answer)) == ["act"]


def test_of_two_who_correct_the_same_the_second_keeps_what_was_typed(desk: Desk) -> None:
    corrects(desk, RIGHT, key="1")
    answer = corrects(desk, RIGHT | {"narrative": "Otra cosa"}, by=TOMAS, key="2")
    assert "entretanto" in errors_of(answer)["act"]
    assert len(history(desk)) == 2


def test_of_two_who_correct_at_once_one_version_is_filed(desk: Desk) -> None:
    start = Barrier(2)

    def correct(email: str) -> Answer:
        start.wait(timeout=10)
        return corrects(desk, RIGHT | {"narrative": email}, by=email, key=email)

    with ThreadPoolExecutor(2) as pool:
        told = [each.result() for each in [pool.submit(correct, email) for email in (LUCIA, TOMAS)]]

    assert sorted(isinstance(each, Corrected) for each in told) == [False, True]
    assert [each.stands for each in history(desk)] == [True, False]


def test_correction_can_be_corrected(desk: Desk) -> None:
    corrects(desk, RIGHT, key="1")
    corrects(desk, RIGHT | {"narrative": "Cuatro municipios"}, key="2", of=0)
    assert [each.stands for each in history(desk)] == [True, False, False]


def test_secretariat_corrects_on_behalf(desk: Desk) -> None:
    corrects(desk, RIGHT, by=NOAH)
    assert (history(desk)[0].on_behalf, history(desk)[0].entity) == (True, "mx")


@pytest.mark.parametrize("email", [ANA, STRANGER])
def test_nobody_else_corrects(desk: Desk, email: str) -> None:
    corrects(desk, RIGHT, by=email)
    number = history(desk)[0].number
    assert "Corregir" not in [each.label for each in buttons(desk.asks(email, f"corregir {number}"))]
    assert len(history(desk)) == 1


def test_one_version_is_shown_with_what_can_be_done(desk: Desk) -> None:
    number = history(desk)[0].number
    shown = desk.asks(LUCIA, f"corregir {number.lower()}")
    assert summary(shown) == f"{number} · rec-058"
    assert "24 de noviembre de 2026, 09:00 · formulario" in said(shown)
    assert [each.label for each in buttons(shown)] == ["Corregir", "Retirar"]


def test_replaced_version_can_be_looked_at_only(desk: Desk) -> None:
    old = history(desk)[0].number
    corrects(desk, RIGHT)
    shown = desk.asks(LUCIA, f"corregir {old}")
    assert (buttons(shown), "ya se corrigió" in said(shown)) == ([], True)


def test_version_is_compared_with_the_one_it_replaced(desk: Desk) -> None:
    corrects(desk, RIGHT | {"reason": "Llegó el dato final"})
    new, old = history(desk)
    shown = said(desk.asks(LUCIA, f"corregir {new.number}"))
    assert f"Frente a {old.number} (Lucía Ortega, 24 de noviembre de 2026):" in shown
    assert "Etapa en curso → cumplido" in shown
    assert "Motivo: Llegó el dato final" in shown


def test_latest_are_listed_without_a_number(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-059")
    (only,) = buttons(desk.asks(LUCIA, "corregir"))
    assert only.label == f"Ver {history(desk)[0].number}"


def test_receipt_leads_to_the_correction(desk: Desk) -> None:
    receipt = desk.submits(LUCIA, FIRST, key="2")
    assert "Corregir" in [each.label for each in buttons(receipt)]


def test_words_without_a_number_list_what_can_be_corrected(desk: Desk) -> None:
    desk.submits(LUCIA, FIRST, key="2")
    listed = summary(desk.asks(LUCIA, "corregir"))
    assert summary(desk.asks(LUCIA, "hay un error en lo que mandé ayer")) == listed


@pytest.mark.parametrize("typed", ["A-99999", "41"])
def test_unknown_number_is_named(desk: Desk, typed: str) -> None:
    assert typed in summary(desk.asks(LUCIA, f"corregir {typed}"))


def test_correction_after_the_quarter_counts_where_no_cycle_is_known(desk: Desk, at: At) -> None:
    at("2026-08-03T15:00")
    desk.submits(LUCIA, FIRST, key="summer")
    summer = next(each for each in history(desk) if each.filed_at < NOW)
    at("2026-10-02T15:00")
    answer = desk.submits(LUCIA, RIGHT, form="correct", context={"update": str(summer.id)}, key="late")
    assert isinstance(answer, Corrected)
