from dataclasses import replace

import pytest
from tests.unit.desk import (
    CHLOE,
    DEADLINE,
    GRACE,
    KARLA,
    LUCIA,
    MEETING,
    NOAH,
    STRANGER,
    TOMAS,
    Desk,
    actions,
)
from tests.unit.reading import said, words

from mirps_bot.domain.calendar import Event, EventChange, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.ids import EventId, GroupId
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.update import Unstaged
from mirps_bot.features import home
from mirps_bot.features.home import Bar, Front
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Bullets, Heading, View, text_of


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


def test_duty_is_back_once_its_answer_is_taken_back(desk: Desk) -> None:
    def owed() -> list[str]:
        return [each.pledge.id for each in front(desk).owed]

    receipt = desk.presses(LUCIA, ActionName.NO_CHANGE, "msp-mirps-asylum", "rec-022")
    assert owed() == ["rec-058", "rec-059", "rec-064"]
    (undo,) = (each for each in actions(receipt) if each.name is ActionName.REVOKE)
    desk.presses(LUCIA, undo.name, *undo.arguments, key="undo")
    assert owed() == ["msp-mirps-asylum", "rec-022", "rec-058"]
    assert Action(ActionName.NO_CHANGE, ("rec-022",)) in actions(desk.asks(LUCIA, "inicio"))


def test_pledges_are_counted_by_stage_and_never_reported_is_its_own(desk: Desk) -> None:
    assert front(desk).bars == (Bar(stage=Unstaged.NEVER_REPORTED, pledges=5, most=5),)

    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"}, key="1")
    desk.submits(LUCIA, {"pledge": "rec-059", "stage": "fulfilled"}, key="2")

    assert front(desk).bars == (
        Bar(stage=Unstaged.NEVER_REPORTED, pledges=3, most=3),
        Bar(stage=Stage.IN_PROGRESS, pledges=1, most=3),
        Bar(stage=Stage.FULFILLED, pledges=1, most=3),
    )


def headings(view: View) -> list[str]:
    return [each.text for each in view.blocks if isinstance(each, Heading)]


def test_what_was_only_confirmed_is_no_longer_said_to_be_never_reported(desk: Desk) -> None:
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    assert front(desk).bars == (
        Bar(stage=Unstaged.NEVER_REPORTED, pledges=4, most=4),
        Bar(stage=Unstaged.HEARD_OF, pledges=1, most=4),
    )
    for number in ("rec-059", "rec-064", "rec-022", "msp-mirps-asylum"):
        desk.presses(LUCIA, ActionName.NO_CHANGE, number, key=number)
    told = words(opens(desk))
    assert "No falta nada en este ciclo" in headings(opens(desk))
    assert "Por informar" not in headings(opens(desk))
    assert "con noticias, etapa sin informar: 5" in told
    assert "nunca informados" not in told
    assert "confirmado sin cambios el 24 de noviembre de 2026, etapa sin informar" in told
    assert "etapa sin informar" in said(desk.asks(LUCIA, "rec-058"))


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


# ---- events and needs since the last visit -------------------------------------------------------

OF_ASYLUM = replace(MEETING, id=EventId("asylum-meeting"), group=GroupId("wg-asylum"))
NEED = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "Formación de oficiales"}


def save(desk: Desk, *events: Event) -> None:
    with desk.visit(NOAH) as visit:
        visit.unit.events.save(events)


def test_event_that_moved_was_fixed_or_cancelled_is_told_until_the_next_visit(desk: Desk) -> None:
    undated = replace(
        DEADLINE, id=EventId("undated"), start=None, opens=None, quarters=(Quarter(year=2027, number=1),)
    )
    save(desk, undated)
    opens(desk)
    desk.clock.advance(days=1)
    save(
        desk,
        replace(MEETING, start=PartialDate.parse("2026-12-17")),
        replace(DEADLINE, status=EventStatus.CANCELLED),
        replace(undated, start=PartialDate.parse("2027-02-01")),
    )
    assert {each.event.id: each.change for each in front(desk).changed} == {
        "test-meeting": EventChange.MOVED,
        "test-deadline": EventChange.CANCELLED,
        "undated": EventChange.FIXED,
    }
    text = said(desk.asks(LUCIA, "inicio"))
    assert "Reunión trimestral — ha cambiado: jueves, 17 de diciembre de 2026, 08:00" in text
    assert "(antes: 10 de diciembre de 2026)" in text
    assert "Cierre del ciclo — se canceló" in text

    opens(desk)
    desk.clock.advance(days=1)
    assert front(desk).changed == ()


def test_meeting_of_a_group_concerns_its_members_alone(desk: Desk) -> None:
    save(desk, OF_ASYLUM)
    for email in (LUCIA, KARLA, CHLOE, GRACE):
        opens(desk, email)
    desk.clock.advance(days=1)
    save(desk, replace(OF_ASYLUM, status=EventStatus.CANCELLED))
    told = {email for email in (LUCIA, KARLA, CHLOE, GRACE) if front(desk, email).changed}
    assert told == {LUCIA, KARLA}


def test_new_need_is_told_to_whom_it_concerns_and_to_followers_with_the_reason(desk: Desk) -> None:
    desk.asks(GRACE, "follow Honduras")
    for email in (CHLOE, GRACE, NOAH, LUCIA, KARLA):
        opens(desk, email)
    desk.clock.advance(days=1)
    desk.submits(KARLA, NEED, form="needs")

    def told(email: str) -> list[str]:
        return [each.need.number for each in front(desk, email).needs]

    assert [told(each) for each in (CHLOE, GRACE, NOAH)] == [["N-0001"]] * 3
    assert [told(each) for each in (LUCIA, KARLA)] == [[], []]
    answer = desk.asks(GRACE, "home")
    assert "because you follow Honduras" in said(answer)
    assert Action(ActionName.ASK, ("needs N-0001",)) in actions(answer)
    asked = desk.asks(CHLOE, "accueil")
    assert "vous suivez" not in said(asked)
    assert actions(asked).count(Action(ActionName.ASK, ("needs N-0001",))) == 1
