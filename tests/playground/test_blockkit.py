"""Every limit of Block Kit: what is just within it passes, what is just beyond it is refused and named."""

from collections.abc import Callable
from typing import Any

import pytest

from mirps_bot.playground.blockkit import check_message_blocks, check_suggestions, check_view
from mirps_bot.playground.refusals import Refused

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def option(text: str = "One", value: str = "1") -> Block:
    return {"text": plain(text), "value": value}


def button(**changes: Any) -> Block:
    return {"type": "button", "action_id": "a", "text": plain("Go"), **changes}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def entry(element: Block, **changes: Any) -> Block:
    return {"type": "input", "label": plain("Label"), "element": element, **changes}


def select(**changes: Any) -> Block:
    return {"type": "static_select", "action_id": "s", "options": [option()], **changes}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def run(*leaves: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(leaves)}


def table(rows: list[list[Block]], **changes: Any) -> Block:
    return {"type": "table", "rows": rows, **changes}


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def modal(*blocks: Block, **changes: Any) -> Block:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **changes}


def listed(indent: int) -> Block:
    return rich({"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [run(leaf())]})


def leaf(text: str = "x", **changes: Any) -> Block:
    return {"type": "text", "text": text, **changes}


def confirm(**changes: str) -> Block:
    texts = {"title": "Sure?", "text": "It is final.", "confirm": "Yes", "deny": "No"} | changes
    return {name: plain(text) for name, text in texts.items()}


def refused(blocks: list[Block]) -> Refused:
    with pytest.raises(Refused) as caught:
        check_message_blocks(blocks, lambda _id: False)
    return caught.value


Make = Callable[[int], Block]
LIMITS: dict[str, tuple[Make, int]] = {
    "header text": (lambda n: {"type": "header", "text": plain("x" * n)}, 150),
    "section text": (lambda n: section("x" * n), 3000),
    "section fields": (lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}, 10),
    "field text": (lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}, 2000),
    "context elements": (lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}, 10),
    "actions elements": (lambda n: actions(*(button(action_id=f"a{i}") for i in range(n))), 25),
    "button text": (lambda n: actions(button(text=plain("x" * n))), 75),
    "button value": (lambda n: actions(button(value="x" * n)), 2000),
    "button label": (lambda n: actions(button(accessibility_label="x" * n)), 75),
    "action id": (lambda n: actions(button(action_id="x" * n)), 255),
    "block id": (lambda n: {"type": "divider", "block_id": "x" * n}, 255),
    "select options": (lambda n: actions(select(options=[option()] * n)), 100),
    "option text": (lambda n: actions(select(options=[option("x" * n)])), 75),
    "option value": (lambda n: actions(select(options=[option(value="x" * n)])), 75),
    "placeholder": (lambda n: actions(select(placeholder=plain("x" * n))), 150),
    "overflow options": (
        lambda n: actions({"type": "overflow", "action_id": "o", "options": [option()] * n}),
        5,
    ),
    "radio options": (
        lambda n: actions({"type": "radio_buttons", "action_id": "r", "options": [option()] * n}),
        10,
    ),
    "checkbox options": (
        lambda n: actions({"type": "checkboxes", "action_id": "c", "options": [option()] * n}),
        10,
    ),
    "confirm title": (lambda n: actions(button(confirm=confirm(title="x" * n))), 100),
    "confirm text": (lambda n: actions(button(confirm=confirm(text="x" * n))), 300),
    "confirm button": (lambda n: actions(button(confirm=confirm(confirm="x" * n))), 30),
    "deny button": (lambda n: actions(button(confirm=confirm(deny="x" * n))), 30),
    "input label": (lambda n: entry({"type": "plain_text_input"}) | {"label": plain("x" * n)}, 2000),
    "input hint": (lambda n: entry({"type": "plain_text_input"}, hint=plain("x" * n)), 2000),
    "input length": (lambda n: entry({"type": "plain_text_input", "max_length": n}), 3000),
    "image alt text": (
        lambda n: {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "x" * n},
        2000,
    ),
    "list indent": (listed, 8),
    "table rows": (lambda n: table([[cell("x")]] * n), 100),
    "table columns": (lambda n: table([[cell("x")] * n]), 20),
    "column settings": (lambda n: table([[cell("x")]], column_settings=[None] * n), 20),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_block_is_accepted_at_its_limit_and_refused_beyond(limit: str) -> None:
    make, most = LIMITS[limit]

    check_message_blocks([make(most)], lambda _id: False)
    assert refused([make(most + 1)]).error == "invalid_blocks"


MALFORMED: dict[str, tuple[Block, str]] = {
    "an unknown block": (
        {"type": "marquee"},
        "[ERROR] unsupported type: marquee [json-pointer:/blocks/0/type]",
    ),
    "an unknown property": (
        {"type": "divider", "color": "red"},
        "[ERROR] invalid additional property: color [json-pointer:/blocks/0]",
    ),
    "an empty text": (
        section(""),
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a section of nothing": (
        {"type": "section"},
        "[ERROR] missing required field: text [json-pointer:/blocks/0]",
    ),
    "markdown in a header": (
        {"type": "header", "text": mrkdwn("x")},
        "[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "emoji on mrkdwn": (
        {"type": "section", "text": mrkdwn("x") | {"emoji": True}},
        "[ERROR] invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "a style that is none": (
        actions(button(style="large")),
        "[ERROR] value must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    "the same action twice": (
        actions(button(), button()),
        "[ERROR] `action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    "options and groups at once": (
        actions(select(option_groups=[{"label": plain("G"), "options": [option()]}])),
        "[ERROR] exactly one of options and option_groups is required [json-pointer:/blocks/0/elements/0]",
    ),
    "an initial option nobody offers": (
        actions(select(initial_option=option("Two", "2"))),
        "[ERROR] must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    "a date of no calendar": (
        actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-02-30"}),
        "[ERROR] must be a date as YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "a number input in a message": (
        entry({"type": "number_input", "is_decimal_allowed": True}),
        "[ERROR] number_input is only supported in modals [json-pointer:/blocks/0/element/type]",
    ),
    "a file input in a message": (
        entry({"type": "file_input", "max_files": 1}),
        "[ERROR] file_input is only supported in modals [json-pointer:/blocks/0/element/type]",
    ),
    "an input among actions": (
        actions({"type": "plain_text_input"}),
        "[ERROR] unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "an empty cell": (
        table([[cell("")]]),
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    "a full table": (
        table([[cell("x" * 10_001)]]),
        "[ERROR] no more than 10000 characters allowed in tables [json-pointer:/blocks/0]",
    ),
    "rich text without words": (
        rich(run(leaf(""))),
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    "a mention inside preformatted text": (
        rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}),
        "[ERROR] unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]",
    ),
    "a style of no font": (
        rich(run(leaf(style={"blinking": True}))),
        "[ERROR] invalid additional property: blinking [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    "a date without a token": (
        rich(run({"type": "date", "timestamp": 1, "format": "soon"})),
        (
            "[ERROR] must be a format with at least one known token "
            "[json-pointer:/blocks/0/elements/0/elements/0/format]"
        ),
    ),
    "a picture from nowhere": (
        {"type": "image", "alt_text": "A chart"},
        "[ERROR] exactly one of image_url and slack_file is required [json-pointer:/blocks/0]",
    ),
    "a picture that was never uploaded": (
        {"type": "image", "alt_text": "A chart", "slack_file": {"id": "F0123456789"}},
        "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]",
    ),
    "a picture by its address": (
        {"type": "image", "alt_text": "A chart", "slack_file": {"id": "https://files.example.org/F1"}},
        "[ERROR] must be the id of a file [json-pointer:/blocks/0/slack_file/id]",
    ),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_block_is_refused_with_its_place(case: str) -> None:
    block, message = MALFORMED[case]
    answer = refused([block])

    assert (answer.error, answer.messages) == ("invalid_blocks", (message,))


def test_fifty_blocks_are_accepted_and_one_more_is_refused() -> None:
    check_message_blocks([{"type": "divider"} for _ in range(50)], lambda _id: False)

    assert refused([{"type": "divider"} for _ in range(51)]).messages == (
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]",
    )


def test_the_same_block_id_twice_is_refused() -> None:
    assert refused([{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}]).messages == (
        "[ERROR] `block_id` b already exists [json-pointer:/blocks/1/block_id]",
    )


def test_the_words_of_all_blocks_together_are_limited() -> None:
    check_message_blocks([section("x" * 2375) for _ in range(4)], lambda _id: False)

    assert refused([*(section("x" * 2375) for _ in range(4)), section("x")]).error == "msg_blocks_too_long"


def test_a_second_table_is_refused() -> None:
    answer = refused([table([[cell("x")]]), table([[cell("x")]])])

    assert (answer.error, answer.messages) == (
        "invalid_attachments",
        ("[ERROR] only_one_table_allowed [json-pointer:/blocks/1]",),
    )


@pytest.mark.parametrize("blocks", ["text", {}, ["text"], [None]])
def test_blocks_that_are_no_list_of_objects_are_refused(blocks: Any) -> None:
    with pytest.raises(Refused, match="invalid_blocks_format"):
        check_message_blocks(blocks, lambda _id: False)


def test_blocks_and_elements_without_ids_are_given_some() -> None:
    (block,) = check_message_blocks([actions({"type": "button", "text": plain("Go")})], lambda _id: False)

    assert all((block["block_id"], block["elements"][0]["action_id"]))


VIEWS: dict[str, tuple[Block, str]] = {
    "a title": (
        modal({"type": "divider"}, title=plain("x" * 25)),
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "private metadata": (
        modal({"type": "divider"}, private_metadata="x" * 3001),
        "[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    "a form without a button to send it": (
        modal(entry({"type": "plain_text_input"})),
        "[ERROR] missing required field: submit [json-pointer:/view]",
    ),
    "a table": (
        modal(table([[cell("x")]])),
        "[ERROR] unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    "no blocks": (modal(), "[ERROR] must have at least 1 items [json-pointer:/view/blocks]"),
    "two elements in focus": (
        modal(
            entry({"type": "plain_text_input", "focus_on_load": True}),
            entry({"type": "plain_text_input", "focus_on_load": True}),
            submit=plain("Send"),
        ),
        "[ERROR] only one element may have focus_on_load [json-pointer:/view/blocks/1/element/focus_on_load]",
    ),
    "a button that is for workflows": (
        modal({"type": "divider"}, submit_disabled=True),
        "[ERROR] invalid additional property: submit_disabled [json-pointer:/view]",
    ),
}


@pytest.mark.parametrize("case", VIEWS)
def test_a_malformed_view_is_refused_with_its_place(case: str) -> None:
    view, message = VIEWS[case]
    with pytest.raises(Refused) as caught:
        check_view(view, "modal", lambda _id: False)

    assert (caught.value.error, caught.value.messages) == ("invalid_arguments", (message,))


def test_a_view_may_have_a_hundred_blocks_and_no_more() -> None:
    check_view(modal(*({"type": "divider"} for _ in range(100))), "modal", lambda _id: False)

    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(modal(*({"type": "divider"} for _ in range(101))), "modal", lambda _id: False)


def test_a_view_is_refused_above_its_size() -> None:
    with pytest.raises(Refused, match="view_too_large"):
        check_view(modal(*(section("x" * 2900) for _ in range(100))), "modal", lambda _id: False)


def test_home_takes_no_title() -> None:
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(
            {"type": "home", "title": plain("T"), "blocks": [{"type": "divider"}]}, "home", lambda _id: False
        )


def test_suggestions_are_options_or_groups_of_them() -> None:
    assert check_suggestions({"options": []}) == {"options": []}
    with pytest.raises(Refused):
        check_suggestions({})
    with pytest.raises(Refused):
        check_suggestions({"options": [option("x" * 76)]})
