from dataclasses import replace

import pytest
from tests.unit.desk import ELENA, MEETING, NOAH, Desk

from mirps_bot.content.facts import Facts
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EventId
from mirps_bot.features import groups
from mirps_bot.features.groups import GroupList, OneGroup
from mirps_bot.view.action import Action, ActionName


def listed(reading_desk: Desk, words: str) -> GroupList:
    return reading_desk.data(groups.answer, words, GroupList)


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("asilo", "wg-asylum"),
        ("wg-jobs", "wg-jobs"),
        ("WG-JOBS", "wg-jobs"),
        ("empleo", "wg-jobs"),
        ("méxico", "wg-asylum"),
        ("costa rica", "wg-jobs"),
    ],
)
def test_group_is_found_by_theme_by_lead_and_by_key(reading_desk: Desk, words: str, group: str) -> None:
    data = reading_desk.data(groups.answer, words, OneGroup)
    assert data.group.id == group


def test_country_that_leads_two_groups_gets_both(reading_desk: Desk) -> None:
    assert [each.id for each in listed(reading_desk, "panamá").groups] == ["wg-local", "wg-stats"]


def test_all_groups_are_listed_when_none_is_named(reading_desk: Desk, facts: Facts) -> None:
    assert by_id(listed(reading_desk, "").groups) == by_id(facts.groups)
    assert listed(reading_desk, "").rest == ()


def test_unknown_words_are_named_above_all_groups(reading_desk: Desk, facts: Facts) -> None:
    found = listed(reading_desk, "pesca")
    assert (by_id(found.groups), found.rest) == (by_id(facts.groups), ("pesca",))


def test_each_group_of_a_list_can_be_opened(reading_desk: Desk) -> None:
    shown = reading_desk.show(groups.answer, "panamá")
    assert [each.action for each in shown.choices["open"]] == [
        Action(ActionName.ASK, ("groups wg-local",)),
        Action(ActionName.ASK, ("groups wg-stats",)),
    ]


def test_group_shows_its_pledges_and_opens_them(reading_desk: Desk, facts: Facts) -> None:
    shown = reading_desk.show(groups.answer, "asilo")
    group = next(each for each in facts.groups if each.id == "wg-asylum")
    assert isinstance(shown.data, OneGroup)
    assert [each.pledge.id for each in shown.data.pledges] == list(group.pledges)
    assert [each.action.arguments for each in shown.choices["open"]] == [
        (f"pledges {each}",) for each in group.pledges
    ]
    assert shown.shareable == "groups wg-asylum"


def test_group_shows_what_its_pledges_are_for_and_its_own_next_meeting(desk: Desk) -> None:
    with desk.visit(ELENA) as visit:
        visit.unit.events.save([replace(MEETING, id=EventId("asylum-1"), series="wg-asylum")])
    one = desk.data(groups.answer, "asilo", OneGroup)
    assert [each.pledge for each in one.outcomes] == ["msp-mirps-asylum"]
    assert [each.id for each in one.meetings] == ["asylum-1"]


def test_group_shows_what_was_filed_last_on_its_pledges_and_their_parts(desk: Desk) -> None:
    def file(pledge: str, narrative: str) -> None:
        raw = {"pledge": pledge, "stage": "in_progress", "period": "2026-Q4", "narrative": narrative}
        desk.submits(NOAH, raw, key=narrative)
        desk.clock.advance(hours=1)

    file("msp-mirps-asylum", "Primero")
    file("msp-mirps-asylum", "Segundo")
    file("msp-mirps-local", "De una parte")
    one = desk.data(groups.answer, "asilo", OneGroup)
    assert [(each.pledge, each.report.narrative) for each in one.changes] == [
        ("msp-mirps-local", "De una parte"),
        ("msp-mirps-asylum", "Segundo"),
    ]


def test_group_without_news_has_none(reading_desk: Desk) -> None:
    one = reading_desk.data(groups.answer, "asilo", OneGroup)
    assert (one.changes, one.meetings) == ((), ())


def by_id(found: tuple[Group, ...]) -> list[Group]:
    return sorted(found, key=lambda each: each.id)
