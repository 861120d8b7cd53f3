"""Whatever a view holds, its cards are taken by Teams, and nothing of it is lost."""

from hypothesis import example, given, settings
from tests.platforms.teams.cards import check_card, parts_of
from tests.rendering.samples import HOSTILE
from tests.unit.adapters.slack.test_render import buttons_of, views

from mirps_bot.adapters.teams.render import ROOM, render_card
from mirps_bot.chat.pages import split
from mirps_bot.domain.form import FieldKind
from mirps_bot.view.blocks import View
from mirps_bot.view.form import ShownField, ShownForm, ShownOption


@given(views)
@example(View(summary="0\n" * 2000, blocks=()))
@settings(max_examples=60, deadline=None)
def test_parts_of_any_view_fit_and_hold_all_its_buttons(view: View) -> None:
    parts = split(view, ROOM)

    for part in parts:
        check_card(render_card(part))
    assert buttons_of(*parts) == buttons_of(view)


@given(views)
@settings(max_examples=60, deadline=None)
def test_any_view_is_taken_as_one_card(view: View) -> None:
    check_card(render_card(view))


def test_text_stays_text_and_only_web_addresses_can_be_tapped() -> None:
    runs = [part for part in parts_of(render_card(HOSTILE)) if part["type"] == "TextRun"]

    assert {run["selectAction"]["url"] for run in runs if "selectAction" in run} == {
        "https://example.org",
        "https://example.org/?q=<b>|x",
        "mailto:a@example.org",
    }
    assert {part["type"] for part in parts_of(render_card(HOSTILE))} == {
        "Action.OpenUrl",
        "AdaptiveCard",
        "RichTextBlock",
        "TextRun",
    }


def test_every_kind_of_field_but_a_file_is_an_input() -> None:
    options = tuple(ShownOption(value=str(number), label=f"Opción {number}") for number in range(9))
    form = ShownForm(
        name="all",
        title="Todo",
        intro=None,
        submit="Enviar",
        cancel="Cancelar",
        fields=tuple(
            ShownField(
                key=kind.value,
                kind=kind,
                label=kind.value,
                hint="Así",
                required=True,
                max_length=100,
                options=options,
                value="",
                redraws=False,
            )
            for kind in FieldKind
            if kind is not FieldKind.FILE
        ),
    )

    card = render_card(View(summary="Todo", blocks=(), form=form))

    check_card(card)
    inputs = [part["id"] for part in parts_of(card) if part["type"].startswith("Input.")]
    assert inputs == [f"field_{kind}" for kind in FieldKind if kind is not FieldKind.FILE]
