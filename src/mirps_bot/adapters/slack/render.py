"""Views as Block Kit: messages, the home tab and what a form leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import assert_never

from mirps_bot.adapters.slack import limits, rich_text
from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.adapters.slack.rich_text import Json
from mirps_bot.chat.pages import cut
from mirps_bot.chat.shortening import shorten
from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Emphasis,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Spans,
    View,
    text_of,
)

PRESS = "press"
"""How the id of every button begins; its value is the packed action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message: its blocks, and the same in plain words."""

    text: str
    blocks: list[Json]


NO_FILES: Mapping[Image, str] = MappingProxyType({})


def render_message(view: View, files: Mapping[Image, str] = NO_FILES) -> Rendered:
    """A view that is too long for one message is cut; `pages.split` it before to keep all.

    `files` are the pictures that were uploaded; of others the words are shown.
    """
    return Rendered(text=in_words(view), blocks=_blocks(cut(view, limits.MESSAGE), files))


def render_part(part: View, files: Mapping[Image, str] = NO_FILES) -> Rendered:
    """Of a view that was split."""
    return Rendered(text=in_words(part), blocks=_blocks(part, files))


def render_home(view: View) -> Json:
    return {"type": "home", "blocks": _blocks(cut(view, limits.SURFACE))}


def render_receipt(view: View, title: str) -> Json:
    """A modal that only tells; Slack adds the button to close it, in the person's language."""
    return {
        "type": "modal",
        "title": plain_text(shorten(title, limits.VIEW_TITLE)),
        "blocks": _blocks(cut(view, limits.SURFACE)),
    }


def plain_text(text: str) -> Json:
    """Not empty, because Slack refuses that; colons stay colons."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def _blocks(view: View, files: Mapping[Image, str] = NO_FILES) -> list[Json]:
    blocks = [slack_block for block in view.blocks for slack_block in _block(block, files)]
    return blocks or rich_text.paragraph((Plain(view.summary or " "),))


def _block(block: Block, files: Mapping[Image, str]) -> list[Json]:
    match block:
        case Heading(text=text):
            return [{"type": "header", "text": plain_text(text)}] if text else []
        case Paragraph(spans=spans):
            return rich_text.paragraph(spans)
        case Bullets(items=items):
            return rich_text.bullets(items)
        case Facts():
            return rich_text.facts(block)
        case Image():
            return _image(block, files.get(block))
        case Divider():
            return [{"type": "divider"}]
        case Note(spans=spans):
            return _note(spans)
        case Buttons(buttons=buttons):
            return _buttons(buttons)
        case _:
            assert_never(block)


def _image(image: Image, file: str | None) -> list[Json]:
    if file is None:
        return rich_text.paragraph((Plain(image.alt),))
    return [
        {
            "type": "image",
            "slack_file": {"id": file},
            "alt_text": shorten(image.alt, limits.ALT_TEXT),
            "title": plain_text(shorten(image.picture.title, limits.IMAGE_TITLE)),
        }
    ]


def _note(spans: Spans) -> list[Json]:
    """Plain text, the only text without markup that a context block knows; with a link, rich text."""
    if any(isinstance(span, Link) for span in spans):
        return rich_text.paragraph(spans, small=True)
    text = text_of(spans)
    return [{"type": "context", "elements": [plain_text(text)]}] if text else []


def _buttons(buttons: tuple[Button, ...]) -> list[Json]:
    size = limits.BUTTONS_PER_ROW
    rows = (buttons[first : first + size] for first in range(0, len(buttons), size))
    return [{"type": "actions", "elements": _row(row)} for row in rows]


def _row(buttons: tuple[Button, ...]) -> list[Json]:
    """One primary button in a row at most: a second would make neither stand out."""
    first = next((button for button in buttons if button.emphasis is Emphasis.PRIMARY), None)
    return [
        _button(
            button, f"{PRESS}-{number}", plain=button.emphasis is Emphasis.PRIMARY and button is not first
        )
        for number, button in enumerate(buttons)
    ]


def _button(button: Button, action_id: str, *, plain: bool) -> Json:
    value = button.action.pack()
    if len(value) > limits.BUTTON_VALUE:
        raise ValueError(
            f"the action {button.action.name} carries {len(value)} characters, too many for a button"
        )
    element: Json = {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(shorten(button.label, limits.BUTTON_LABEL)),
        "value": value,
    }
    if button.emphasis is not Emphasis.NONE and not plain:
        element["style"] = button.emphasis.value
    if button.described:
        element["accessibility_label"] = shorten(button.described, limits.BUTTON_DESCRIPTION)
    return element
