import pytest
from tests.unit.desk import LUCIA, STRANGER, Desk, actions, buttons, summary

from mirps_bot.domain.person import Actor
from mirps_bot.ports import Account
from mirps_bot.view.action import Action, ActionName


def zones(answer_of: list[Action]) -> list[str]:
    return [each.arguments[0] for each in answer_of if each.name is ActionName.SET_ZONE]


@pytest.mark.parametrize(
    "words", ["zona Bogotá", "zone bogota", "fuso America/Bogota", "huso horario Bogotá"]
)
def test_city_or_full_name_is_taken_at_its_word(desk: Desk, words: str) -> None:
    assert summary(desk.asks(LUCIA, words)).startswith("De acuerdo: desde ahora le digo las horas de Bogotá")
    assert desk.person(LUCIA).time_zone == "America/Bogota"


def test_cst_is_asked_and_never_guessed(desk: Desk) -> None:
    answer = desk.asks(LUCIA, "zona CST")

    assert summary(answer) == ("«CST» no dice con certeza una sola zona. ¿Qué hora es donde está usted?")
    assert {"America/Mexico_City", "America/Costa_Rica", "America/Tegucigalpa"} <= set(zones(actions(answer)))
    assert desk.person(LUCIA).time_zone == "America/Mexico_City"


def test_country_is_asked_with_the_hour_it_is_there(desk: Desk) -> None:
    assert [each.label for each in buttons(desk.asks(LUCIA, "zona España"))] == ["16:00 · Madrid"]


def test_button_sets_it(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.SET_ZONE, "Europe/Madrid")
    assert desk.person(LUCIA).time_zone == "Europe/Madrid"


def test_what_is_no_zone_changes_nothing(desk: Desk) -> None:
    assert summary(desk.asks(LUCIA, "zona Narnia")).startswith("No conozco la zona «Narnia»")
    desk.presses(LUCIA, ActionName.SET_ZONE, "Europe/Narnia")
    assert desk.person(LUCIA).time_zone == "America/Mexico_City"


def test_whoever_is_not_on_the_roster_sets_it_for_their_account(desk: Desk) -> None:
    account = Account(user="U0", email=STRANGER, language=None, time_zone="Europe/Rome")
    actor = desk.bot.introduce(account)
    with desk.storage.begin() as unit:
        unit.people.choose(actor, time_zone="Asia/Tokyo")
        unit.commit()

    chosen = desk.bot.introduce(account)
    assert isinstance(chosen, Actor)
    assert chosen.time_zone == "Asia/Tokyo"
