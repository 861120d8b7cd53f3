"""What will go out by itself: asked by the secretariat, by the plan that reminders are sent by."""

from datetime import date, timedelta

import pytest
from tests.unit.desk import CA, ELENA, LUCIA, MX, NOAH, NOW, STRANGER, Desk, actions, summary
from tests.unit.postman import Postman

from mirps_bot.dialogue import Tell
from mirps_bot.domain.delivery import Reminder
from mirps_bot.features import ledger
from mirps_bot.features.ahead import will_go_out
from mirps_bot.features.ledger import PAGE_SIZE, Planned
from mirps_bot.view.action import Action, ActionName


def planned(desk: Desk, words: str) -> Planned:
    return desk.data(ledger.answer_planned, words, Planned, NOAH)


def test_plan_is_for_the_secretariat_alone(desk: Desk) -> None:
    for email in (LUCIA, STRANGER):
        with desk.visit(email) as visit:
            assert ledger.answer_planned(visit, "") == Tell(phrase="plan_is_secretariats")


@pytest.mark.parametrize(
    ("email", "words", "title"),
    [
        (NOAH, "what reminders will go out", "Reminders ahead: "),
        (NOAH, "what reminders go out next week", "Reminders ahead: "),
        (ELENA, "¿qué recordatorios van a salir?", "Recordatorios por salir: "),
        (ELENA, "quais lembretes vão sair na próxima semana", "Recordatorios por salir: "),
        (ELENA, "quels rappels vont partir", "Recordatorios por salir: "),
    ],
)
def test_what_is_ahead_is_asked_in_words(reading_desk: Desk, email: str, words: str, title: str) -> None:
    assert summary(reading_desk.asks(email, words)).startswith(title)


def test_what_went_out_stays_the_ledgers(reading_desk: Desk) -> None:
    for words in ("which reminders went out last week", "ledger last week", "ledger mexico"):
        assert summary(reading_desk.asks(NOAH, words)).startswith("Ledger: ")


def test_plan_is_told_by_entity_and_time_the_soonest_first(desk: Desk) -> None:
    told = planned(desk, "mexico december 2026")
    assert told.page.items
    assert {each.told.reminder.entity for each in told.page.items} == {MX}
    assert told.last_day == date(2026, 12, 31)
    moments = [each.due_at for each in told.page.items]
    assert moments == sorted(moments)


def test_all_that_is_planned_can_be_paged_through(desk: Desk) -> None:
    told = planned(desk, "canada")
    with desk.visit(NOAH) as visit:
        programmes, entities = visit.programmes.values(), visit.entities.values()
        due = will_go_out(visit.unit, programmes, entities, after=NOW, until=NOW + timedelta(days=90))
    assert told.page.total == sum(each.entity == CA for each in due) > PAGE_SIZE
    assert Action(ActionName.ASK, ("planned canada p2",)) in actions(desk.asks(NOAH, "planned canada"))
    assert planned(desk, "canada p2").page.offset == PAGE_SIZE


def test_what_is_planned_is_what_goes_out(desk: Desk, postman: Postman) -> None:
    with desk.visit(NOAH) as visit:
        programmes, entities = visit.programmes.values(), visit.entities.values()
        until = NOW + timedelta(days=2)
        due = will_go_out(visit.unit, programmes, entities, after=NOW, until=until)
    postman.round()
    desk.clock.advance(days=2)
    went = [each.delivery.content for each in postman.round()]
    sent = {(each.programme, each.entity, each.step) for each in went if isinstance(each, Reminder)}
    assert due
    assert {(each.programme, each.entity, each.step) for each in due} <= sent
