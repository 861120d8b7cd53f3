from pathlib import Path

import pytest
from tests.rendering.golden import assert_golden
from tests.rendering.samples import CHART, CHARTED, FORM, HEADINGS_ONLY, HOSTILE, PLEDGE

from mirps_bot.adapters.slack.forms import render_form
from mirps_bot.adapters.slack.render import render_home, render_message, render_receipt
from mirps_bot.playground.blockkit import check_message_blocks, check_view
from mirps_bot.view.blocks import View

GOLDEN = Path(__file__).parent / "slack"
VIEWS = {"pledge": PLEDGE, "hostile": HOSTILE, "summary_only": HEADINGS_ONLY, "chart_in_words": CHARTED}


def no_file(_: str) -> bool:
    return False


@pytest.mark.parametrize("name", VIEWS)
def test_message(name: str) -> None:
    rendered = render_message(VIEWS[name])

    assert_golden(
        GOLDEN / f"message_{name}.json", {"text": rendered.text.splitlines(), "blocks": rendered.blocks}
    )
    check_message_blocks(rendered.blocks, no_file)


def test_message_with_an_uploaded_picture() -> None:
    rendered = render_message(CHARTED, {CHART: "F0123456789"})

    assert_golden(
        GOLDEN / "message_chart.json", {"text": rendered.text.splitlines(), "blocks": rendered.blocks}
    )
    check_message_blocks(rendered.blocks, lambda file: file == "F0123456789")


@pytest.mark.parametrize(("name", "view"), VIEWS.items())
def test_view_is_taken_as_home_and_as_receipt(name: str, view: View) -> None:
    check_view(render_home(view), "home", no_file)
    check_view(render_receipt(view, title="Recibido, con un título que es demasiado largo"), "modal", no_file)


def test_receipt() -> None:
    assert_golden(GOLDEN / "receipt.json", render_receipt(PLEDGE, title="Informar de un avance"))


def test_form() -> None:
    rendered = render_form(FORM, opening="opened-1")

    assert_golden(GOLDEN / "form.json", rendered)
    check_view(rendered, "modal", no_file)
