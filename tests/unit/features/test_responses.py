"""Who has reported and who has not: asked by name, by group, of another time; and reminded by the secretariat alone."""

import pytest
from tests.unit.desk import ANA, CHLOE, LUCIA, MX, NOAH, STRANGER, At, Desk, actions, summary, view_of

from mirps_bot.adapters.console.render import render_text
from mirps_bot.dialogue import Answer
from mirps_bot.domain.ids import EntityId
from mirps_bot.features import responses
from mirps_bot.features.responses import Responses
from mirps_bot.view.action import Action, ActionName

HN, CR, BZ, GT, US = map(EntityId, ("hn", "cr", "bz", "gt", "us"))


def asked(desk: Desk, words: str, email: str = NOAH) -> Responses:
    return desk.data(responses.answer, words, Responses, email)


def silent(told: Responses) -> set[EntityId]:
    return {each.entity for each in told.answered.response.silent}


def reports(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"})


def text(answer: Answer) -> str:
    return render_text(view_of(answer))


def test_whoever_reported_is_no_longer_among_the_silent(desk: Desk) -> None:
    before = asked(desk, "")
    assert {MX, HN, CR} <= silent(before)
    reports(desk)
    after = asked(desk, "")
    assert silent(before) - silent(after) == {MX}
    assert after.answered.response.heard == (MX,)
    assert after.last[MX] == desk.clock.now()


@pytest.mark.parametrize(
    "words", ["remind all but Mexico to report", "remind everyone who hasn't answered except Mexico"]
)
def test_those_that_are_left_out_are_neither_told_of_nor_reminded(desk: Desk, words: str) -> None:
    answer = desk.asks(NOAH, words)
    (remind,) = (each for each in actions(answer) if each.name is ActionName.REMIND_SILENT)

    assert summary(answer) == "Reports · without Mexico"
    assert {HN, CR} <= {*remind.arguments}
    assert MX not in remind.arguments


def test_those_that_are_named_are_told_of_alone(desk: Desk) -> None:
    reports(desk)
    told = asked(desk, "mexico honduras")
    assert (set(told.answered.asked), told.answered.response.heard, silent(told)) == ({MX, HN}, (MX,), {HN})


def test_all_states_and_members_are_counted_and_who_has_nobody_to_ask_is_named(desk: Desk) -> None:
    told = asked(desk, "")
    response = told.answered.response
    assert {BZ, GT, US} <= {*response.nobody_to_ask}
    assert {BZ, GT, US, MX, HN} <= {*told.answered.asked}
    assert not {EntityId("oas"), EntityId("iom")} & {*told.answered.asked}  # the secretariat; no member

    answer = desk.asks(NOAH, "responses")
    shown = text(answer)
    assert f"0 of {len(told.answered.asked)} States and members with open pledges" in shown
    (line,) = (each for each in shown.splitlines() if "No focal point or alternate on the roster" in each)
    assert "Belize, Guatemala" in line
    (remind,) = (each for each in actions(answer) if each.name is ActionName.REMIND_SILENT)
    assert set(remind.arguments) == silent(told)
    assert not silent(told) & {*response.nobody_to_ask}
    assert len(told.answered.asked) == len(response.nobody_to_ask) + len(response.silent)


def test_who_has_nobody_to_ask_is_told_of_by_name_too(desk: Desk) -> None:
    told = asked(desk, "belize honduras")
    assert (told.answered.response.nobody_to_ask, silent(told), told.unasked) == ((BZ,), {HN}, ())
    shown = text(desk.asks(ANA, "respuestas belice"))
    assert "0 de 1 Estado o miembro con compromisos abiertos" in shown
    assert "Sin nadie a quien preguntar" in shown
    assert "Ni punto focal ni suplente en la lista: Belice." in shown


def test_whoever_was_heard_from_has_answered_with_nobody_on_the_roster_too(desk: Desk) -> None:
    desk.submits(NOAH, {"pledge": "rec-066", "stage": "planning"}, context={"entity": BZ})
    told = asked(desk, "belize").answered.response
    assert (told.heard, told.nobody_to_ask) == ((BZ,), ())


def test_nothing_is_asked_of_an_entity_without_open_pledges(desk: Desk) -> None:
    told = asked(desk, "italy honduras")
    assert told.unasked == (EntityId("it"),)
    assert "Not asked to report" in text(desk.asks(NOAH, "responses italy"))


def test_another_time_is_told_as_it_was(desk: Desk, at: At) -> None:
    reports(desk)
    at("2027-02-10T15:00")
    assert MX in silent(asked(desk, ""))
    assert asked(desk, "2026-11-01 2026-12-10").answered.response.heard == (MX,)


def test_nobody_is_called_silent_before_something_is_due(desk: Desk, at: At) -> None:
    at("2027-01-20T15:00")
    told = asked(desk, "")
    assert not told.answered.is_due
    shown = text(desk.asks(NOAH, "responses"))
    assert "Not heard from yet" in shown
    assert "Silent" not in shown


def test_secretariat_reminds_those_that_it_named(desk: Desk) -> None:
    answer = desk.says(NOAH, "remind Honduras and Costa Rica to report")
    remind = Action(ActionName.REMIND_SILENT, ("cr", "hn"))
    assert remind in [Action(each.name, tuple(sorted(each.arguments))) for each in actions(answer)]
    told = summary(desk.presses(NOAH, ActionName.REMIND_SILENT, "cr", "hn"))
    assert "Costa Rica" in told
    assert "Honduras" in told


def test_nobody_is_reminded_while_no_cycle_is_open(desk: Desk, at: At) -> None:
    at("2027-02-10T15:00")
    assert ActionName.REMIND_SILENT not in {each.name for each in actions(desk.asks(NOAH, "responses"))}


@pytest.mark.parametrize("email", [LUCIA, CHLOE])
def test_focal_points_see_it_and_remind_nobody(desk: Desk, email: str) -> None:
    assert silent(asked(desk, "", email))
    names = {each.name for each in actions(desk.asks(email, "responses"))}
    assert ActionName.REMIND_SILENT not in names


def test_stranger_is_told_nothing(desk: Desk) -> None:
    assert "Honduras" not in str(desk.asks(STRANGER, "respuestas"))


@pytest.mark.parametrize(
    ("email", "line"),
    [
        (ANA, "¿quiénes no han informado todavía?"),
        (NOAH, "who hasn't reported yet?"),
        (CHLOE, "qui n'a pas encore rendu compte ?"),
    ],
)
def test_it_is_asked_in_plain_words(desk: Desk, email: str, line: str) -> None:
    assert "Honduras" in text(desk.says(email, line))
