"""A whole view in plain words: what screen readers read, and what notifications show."""

from collections.abc import Iterator
from typing import assert_never

from mirps_bot.adapters.slack import limits
from mirps_bot.chat.shortening import shorten
from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Facts,
    Heading,
    Image,
    Note,
    Paragraph,
    View,
    text_of,
)


def in_words(view: View) -> str:
    """At most `limits.MESSAGE_TEXT`, escaped as Slack wants it; if cut, the last buttons still close it."""
    lines = list(_lines(view))
    text = escape("\n".join(lines))
    if len(text) <= limits.MESSAGE_TEXT:
        return text
    last = f"\n{_button_line(view)}"
    return _cut("\n".join(lines), limits.MESSAGE_TEXT - len(escape(last))) + escape(last).rstrip()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cut(text: str, limit: int) -> str:
    """Escaping lengthens, so the cut is sought below the limit: never inside an escape."""
    length = limit
    while len(escaped := escape(shorten(text, length))) > limit:
        length -= max((len(escaped) - limit) // 5, 1)
    return escaped


def _lines(view: View) -> Iterator[str]:
    """The summary first, and not a second time when the blocks begin with it."""
    yield view.summary
    lines = [line for block in view.blocks for line in _lines_of(block)]
    yield from lines[1:] if lines[:1] == [view.summary] else lines


def _lines_of(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(spans=spans) | Note(spans=spans):
            yield text_of(spans)
        case Bullets(items=items):
            yield from (f"• {text_of(item)}" for item in items if item)
        case Facts(rows=rows):
            yield from (f"{label}: {text_of(spans)}" for label, spans in rows)
        case Image(alt=alt):
            yield alt
        case Buttons():
            yield _labels(block)
        case Divider():
            yield ""
        case _:
            assert_never(block)


def _button_line(view: View) -> str:
    last: Block | None = next((each for each in reversed(view.blocks) if isinstance(each, Buttons)), None)
    return shorten(_labels(last), 500) if isinstance(last, Buttons) else ""


def _labels(block: Buttons) -> str:
    return " ".join(f"[{button.label}]" for button in block.buttons)
