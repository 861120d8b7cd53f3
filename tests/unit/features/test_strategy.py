"""The strategy, point by point."""

import pytest
from tests.unit.desk import GRACE, LUCIA, NOAH, Desk, actions, summary

from mirps_bot.domain.ids import AreaId
from mirps_bot.domain.pledge import ContributionType, Stage
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.strategy import StrategyPart
from mirps_bot.domain.update import Unstaged
from mirps_bot.features import strategy
from mirps_bot.features.strategy import OnePoint, Outline
from mirps_bot.view.action import ActionName


def outline(reading_desk: Desk, words: str) -> Outline:
    return reading_desk.data(strategy.answer, words, Outline)


def point(desk: Desk, words: str) -> OnePoint:
    return desk.data(strategy.answer, words, OnePoint)


def test_whole_strategy_has_all_parts_by_number(reading_desk: Desk) -> None:
    whole = outline(reading_desk, "2025")
    assert [(each.part, len(each.points)) for each in whole.parts] == [
        (StrategyPart.OBJECTIVE, 4),
        (StrategyPart.FOCUS_AREA, 3),
        (StrategyPart.PRINCIPAL_RESULT, 4),
        (StrategyPart.ACTIVITY, 10),
    ]
    assert [each.number for each in whole.parts[3].points] == list(range(1, 11))
    assert (whole.is_whole, whole.rest) == (True, ())


@pytest.mark.parametrize("words", ["resultados", "results", "résultats", "principal_result"])
def test_part_is_named_in_any_language(reading_desk: Desk, words: str) -> None:
    assert [each.part for each in outline(reading_desk, words).parts] == [StrategyPart.PRINCIPAL_RESULT]


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("resultado 2", "result-2"),
        ("result 2", "result-2"),
        ("actividad 10", "activity-10"),
        ("hermanamientos", "activity-5"),
        ("twinnings", "activity-5"),
        ("taller de género", "activity-3"),
    ],
)
def test_point_is_found_by_number_or_by_words_of_its_title(reading_desk: Desk, words: str, id_: str) -> None:
    assert point(reading_desk, words).point.id == id_


@pytest.mark.parametrize("words", ["resultado 9", "xyzzy", "2"])
def test_point_that_is_not_there_gets_what_is(reading_desk: Desk, words: str) -> None:
    assert outline(reading_desk, words).parts


def test_words_that_name_nothing_are_said(reading_desk: Desk) -> None:
    assert outline(reading_desk, "xyzzy").rest == ("xyzzy",)


def test_what_counts_is_what_its_question_finds(reading_desk: Desk) -> None:
    counted = point(reading_desk, "resultado 2").counted
    assert counted
    assert counted.stages == {Unstaged.NEVER_REPORTED: counted.total}
    first = actions(reading_desk.asks(LUCIA, "estrategia resultado 2"))[0]
    opened = reading_desk.presses(LUCIA, ActionName.ASK, *first.arguments)
    assert summary(opened).startswith(f"{counted.total} ")


def test_update_moves_what_counts_to_its_stage(desk: Desk) -> None:
    before = point(desk, "resultado 2").counted
    wanted = PledgeFilter(areas=(AreaId("asylum_systems"),), types=(ContributionType.TECHNICAL,))
    with desk.visit(NOAH) as visit:
        pledge = visit.unit.pledges.search(wanted, limit=1).items[0].pledge.id
    report = {"stage": "in_progress", "period": "2026-Q4", "narrative": "Avanza"}
    desk.submits(NOAH, {"pledge": pledge, **report})
    after = point(desk, "resultado 2").counted
    assert before
    assert after
    assert after.total == before.total
    assert after.stages == {Stage.IN_PROGRESS: 1, Unstaged.NEVER_REPORTED: before.total - 1}


def test_point_that_nothing_counts_toward_says_so(reading_desk: Desk) -> None:
    assert point(reading_desk, "actividad 5").counted is None


def test_activity_shows_when_it_was_planned_for(reading_desk: Desk) -> None:
    assert [each.id for each in point(reading_desk, "actividad 1").events] == ["cal-2025-quito"]


def test_focus_area_names_its_mechanisms(reading_desk: Desk) -> None:
    assert len(point(reading_desk, "área 2").mechanisms) == 8


@pytest.mark.parametrize(
    ("email", "asked", "same"),
    [
        (LUCIA, "¿cuáles son los objetivos?", "estrategia objetivos"),
        (LUCIA, "hermanamientos", "estrategia actividad 5"),
        (GRACE, "what are the principal results", "strategy results"),
    ],
)
def test_plain_question_is_understood(reading_desk: Desk, email: str, asked: str, same: str) -> None:
    assert summary(reading_desk.says(email, asked)) == summary(reading_desk.asks(email, same))
