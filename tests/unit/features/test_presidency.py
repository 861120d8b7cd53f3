"""Who presides over what, and the annual meetings."""

from dataclasses import replace

import pytest
from tests.unit.desk import ELENA, GRACE, LUCIA, MEETING, Desk, actions, summary

from mirps_bot.domain.ids import EventId
from mirps_bot.domain.platform import Office
from mirps_bot.features import presidency
from mirps_bot.features.presidency import Meetings, OfficeHolders, Offices
from mirps_bot.view.action import Action, ActionName


def in_year(desk: Desk, words: str) -> Offices:
    return desk.data(presidency.answer, words, Offices)


def holders(reading_desk: Desk, words: str) -> OfficeHolders:
    return reading_desk.data(presidency.answer, words, OfficeHolders)


def meetings(reading_desk: Desk, words: str) -> list[int]:
    data = reading_desk.data(presidency.annual_meetings, words, Meetings)
    return [each.number for each in data.meetings]


def test_presidency_alone_tells_both_and_asks_which(reading_desk: Desk) -> None:
    both = in_year(reading_desk, "")
    assert both.presidency
    assert (both.year, both.presidency.entity) == (2026, "sv")
    assert [each.entity for each in both.chairs] == [None]  # no source names it
    asks = actions(reading_desk.asks(LUCIA, "presidencia"))[:2]
    assert asks == [Action(ActionName.ASK, (f"chair {each}",)) for each in ("presidency", "chair")]


def test_year_of_a_handover_has_two_chairs(reading_desk: Desk) -> None:
    both = in_year(reading_desk, "2022")
    assert [each.entity for each in both.chairs] == ["ca", "us"]
    assert both.presidency
    assert both.presidency.entity == "hn"


def test_year_without_a_record_has_nobody(reading_desk: Desk) -> None:
    none = in_year(reading_desk, "2040")
    assert (none.presidency, none.chairs) == (None, ())


def test_troika_has_no_members_on_record_and_its_next_meeting(desk: Desk) -> None:
    with desk.visit(ELENA) as visit:
        visit.unit.events.save([replace(MEETING, id=EventId("troika-1"), series="troika")])
    found = in_year(desk, "troika")
    assert found.troika
    assert found.troika.participants == ()
    assert [each.id for each in found.meetings] == ["troika-1"]


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("pro témpore", Office.PRESIDENCY),
        ("ppt", Office.PRESIDENCY),
        ("del MIRPS", Office.PRESIDENCY),
        ("presidency", Office.PRESIDENCY),
        ("de la plataforma", Office.CHAIR),
        ("of the platform", Office.CHAIR),
        ("chair", Office.CHAIR),
    ],
)
def test_one_office_is_listed_the_latest_first(reading_desk: Desk, words: str, office: Office) -> None:
    found = holders(reading_desk, words)
    assert found.offices == (office,)
    assert [each.year for each in found.presidencies] == list(range(2027, 2018, -1))
    assert [each.start.year for each in found.chairs] == [2026, 2025, 2022, 2021, 2020]


def test_offices_of_a_state_are_both_looked_at(reading_desk: Desk) -> None:
    found = holders(reading_desk, "el salvador")
    assert found.offices == (Office.PRESIDENCY, Office.CHAIR)
    assert [each.year for each in found.presidencies] == [2026, 2020]
    assert found.chairs == ()


def test_of_an_entity_whoever_held_the_office_before_and_after_is_told(reading_desk: Desk) -> None:
    of_colombia = holders(reading_desk, "plataforma colombia")
    (term,) = of_colombia.chairs
    assert of_colombia.before[term.id] == "us"
    assert of_colombia.after[term.id] is None  # no source names it
    first, *_ = reversed(holders(reading_desk, "pro tempore México").presidencies)
    assert first.id not in holders(reading_desk, "pro tempore México").before
    assert not holders(reading_desk, "pro tempore").before


@pytest.mark.parametrize(
    ("email", "asked", "same"),
    [
        (LUCIA, "¿Quién preside la plataforma?", "presidencia plataforma"),
        (LUCIA, "¿quién tuvo la presidencia pro témpore?", "presidencia pro témpore"),
        (LUCIA, "quién presidió en 2023", "presidencia 2023"),
        (GRACE, "who chaired the platform?", "chair platform"),
        (LUCIA, "ppt", "presidencia ppt"),
        (LUCIA, "troika", "presidencia"),
        (LUCIA, "¿dónde fue la última reunión anual?", "anuales"),
        (GRACE, "when was the annual meeting in 2024", "annual 2024"),
    ],
)
def test_plain_question_is_understood(reading_desk: Desk, email: str, asked: str, same: str) -> None:
    assert summary(reading_desk.says(email, asked)) == summary(reading_desk.asks(email, same))


def test_annual_meetings_come_the_latest_first(reading_desk: Desk) -> None:
    assert meetings(reading_desk, "") == [9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_annual_meetings_of_a_year_or_a_host(reading_desk: Desk) -> None:
    assert meetings(reading_desk, "2024") == [7, 6]
    assert meetings(reading_desk, "el salvador") == [9, 3]
    assert meetings(reading_desk, "2030") == []
