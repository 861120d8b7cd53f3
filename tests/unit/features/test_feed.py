import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.unit.desk import LUCIA, MEETING, NOAH, STRANGER, Desk, actions, summary

from mirps_bot.adapters.sql.tables import metadata
from mirps_bot.ports import Account
from mirps_bot.view.action import Action, ActionName

ADDRESS = re.compile(r"https://bot\.example\.org/calendar/([A-Za-z0-9_-]{43})\.ics")


@pytest.fixture
def reachable(desk: Desk) -> Desk:
    desk.bot.public_url = "https://bot.example.org"
    return desk


def opened(desk: Desk, email: str = LUCIA) -> str:
    found = ADDRESS.search(summary(desk.presses(email, ActionName.OPEN_FEED)))
    assert found is not None
    return found[1]


def test_address_is_made_by_the_button_and_serves_the_holders_language(reachable: Desk) -> None:
    assert actions(reachable.asks(LUCIA, "suscripción")) == [Action(ActionName.OPEN_FEED)]

    almanac = reachable.bot.almanac(opened(reachable))

    assert almanac is not None
    assert (almanac.language, almanac.name) == ("es", "MIRPS: reuniones y fechas límite")
    assert f"{MEETING.id}@mirps-bot" in {each.uid for each in almanac.entries}


def test_words_never_show_the_address_again(reachable: Desk) -> None:
    secret = opened(reachable)

    answer = reachable.asks(LUCIA, "suscripción")

    assert secret not in repr(answer)
    assert actions(answer) == [Action(ActionName.OPEN_FEED), Action(ActionName.CLOSE_FEED)]


def test_another_address_voids_the_one_before(reachable: Desk) -> None:
    first, second = opened(reachable), opened(reachable)

    assert reachable.bot.almanac(first) is None
    assert reachable.bot.almanac(second) is not None


def test_revoked_address_answers_no_more_and_others_do(reachable: Desk) -> None:
    lucias, noahs = opened(reachable), opened(reachable, NOAH)

    assert summary(reachable.presses(LUCIA, ActionName.CLOSE_FEED)).startswith("Anulada")

    assert reachable.bot.almanac(lucias) is None
    assert reachable.bot.almanac(noahs) is not None
    assert (
        summary(reachable.presses(LUCIA, ActionName.CLOSE_FEED)) == "No tiene ninguna dirección que anular."
    )


def test_address_of_who_has_left_answers_no_more(reachable: Desk) -> None:
    secret = opened(reachable)

    known = Account(user="U1", email=LUCIA, language=None, time_zone=None)
    for account in (known, replace(known, email=None, has_left=True)):
        reachable.bot.introduce(account)

    assert reachable.bot.almanac(secret) is None


def test_secret_is_neither_kept_nor_logged(reachable: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = opened(reachable)
    reachable.bot.almanac(secret)

    with reachable.storage.engine.connect() as connection:
        rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    assert (secret in repr(rows), secret in caplog.text) == (False, False)


def test_nobody_holds_a_secret_that_was_never_told(reachable: Desk) -> None:
    assert reachable.bot.almanac("A" * 43) is None


def test_without_a_public_address_it_is_said_what_is_missing(desk: Desk) -> None:
    assert "MIRPS_PUBLIC_URL" in summary(desk.asks(LUCIA, "suscripción"))
    assert "MIRPS_PUBLIC_URL" in summary(desk.presses(LUCIA, ActionName.OPEN_FEED))


def test_whoever_is_not_on_the_roster_gets_none(reachable: Desk) -> None:
    assert summary(reachable.asks(STRANGER, "suscripción")).startswith("Todavía no figura")
    assert summary(reachable.presses(STRANGER, ActionName.OPEN_FEED)).startswith("Todavía no figura")
