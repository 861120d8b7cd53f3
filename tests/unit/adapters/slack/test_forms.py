from dataclasses import replace
from typing import Any

import pytest
from tests.rendering.samples import FORM, PLEDGES, STAGES, shown

from mirps_bot.adapters.slack.forms import OpenForm, read_form, render_form, render_options
from mirps_bot.domain.form import FieldKind
from mirps_bot.view.form import ShownField, ShownForm, ShownOption


def element(field: ShownField) -> dict[str, Any]:
    rendered = render_form(replace(FORM, fields=(field,), intro=None), opening="1")
    drawn: dict[str, Any] = rendered["blocks"][0]["element"]
    return drawn


def as_sent(view: dict[str, Any], typed: dict[str, str] | None = None) -> dict[str, Any]:
    """What Slack sends back of a view in which a person typed."""
    values = {
        block["block_id"]: {
            block["element"]["action_id"]: {"type": "plain_text_input", "value": typed[block["block_id"]]}
        }
        for block in view["blocks"]
        if block["type"] == "input" and typed and block["block_id"] in typed
    }
    return view | {"id": "V1", "state": {"values": values}}


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (shown("a", FieldKind.CHOICE, "A", options=STAGES, required=True), "radio_buttons"),
        (shown("a", FieldKind.CHOICE, "A", options=STAGES), "static_select"),
        (shown("a", FieldKind.CHOICE, "A", options=PLEDGES[:6], required=True), "static_select"),
        (shown("a", FieldKind.CHOICE, "A", options=PLEDGES[:100]), "static_select"),
        (shown("a", FieldKind.CHOICE, "A", options=PLEDGES[:101]), "external_select"),
        (shown("a", FieldKind.CHOICE, "A"), "external_select"),
        (shown("a", FieldKind.SHORT_TEXT, "A"), "plain_text_input"),
        (shown("a", FieldKind.LONG_TEXT, "A"), "plain_text_input"),
        (shown("a", FieldKind.AMOUNT, "A"), "plain_text_input"),
        (shown("a", FieldKind.LINK, "A"), "plain_text_input"),
    ],
)
def test_field_is_drawn_as_what_serves_it_best(field: ShownField, kind: str) -> None:
    assert element(field)["type"] == kind


def test_long_label_makes_a_menu_of_a_short_list() -> None:
    long = (ShownOption(value="a", label="una etiqueta que no cabe en una línea de teléfono"), *STAGES)

    drawn = element(shown("a", FieldKind.CHOICE, "A", options=long, required=True, value="a"))

    assert drawn["type"] == "static_select"
    assert drawn["initial_option"] == drawn["options"][0]


def test_value_longer_than_its_field_is_cut_to_it() -> None:
    assert (
        element(shown("a", FieldKind.SHORT_TEXT, "A", max_length=5, value="1234567"))["initial_value"]
        == "12345"
    )


def test_too_many_options_are_cut_to_what_slack_takes() -> None:
    assert [each["value"] for each in render_options(PLEDGES)] == [f"P-{number}" for number in range(100)]


def test_context_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too many for a modal"):
        render_form(replace(FORM, context={"ids": "x" * 3000}))


def test_open_form_is_read_back() -> None:
    sent = as_sent(render_form(FORM, opening="1"), {"results": "diez", "amount": "3"})

    form = read_form(sent)

    assert (form.name, form.title, form.opening) == ("update", "Informar de un avance…", "1")
    assert form.context == {"event": "2026-Q1"}
    assert form.raw == {"results": "diez", "amount": "3"}
    assert list(form.blocks) == [field.key for field in FORM.fields]


def test_chosen_option_is_read_as_its_value() -> None:
    state = {"stage": {"stage": {"type": "radio_buttons", "selected_option": {"value": "done"}}}}

    assert read_form({"state": {"values": state}}).raw == {"stage": "done"}


def test_nothing_chosen_is_nothing() -> None:
    state = {"stage": {"stage": {"type": "static_select", "selected_option": None}}, "x": {}}

    assert read_form({"state": {"values": state}}).raw == {}


@pytest.mark.parametrize("metadata", ["", "not json", "[]", '{"opening": "1"}'])
def test_foreign_metadata_is_read_as_no_context(metadata: str) -> None:
    assert read_form({"private_metadata": metadata}).context == {}


def test_two_openings_of_a_form_differ() -> None:
    assert read_form(render_form(FORM)).opening != read_form(render_form(FORM)).opening


TWO = ShownForm(
    name="update",
    title="t",
    intro=None,
    submit="s",
    cancel="c",
    fields=(
        shown("results", FieldKind.SHORT_TEXT, "R"),
        shown("amount", FieldKind.SHORT_TEXT, "A", value="10"),
    ),
)


def redrawn(before: OpenForm, **values: str) -> OpenForm:
    fields = tuple(replace(field, value=values[field.key]) for field in TWO.fields)
    return read_form(render_form(replace(TWO, fields=fields), redrawn=before))


def test_redrawn_form_keeps_what_was_typed_where_it_shall_stay() -> None:
    before = read_form(as_sent(render_form(TWO, opening="1"), {"results": "diez", "amount": "12"}))

    after = redrawn(before, results="diez", amount="10")

    assert after.blocks == {"results": "results", "amount": "amount#1"}
    assert after.opening == "1"


def test_form_redrawn_twice_gets_another_block_again() -> None:
    before = OpenForm(
        name="update",
        title="t",
        opening="1",
        raw={"amount": "12"},
        blocks={"results": "results#3", "amount": "amount#1"},
    )

    after = redrawn(before, results="x", amount="10")

    assert after.blocks == {"results": "results#4", "amount": "amount#2"}


def test_errors_stand_at_the_blocks_of_their_fields() -> None:
    form = OpenForm(
        name="update", title="t", opening="1", blocks={"results": "results", "amount": "amount#2"}
    )

    assert form.at_blocks({"amount": "not a number", "gone": "missing", "": "busy"}) == {
        "amount#2": "not a number",
        "results": "missing\nbusy",
    }
