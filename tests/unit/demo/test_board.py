from tests.unit.desk import KARLA, Desk, summary

from mirps_bot.demo.board import post_board


def test_board_is_posted_once_however_often_the_demo_is_opened(desk: Desk) -> None:
    for _ in range(2):
        post_board(desk.bot, desk.storage)
    assert summary(desk.asks(KARLA, "necesidades")) == "2 necesidades abiertas"
    assert summary(desk.asks(KARLA, "ofertas")) == "2 ofertas abiertas"


def test_board_has_something_that_matches_and_something_that_does_not(desk: Desk) -> None:
    post_board(desk.bot, desk.storage)
    with desk.storage.begin(reading=True) as unit:
        asked = {need.area: len(unit.matches.of_need(need.id)) > 0 for need in unit.needs.listed()}
    assert asked == {"asylum_systems": True, "health": False}
