from dataclasses import replace

import pytest
from tests.unit.desk import ANA, CHLOE, KARLA, LUCIA, NOAH, RUBEN, STRANGER, TOMAS, Desk, actions, summary
from tests.unit.reading import said

from mirps_bot.dialogue import Show, Tell
from mirps_bot.domain.person import Role
from mirps_bot.features import mine
from mirps_bot.features.mine import SHOWN, Mine
from mirps_bot.features.waiting import NOTHING_WAITS, brought_partly, waiting_for
from mirps_bot.view.action import Action, ActionName


def of(desk: Desk, email: str) -> tuple[Mine, Show]:
    shown = desk.show(mine.answer, "", email)
    assert isinstance(shown.data, Mine)
    return shown.data, shown


def order(desk: Desk, email: str = LUCIA) -> list[str]:
    return [each.pledge.id for each in of(desk, email)[0].owed]


def test_never_reported_come_first_then_the_longest_silent(desk: Desk) -> None:
    assert order(desk) == ["msp-mirps-asylum", "rec-022", "rec-058", "rec-059", "rec-064"]

    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"}, key="1")
    desk.clock.advance(days=1)
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-022")

    assert order(desk) == ["msp-mirps-asylum", "rec-059", "rec-064", "rec-058", "rec-022"]


def test_ended_pledges_are_no_longer_owed(desk: Desk) -> None:
    for key, stage in (("rec-058", "fulfilled"), ("rec-059", "withdrawn"), ("rec-064", "superseded")):
        desk.submits(LUCIA, {"pledge": key, "stage": stage}, key=key)
    assert order(desk) == ["msp-mirps-asylum", "rec-022"]


def test_each_pledge_is_answered_by_its_own_buttons(desk: Desk) -> None:
    _, shown = of(desk, LUCIA)
    assert [each.action for each in shown.choices["rec-058"]] == [
        Action(ActionName.REPORT, ("rec-058",)),
        Action(ActionName.NO_CHANGE, ("rec-058",)),
    ]


def test_long_list_is_cut_and_leads_to_the_whole(desk: Desk) -> None:
    data, shown = of(desk, RUBEN)
    assert (len(data.owed), data.total) == (SHOWN, 9)
    assert [each.action for each in shown.choices["more"]] == [Action(ActionName.ASK, ("pledges mine",))]


def test_short_list_is_whole(desk: Desk) -> None:
    data, shown = of(desk, ANA)
    assert (len(data.owed), data.total, shown.choices["more"]) == (3, 3, ())


def test_own_drafts_are_kept_in_view(desk: Desk) -> None:
    desk.says(LUCIA, "Este trimestre abrimos dos oficinas nuevas")
    assert [each.text for each in of(desk, LUCIA)[0].drafts] == ["Este trimestre abrimos dos oficinas nuevas"]
    assert of(desk, NOAH)[0].drafts == ()


def test_dates_shown_are_the_ones_with_a_day(desk: Desk) -> None:
    assert [each.id for each in of(desk, LUCIA)[0].events] == ["test-meeting", "test-deadline"]


def test_answer_is_for_its_reader_alone(desk: Desk) -> None:
    assert of(desk, LUCIA)[1].shareable is None


def test_stranger_is_told_whom_to_ask(desk: Desk) -> None:
    with desk.visit(STRANGER) as visit:
        assert mine.answer(visit, "") == Tell(phrase="not_on_roster")


def test_each_draft_is_settled_by_its_own_buttons(desk: Desk) -> None:
    desk.says(LUCIA, "Este trimestre abrimos dos oficinas nuevas")
    data, shown = of(desk, LUCIA)
    number = str(data.drafts[0].id)
    assert [each.action for each in shown.choices[f"draft {number}"]] == [
        Action(ActionName.REREAD_DRAFT, (number,)),
        Action(ActionName.DISCARD_DRAFT, (number,)),
    ]


# ---- what others wait for ------------------------------------------------------------------------

ASYLUM = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "Formación de oficiales"}
PRACTICE = {
    "title": "Ventanilla única",
    "area": "asylum_systems",
    "country": "mx",
    "period": "2024",
    "what": "Un solo lugar para registrar",
    "result": "El trámite es más corto",
}
JULIANA = "juliana.torres@example.org"


def needs(desk: Desk, email: str) -> list[str]:
    return [each.need.number for each in of(desk, email)[0].waiting.needs]


def parts(desk: Desk, email: str) -> list[str]:
    return [each.pledge.id for each in of(desk, email)[0].waiting.parts]


def test_need_waits_for_the_members_asked_until_they_answer(desk: Desk) -> None:
    desk.submits(KARLA, ASYLUM, form="needs")
    data, shown = of(desk, CHLOE)
    assert needs(desk, CHLOE) == ["N-0001"]
    assert (needs(desk, KARLA), needs(desk, LUCIA)) == ([], [])

    match = str(data.waiting.needs[0].match.id)
    assert [each.action for each in shown.choices["need 1"]] == [
        Action(ActionName.REPLY, (match, each)) for each in ("can_support", "more_information", "not_now")
    ]
    desk.presses(CHLOE, ActionName.REPLY, match, "not_now")
    assert needs(desk, CHLOE) == []


def test_part_waits_until_it_is_given_and_again_in_the_next_cycle(desk: Desk) -> None:
    assert (parts(desk, CHLOE), parts(desk, LUCIA)) == (["rec-022"], [])
    assert "rec-022" not in order(desk, CHLOE)

    desk.presses(CHLOE, ActionName.NO_CHANGE, "rec-022")
    assert (parts(desk, CHLOE), "rec-022" in order(desk, CHLOE)) == ([], False)

    desk.clock.advance(days=40)
    assert parts(desk, CHLOE) == ["rec-022"]


def test_text_waits_for_its_clearer_alone(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id))
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})
    data, shown = of(desk, TOMAS)
    assert [each.new.pledge for each in data.waiting.texts] == ["rec-058"]
    assert [each.action for each in shown.choices["text 1"]] == [Action(ActionName.ASK, ("clearance 1",))]
    assert of(desk, LUCIA)[0].waiting.texts == ()


def test_paper_waits_for_the_secretariat_alone(desk: Desk) -> None:
    desk.submits(LUCIA, PRACTICE, form="practice")
    data, shown = of(desk, NOAH)
    assert [each.headline for each in data.waiting.papers] == ["Ventanilla única"]
    assert [each.action for each in shown.choices["paper 1"]] == [Action(ActionName.ASK, ("review T-0001",))]
    assert of(desk, LUCIA)[0].waiting.papers == ()


def test_secretariat_sees_what_an_entity_owes_and_can_say_it_in_its_place(desk: Desk) -> None:
    for words in ("mine mexico", "update mexico"):
        answer = desk.asks(NOAH, words)
        assert summary(answer) == "Mexico: 5 open pledges", words
        assert Action(ActionName.NO_CHANGE, ("rec-058",)) in actions(answer)
    assert "filed on behalf of Mexico, with your name" in said(desk.asks(NOAH, "update mexico"))
    canada = actions(desk.asks(NOAH, "mine canada"))
    assert (
        Action(ActionName.NO_CHANGE, ("rec-023",)) not in canada
    )  # UNHCR's as well: Noah speaks for UNHCR there
    desk.presses(NOAH, ActionName.NO_CHANGE, "rec-058")
    assert "confirmed unchanged on November 24, 2026" in said(desk.asks(NOAH, "mine mexico"))


def test_what_another_owes_is_shown_to_nobody_who_could_not_say_it(desk: Desk) -> None:
    assert "en nombre de" not in said(desk.asks(LUCIA, "pendientes honduras"))
    assert Action(ActionName.NO_CHANGE, ("rec-067",)) not in actions(desk.asks(LUCIA, "actualizar honduras"))


def test_observer_is_asked_for_nothing(desk: Desk) -> None:
    desk.submits(KARLA, ASYLUM, form="needs")
    observer = replace(desk.person(CHLOE), role=Role.OBSERVER)
    with desk.visit(CHLOE) as visit:
        partly = brought_partly(visit, observer)
        assert waiting_for(visit, observer, partly) == NOTHING_WAITS


@pytest.mark.parametrize("words", ["pendientes", "inicio"])
def test_list_and_front_page_say_it(desk: Desk, words: str) -> None:
    desk.submits(KARLA, ASYLUM, form="needs")
    answer = desk.asks(JULIANA, words)
    assert "Responda hasta: 24 de enero de 2027" in said(answer)
    assert ActionName.REPLY in {each.name for each in actions(answer)}


def test_more_than_a_few_lead_to_the_list_of_all(desk: Desk) -> None:
    data, shown = of(desk, NOAH)
    waiting = [each.pledge.id for each in data.waiting.parts]
    assert [each for each in waiting if each in shown.choices] == waiting[:3]
    assert [each.action for each in shown.choices["parts"]] == [Action(ActionName.ASK, ("joint",))]
    assert "parts" not in of(desk, CHLOE)[1].choices
