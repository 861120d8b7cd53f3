from tests.unit.desk import ANA, LUCIA, NOAH, RUBEN, STRANGER, Desk

from mirps_bot.dialogue import Show, Tell
from mirps_bot.features import mine
from mirps_bot.features.mine import SHOWN, Mine
from mirps_bot.view.action import Action, ActionName


def of(desk: Desk, email: str) -> tuple[Mine, Show]:
    with desk.visit(email) as visit:
        shown = mine.answer(visit, "")
    assert isinstance(shown, Show)
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
        Action(ActionName.EDIT_DRAFT, (number,)),
        Action(ActionName.DISCARD_DRAFT, (number,)),
    ]
