import pytest
from tests.unit.desk import CHLOE, KARLA, LUCIA, NOAH, STRANGER, TOMAS, Desk, actions
from tests.unit.reading import said

from mirps_bot.domain.pledge import Stage
from mirps_bot.features import home
from mirps_bot.features.home import Bar, Front
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Bullets, View, text_of


def front(desk: Desk, email: str = LUCIA) -> Front:
    with desk.visit(email) as visit:
        data = home.answer(visit, "").data
    assert isinstance(data, Front)
    return data


def news(desk: Desk, email: str = LUCIA) -> list[str]:
    return [each.update.pledge for each in front(desk, email).news]


def opens(desk: Desk, email: str = LUCIA) -> View:
    return desk.bot.home(desk.actor(email))


def bullets(view: View) -> list[str]:
    return [text_of(each) for block in view.blocks if isinstance(block, Bullets) for each in block.items]


def test_most_urgent_duties_come_with_the_buttons_that_settle_them(desk: Desk) -> None:
    shown = desk.asks(LUCIA, "inicio")
    assert [each.pledge.id for each in front(desk).owed] == ["msp-mirps-asylum", "rec-022", "rec-058"]
    assert Action(ActionName.REPORT, ("rec-058",)) in actions(shown)
    assert Action(ActionName.NO_CHANGE, ("rec-058",)) in actions(shown)


def test_pledges_are_counted_by_stage_and_never_reported_is_its_own(desk: Desk) -> None:
    assert front(desk).bars == (Bar(stage=None, pledges=5, most=5),)

    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"}, key="1")
    desk.submits(LUCIA, {"pledge": "rec-059", "stage": "fulfilled"}, key="2")

    assert front(desk).bars == (
        Bar(stage=None, pledges=3, most=3),
        Bar(stage=Stage.IN_PROGRESS, pledges=1, most=3),
        Bar(stage=Stage.FULFILLED, pledges=1, most=3),
    )


def test_bar_follows_its_words_for_whoever_hears_it(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    assert [each for each in bullets(opens(desk)) if "▇" in each] == [
        "nunca informados: 4 ▇▇▇▇▇▇▇▇",
        "en curso: 1 ▇▇",
    ]


def test_first_visit_has_no_news(desk: Desk) -> None:
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "in_progress"})
    assert (front(desk).since, news(desk)) == (None, [])


def test_what_changed_since_the_last_visit_is_told_until_the_next(desk: Desk) -> None:
    opens(desk)
    desk.clock.advance(days=1)
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "in_progress"}, key="1")
    desk.submits(LUCIA, {"pledge": "rec-059", "stage": "in_progress"}, key="2")
    assert news(desk) == ["rec-058"]  # her own is no news to her

    desk.clock.advance(minutes=1)
    opens(desk)
    desk.clock.advance(minutes=30)
    assert news(desk) == ["rec-058"]  # the same visit

    desk.clock.advance(hours=2)
    assert news(desk) == []


def test_what_is_followed_is_news_too(desk: Desk) -> None:
    desk.asks(CHLOE, "suivre rec-058")
    opens(desk, CHLOE)
    desk.clock.advance(days=1)
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})

    assert news(desk, CHLOE) == ["rec-058"]
    assert "parce que vous suivez rec-058" in said(desk.asks(CHLOE, "accueil"))
    assert news(desk, NOAH) == []


def test_what_others_pledged_for_ones_own_country_is_news(desk: Desk) -> None:
    opens(desk, KARLA)
    desk.clock.advance(days=1)
    desk.submits(CHLOE, {"pledge": "rec-027", "stage": "in_progress"})

    assert news(desk, KARLA) == ["rec-027"]
    assert "porque sigue" not in said(desk.asks(KARLA, "inicio"))


def test_page_follows_the_language_that_was_just_chosen(desk: Desk) -> None:
    desk.asks(LUCIA, "idioma inglés")
    assert opens(desk).summary == "Mexico: 5 open pledges"


def test_whoever_is_not_on_the_roster_gets_the_help(desk: Desk) -> None:
    assert opens(desk, STRANGER).summary.startswith("Soy el asistente")


@pytest.mark.parametrize("email", [LUCIA, NOAH, CHLOE])
def test_first_thing_on_the_page_is_what_can_be_done(desk: Desk, email: str) -> None:
    first = actions(desk.asks(email, "inicio"))[: len(home.ASKS)]
    assert first == [Action(ActionName.ASK, (each,)) for each in home.ASKS]
