import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mirps_bot.adapters.slack import limits
from mirps_bot.adapters.slack.limits import MESSAGE
from mirps_bot.adapters.slack.render import render_home, render_message, render_receipt
from mirps_bot.chat.pages import split, text_weight
from mirps_bot.playground.blockkit import check_message_blocks, check_view
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Emphasis,
    Facts,
    Heading,
    Link,
    Note,
    Paragraph,
    Plain,
    Spans,
    Strong,
    View,
)

ASK = Action(ActionName.ASK, ("help",))

texts = st.one_of(st.text(max_size=60), st.text(min_size=1, max_size=3).map(lambda text: text * 2000))
urls = st.sampled_from(["https://example.org/a?b=c", "mailto:a@example.org", "javascript:x", "", "http://"])
spans = st.lists(
    st.one_of(texts.map(Plain), texts.map(Strong), st.builds(Link, text=st.text(max_size=30), url=urls)),
    max_size=4,
).map(tuple)
buttons = st.builds(
    Button,
    label=st.text(min_size=1, max_size=120),
    action=st.just(ASK),
    emphasis=st.sampled_from(Emphasis),
    described=st.none() | st.text(max_size=120),
)
blocks = st.one_of(
    texts.map(Heading),
    spans.map(Paragraph),
    st.lists(spans, max_size=12).map(tuple).map(Bullets),
    st.lists(st.tuples(st.text(max_size=30), spans), max_size=12).map(tuple).map(Facts),
    st.just(Divider()),
    spans.map(Note),
    st.lists(buttons, max_size=12).map(tuple).map(Buttons),
)
views = st.builds(View, summary=texts, blocks=st.lists(blocks, max_size=70).map(tuple))


def no_file(_: str) -> bool:
    return False


@given(views)
@settings(max_examples=150, deadline=None)
def test_any_view_is_taken_as_a_message_a_home_tab_and_a_receipt(view: View) -> None:
    rendered = render_message(view)

    check_message_blocks(rendered.blocks, no_file)
    assert len(rendered.text) <= limits.MESSAGE_TEXT
    check_view(render_home(view), "home", no_file)
    check_view(render_receipt(view, title=view.summary), "modal", no_file)


@given(views)
@settings(max_examples=100, deadline=None)
def test_parts_of_any_view_fit_and_hold_all_its_buttons(view: View) -> None:
    parts = split(view, MESSAGE)

    for part in parts:
        check_message_blocks(render_message(part).blocks, no_file)
        assert sum(map(text_weight, part.blocks)) <= limits.TEXT_OF_BLOCKS
    assert buttons_of(*parts) == buttons_of(view)


def buttons_of(*views: View) -> list[Button]:
    return [
        button
        for view in views
        for block in view.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
    ]


def paragraphs(count: int, length: int = 10) -> tuple[Block, ...]:
    return tuple(Paragraph((Plain(f"{number} ".ljust(length, "x")),)) for number in range(count))


def test_short_view_stays_whole() -> None:
    view = View(summary="all", blocks=paragraphs(MESSAGE.blocks))

    assert split(view, MESSAGE) == (view,)


def test_long_view_is_numbered_and_loses_nothing() -> None:
    view = View(summary="digest", blocks=paragraphs(120))

    parts = split(view, MESSAGE)

    assert [part.summary for part in parts] == ["digest (1/3)", "digest (2/3)", "digest (3/3)"]
    assert tuple(block for part in parts for block in part.blocks) == view.blocks


def test_heading_goes_with_what_follows_and_buttons_with_what_they_are_about() -> None:
    topic = (Heading("B"), Paragraph((Plain("about b"),)), Buttons((Button(label="b", action=ASK),)))
    view = View(summary="digest", blocks=(*paragraphs(48), *topic))

    first, second = split(view, MESSAGE)

    assert (len(first.blocks), second.blocks) == (48, topic)


def test_too_long_message_is_cut_with_a_sign_and_keeps_its_closing_buttons() -> None:
    more = Buttons((Button(label="Ver más", action=ASK),))
    view = View(summary="digest", blocks=(*paragraphs(100, 300), more))

    rendered = render_message(view)

    assert rich_texts(rendered.blocks)[-1] == "…"
    assert rendered.blocks[-1]["elements"][0]["text"]["text"] == "Ver más"
    assert rendered.text.endswith("…\n[Ver más]")
    assert len(rendered.text) <= limits.MESSAGE_TEXT


def test_long_paragraph_is_cut_at_a_word() -> None:
    (block,) = render_message(View(summary="s", blocks=(Paragraph((Plain("palabra " * 1000),)),))).blocks

    text = block["elements"][0]["elements"][0]["text"]
    assert len(text) <= limits.BLOCK_TEXT
    assert text.endswith(" palabra…")


def test_text_beside_the_blocks_is_escaped_and_not_cut_inside_an_escape() -> None:
    rendered = render_message(View(summary="&" * 5000, blocks=()))

    assert rendered.text.removesuffix("…") == "&amp;" * 799
    assert len(rendered.text) <= limits.MESSAGE_TEXT


def test_buttons_stand_five_to_a_row_with_one_primary_each() -> None:
    row = tuple(Button(label=str(number), action=ASK, emphasis=Emphasis.PRIMARY) for number in range(7))

    rendered = render_message(View(summary="s", blocks=(Buttons(row),))).blocks

    assert [len(block["elements"]) for block in rendered] == [5, 2]
    assert [["style" in element for element in block["elements"]] for block in rendered] == [
        [True, False, False, False, False],
        [True, False],
    ]


def test_no_text_of_a_person_is_read_as_markup() -> None:
    dangerous = "*del* <!channel> <@U1> `x`"
    spans: Spans = (Plain(dangerous), Strong(dangerous), Link(dangerous, "https://example.org"))
    view = View(
        summary=dangerous,
        blocks=(
            Heading(dangerous),
            Paragraph(spans),
            Bullets((spans,)),
            Facts(((dangerous, spans),)),
            Note(spans[:2]),
            Note(spans),
        ),
    )

    rendered = render_message(view)

    assert "mrkdwn" not in json.dumps(rendered.blocks)
    assert "<" not in rendered.text
    assert kinds_of_leaves(rendered.blocks) == {"text", "link", "plain_text"}


def rich_texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [
        leaf["text"]
        for block in blocks
        if block["type"] == "rich_text"
        for section in block["elements"]
        for leaf in section["elements"]
    ]


def kinds_of_leaves(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {str(value["type"])} if "text" in value and isinstance(value["text"], str) else set()
        return own.union(*(kinds_of_leaves(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(kinds_of_leaves(each) for each in value))
    return set()
