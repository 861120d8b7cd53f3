"""Views as Adaptive Cards: flat, one thing below the other, as phones show them best."""

import json
from collections.abc import Iterable, Sequence
from typing import assert_never

from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.forms import render_form
from mirps_bot.adapters.teams.inert import Json, lines, text
from mirps_bot.chat.pages import Room, cut
from mirps_bot.chat.shortening import shorten
from mirps_bot.domain.delivery import Spot
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
    Note,
    Paragraph,
    Plain,
    Strong,
    View,
)

CARD = "application/vnd.microsoft.card.adaptive"
_STYLES = {Emphasis.PRIMARY: "positive", Emphasis.DANGER: "destructive"}


def render_message(view: View, asked_at: Spot | None = None) -> Json:
    """`asked_at`: the channel where everybody may be shown what is answered in private here. A view that is too long
    for one card is cut; `pages.split` it before to keep all.
    """
    return {
        "type": "message",
        "summary": shorten(view.summary, limits.SUMMARY),
        "attachments": [{"contentType": CARD, "content": render_card(view, asked_at)}],
    }


def render_card(view: View, asked_at: Spot | None = None) -> Json:
    """The buttons of a form's message stand below the form."""
    blocks = view.blocks if view.form else cut(view, ROOM).blocks
    above = [each for each in blocks if not (view.form and isinstance(each, Buttons))]
    below = [each for each in blocks if view.form and isinstance(each, Buttons)]
    form = render_form(view.form) if view.form else []
    summary = shorten(view.summary, limits.SUMMARY) or " "
    body = [*_elements(above, asked_at), *form, *_elements(below, asked_at)] or text(summary)
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": summary,
        "msteams": {"width": "Full"},
        "body": body,
    }


def _elements(blocks: Sequence[Block], asked_at: Spot | None) -> list[Json]:
    """A line between two blocks is the upper edge of the second."""
    elements: list[Json] = []
    is_divided = False
    for block in blocks:
        if isinstance(block, Divider):
            is_divided = True
            continue
        shown = _block(block, asked_at)
        if shown and is_divided and elements:
            shown[0] |= {"separator": True, "spacing": "Medium"}
        is_divided = is_divided and not shown
        elements += shown
    return elements


def _block(block: Block, asked_at: Spot | None) -> list[Json]:
    match block:
        case Heading(text=words):
            return text(words, size="Medium", weight="Bolder")
        case Paragraph(spans=spans):
            return lines(spans)
        case Bullets(items=items):
            return _close(line for item in items if item for line in lines((Plain("• "), *item)))
        case Facts(rows=rows):
            return _close(line for label, spans in rows for line in lines((Strong(f"{label}: "), *spans)))
        case Image(alt=alt):
            return text(alt)
        case Divider():
            return []
        case Note(spans=spans):
            return lines(spans, size="Small", isSubtle=True)
        case Buttons(buttons=buttons):
            return _buttons(buttons, asked_at)
        case _:
            assert_never(block)


def _close(elements: Iterable[Json]) -> list[Json]:
    """Rows that belong together stand close to each other."""
    return [each | {"spacing": "Small"} if number else each for number, each in enumerate(elements)]


def _buttons(buttons: tuple[Button, ...], asked_at: Spot | None) -> list[Json]:
    size = limits.BUTTONS_PER_ROW
    rows = (buttons[first : first + size] for first in range(0, len(buttons), size))
    return [{"type": "ActionSet", "actions": [_button(each, asked_at) for each in row]} for row in rows]


def _button(button: Button, asked_at: Spot | None) -> Json:
    """Action.Submit, not Action.Execute: what fails on some phones is the latter."""
    data: Json = {"action": button.action.pack()}
    if asked_at:
        data["asked_at"] = {"channel": asked_at.channel, "thread": asked_at.thread}
    action: Json = {
        "type": "Action.Submit",
        "title": shorten(button.label, limits.BUTTON_LABEL),
        "data": data,
        "associatedInputs": "none",
    }
    if button.emphasis in _STYLES:
        action["style"] = _STYLES[button.emphasis]
    if button.described:
        action["tooltip"] = button.described
    return action


def _weigh(block: Block) -> int:
    somewhere = Spot(channel="c" * 60, thread="t" * 20)
    return len(json.dumps(_block(block, somewhere), ensure_ascii=False).encode())


ROOM = Room(
    blocks=limits.BLOCKS,
    total=limits.CARD - limits.ENVELOPE,
    block=limits.BLOCK,
    line=limits.LINE,
    heading=limits.HEADING,
    alt=limits.ALT_TEXT,
    row=limits.BUTTONS_PER_ROW,
    weigh=_weigh,
)
