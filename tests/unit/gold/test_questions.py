"""The half of the gold questions that the reading is tuned by keeps its score; the bench measures the other half."""

import pytest
from tests.unit.desk import Desk
from tests.unit.gold.questions import MEASURED, Verdict, read_questions, verdict

from mirps_bot.content.facts import Facts
from mirps_bot.domain.language import Language

TUNING = read_questions("tuning")


@pytest.mark.parametrize("language", Language)
def test_reading_keeps_its_score(desk: Desk, facts: Facts, language: Language) -> None:
    asked = [each for each in TUNING if each.language is language]
    verdicts = {each.asks: verdict(desk, each, facts) for each in asked}
    settled = {each.asks: verdicts[each.asks] for each in asked if not each.is_open}

    assert [asks for asks, each in settled.items() if each is Verdict.WRONG] == []
    assert sum(each is Verdict.ASKED_BACK for each in settled.values()) <= 2


@pytest.mark.parametrize("language", Language)
def test_open_question_leaves_the_list_once_it_is_understood(
    desk: Desk, facts: Facts, language: Language
) -> None:
    asked = [each for each in TUNING if each.language is language and each.is_open]
    assert [each.asks for each in asked if verdict(desk, each, facts) is Verdict.RIGHT] == []


@pytest.mark.parametrize("half", ["tuning", *MEASURED])
def test_question_names_a_command_that_there_is(desk: Desk, half: str) -> None:
    named = {each for question in read_questions(half) for each in (question.command, *question.also) if each}
    assert named <= set(desk.content.commands)
