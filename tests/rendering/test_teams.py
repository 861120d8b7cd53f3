from dataclasses import replace
from pathlib import Path

import pytest
from tests.platforms.teams.cards import check_card
from tests.rendering.golden import assert_golden
from tests.rendering.samples import CHARTED, FORM, HEADINGS_ONLY, HOSTILE, PLEDGE

from mirps_bot.adapters.teams.render import render_card, render_message
from mirps_bot.domain.delivery import Spot
from mirps_bot.view.blocks import Heading, View

GOLDEN = Path(__file__).parent / "teams"
PROBLEMS = {"results": "Falta esta respuesta.", "gone": "*Otra cosa*"}
VIEWS = {
    "pledge": PLEDGE,
    "hostile": HOSTILE,
    "summary_only": HEADINGS_ONLY,
    "chart_in_words": CHARTED,
}


@pytest.mark.parametrize("name", VIEWS)
def test_message(name: str) -> None:
    rendered = render_message(VIEWS[name])

    assert_golden(GOLDEN / f"message_{name}.json", rendered)
    check_card(rendered["attachments"][0]["content"])


def test_answer_that_can_be_shared_carries_where() -> None:
    rendered = render_card(PLEDGE, Spot(channel="19:room@thread.tacv2", thread="17", only_for="29:ana"))

    assert_golden(GOLDEN / "message_shareable.json", rendered)
    check_card(rendered)


@pytest.mark.parametrize("problems", [{}, PROBLEMS], ids=["new", "corrected"])
def test_form(request: pytest.FixtureRequest, problems: dict[str, str]) -> None:
    form = replace(FORM, problems=problems)
    rendered = render_card(View(summary=form.title, blocks=(Heading(form.title),), form=form))

    assert_golden(GOLDEN / f"form_{request.node.callspec.id}.json", rendered)
    check_card(rendered)
