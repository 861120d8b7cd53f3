"""A view as plain text, for terminals and for previews."""

from collections.abc import Iterator
from typing import assert_never

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


def render_text(view: View) -> str:
    """Block by block, with an empty line between."""
    return "\n\n".join("\n".join(_lines(block)) for block in view.blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
            yield "-" * min(len(text), 72)
        case Paragraph(spans=spans):
            yield text_of(spans)
        case Bullets(items=items):
            yield from (f"- {text_of(each)}" for each in items)
        case Facts(rows=rows):
            yield from (f"{label}: {text_of(known)}" for label, known in rows)
        case Image(alt=alt):
            yield alt
        case Divider():
            yield "-" * 72
        case Note(spans=spans):
            yield f"({text_of(spans)})"
        case Buttons(buttons=buttons):
            yield "  ".join(f"[{each.label}]" for each in buttons)
        case _:
            assert_never(block)
