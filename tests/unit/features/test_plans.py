"""National Action Plans."""

import pytest
from tests.unit.desk import LUCIA, Desk, actions, summary

from mirps_bot.features import plans
from mirps_bot.features.plans import OnePlan, PlanList
from mirps_bot.view.action import ActionName


def listed(reading_desk: Desk, words: str) -> PlanList:
    return reading_desk.data(plans.answer, words, PlanList)


def one(reading_desk: Desk, words: str) -> OnePlan:
    return reading_desk.data(plans.answer, words, OnePlan)


def test_all_plans_are_listed_with_what_the_region_needed(reading_desk: Desk) -> None:
    found = listed(reading_desk, "")
    assert [each.commitments for each in found.plans if each.entity == "mx"] == [33]
    assert found.total
    assert found.total.commitments == 180
    assert [each.year for each in found.needs] == [2019, 2021, 2021]


def test_one_area_lists_the_plans_that_have_it(reading_desk: Desk) -> None:
    found = listed(reading_desk, "salud")
    assert (found.areas, [each.entity for each in found.plans]) == (("health",), ["gt", "pa"])


def test_area_that_its_plan_does_not_have_is_said(reading_desk: Desk) -> None:
    assert one(reading_desk, "honduras salud").without == ("health",)
    assert one(reading_desk, "honduras protección").without == ()


def test_who_has_no_plan_is_said_to_have_none(reading_desk: Desk) -> None:
    assert listed(reading_desk, "Canadá").without == ("ca",)
    assert listed(reading_desk, "Honduras y México").without == ()


def test_area_that_no_plan_has_is_not_claimed(reading_desk: Desk) -> None:
    found = listed(reading_desk, "inclusión estadística")
    assert (found.areas, len(found.plans)) == ((), 7)


def test_plan_of_a_state_shows_its_areas_and_what_is_on_record(reading_desk: Desk) -> None:
    found = one(reading_desk, "honduras")
    assert [(each.area, each.commitments) for each in found.areas] == [
        ("protection", 21),
        ("jobs_livelihoods", 4),
        ("education", 1),
    ]
    protection = found.areas[0]
    answer = summary(reading_desk.asks(LUCIA, "compromisos honduras protección"))
    assert answer.startswith(f"{protection.pledges} ")


def test_plan_can_be_narrowed_to_an_area(reading_desk: Desk) -> None:
    assert [each.area for each in one(reading_desk, "honduras educación").areas] == ["education"]


def test_areas_without_a_name_are_kept(reading_desk: Desk) -> None:
    assert one(reading_desk, "méxico").plan.unnamed == (1, 2)


@pytest.mark.parametrize("words", ["xyzzy", "canadá"])
def test_what_names_no_plan_lists_all(reading_desk: Desk, words: str) -> None:
    assert len(listed(reading_desk, words).plans) == 7


def test_each_plan_can_be_opened(reading_desk: Desk) -> None:
    for action in actions(reading_desk.asks(LUCIA, "planes"))[:7]:
        opened = reading_desk.presses(LUCIA, ActionName.ASK, *action.arguments)
        assert "medida" in summary(opened)
