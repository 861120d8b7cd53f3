"""Long views in parts that a platform takes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import assert_never

from mirps_bot.chat.shortening import ELLIPSIS, shorten, shorten_spans, width
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
    Plain,
    Spans,
    View,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What one message or one view can hold: so many blocks, which weigh so much together and each by itself.

    `line`, `heading` and `alt` are characters of one paragraph or item, of a heading and of a picture's words; `row` is
    how many buttons count as one block.
    """

    blocks: int
    total: int
    block: int
    line: int
    heading: int
    alt: int
    row: int
    weigh: Callable[[Block], int]


def split(view: View, room: Room) -> tuple[View, ...]:
    """The view as one or more that each fit, numbered in their summaries when there are several.

    A heading goes with what follows it, buttons and notes with what they stand under.
    """
    pieces = [piece for block in view.blocks for piece in _pieces(block, room)]
    if _fits(pieces, room):
        return (View(summary=view.summary, blocks=tuple(pieces)),)
    parts: list[list[Block]] = [[]]
    for piece in pieces:
        if not _fits([*parts[-1], piece], room):
            moved = _moves_along(parts[-1], piece)
            keep = len(parts[-1]) - moved
            parts.append(parts[-1][keep:])
            del parts[-2][keep:]
        parts[-1].append(piece)
    return tuple(
        View(summary=f"{view.summary} ({number}/{len(parts)})", blocks=tuple(part))
        for number, part in enumerate(parts, start=1)
    )


def cut(view: View, room: Room) -> View:
    """As much of the view as fits. What is left out leaves a sign; the closing buttons stay."""
    first, *more = split(view, room)
    if not more:
        return first
    closing = tuple(takewhile(lambda block: isinstance(block, Buttons), reversed(view.blocks)))[::-1]
    end = (Paragraph((Plain(ELLIPSIS),)), *closing)
    height, weight = sum(_height(each, room) for each in end), sum(map(room.weigh, end))
    left = replace(room, blocks=room.blocks - height, total=room.total - weight)
    return replace(split(view, left)[0].with_blocks(*end), summary=view.summary)


def text_weight(block: Block) -> int:
    """How much text it brings, addresses included."""
    match block:
        case Heading(text=text):
            return len(text)
        case Paragraph(spans=spans) | Note(spans=spans):
            return _weight_of(spans)
        case Bullets(items=items):
            return sum(map(_weight_of, items))
        case Facts(rows=rows):
            return sum(len(label) + 3 + _weight_of(spans) for label, spans in rows)
        case Buttons(buttons=buttons):
            return sum(len(button.label) for button in buttons)
        case Image(alt=alt):
            return len(alt)
        case Divider():
            return 0
        case _:
            assert_never(block)


def _weight_of(spans: Spans) -> int:
    return sum(map(width, spans))


def _fits(blocks: Sequence[Block], room: Room) -> bool:
    height = sum(_height(each, room) for each in blocks)
    return height <= room.blocks and sum(map(room.weigh, blocks)) <= room.total


def _height(block: Block, room: Room) -> int:
    return -(-len(block.buttons) // room.row) if isinstance(block, Buttons) else 1


def _moves_along(part: Sequence[Block], piece: Block) -> int:
    """How many blocks at the end of a full part go with the piece that no longer fits; never all of them."""
    count = 1 if isinstance(piece, Buttons | Note) and part else 0
    while count < len(part) and isinstance(part[-1 - count], Heading):
        count += 1
    return count if count < len(part) else 0


def _pieces(block: Block, room: Room) -> Iterator[Block]:
    """The block, cut so that each piece fits into any room."""
    match block:
        case Heading(text=text):
            yield Heading(shorten(text, room.heading))
        case Paragraph(spans=spans):
            yield Paragraph(shorten_spans(spans, room.line))
        case Note(spans=spans):
            yield Note(shorten_spans(spans, room.line))
        case Bullets(items=items):
            short = [shorten_spans(item, room.line) for item in items]
            for first, last in _runs([room.weigh(Bullets((item,))) for item in short], room.block):
                yield Bullets(tuple(short[first:last]))
        case Facts(rows=rows):
            cut = [(shorten(label, room.heading), shorten_spans(spans, room.line)) for label, spans in rows]
            for first, last in _runs([room.weigh(Facts((row,))) for row in cut], room.block):
                yield Facts(tuple(cut[first:last]))
        case Image(alt=alt, picture=picture):
            yield Image(shorten(alt, room.alt), picture)
        case Divider() | Buttons():
            yield block
        case _:
            assert_never(block)


def _runs(weights: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """From where to where rows stay together, so that no run but a single row weighs more than a block may."""
    first = total = 0
    for index, each in enumerate(weights):
        if index > first and total + each > most:
            yield first, index
            first, total = index, 0
        total += each
    if first < len(weights):
        yield first, len(weights)
