"""Spans as Slack's structured text, which has no markup to be tricked with: what looks like it stays text."""

from collections.abc import Iterable
from typing import Any, assert_never

from mirps_bot.chat.links import can_be_tapped
from mirps_bot.view.blocks import Facts, Link, Plain, Span, Spans, Strong, words_of

Json = dict[str, Any]


def paragraph(spans: Spans, *, small: bool = False) -> list[Json]:
    """`small` sets it in italics, the nearest to small print that may hold links."""
    elements = [each | _style(each, "italic") if small else each for each in _elements(spans)]
    return _block([_section(elements)]) if elements else []


def bullets(items: Iterable[Spans]) -> list[Json]:
    sections = [_section(elements) for item in items if (elements := _elements(item))]
    return _block([{"type": "rich_text_list", "style": "bullet", "elements": sections}]) if sections else []


def facts(block: Facts) -> list[Json]:
    """One line for each, its label in bold: two columns would be cut off on a phone."""
    elements: list[Json] = []
    for label, spans in block.rows:
        elements += _elements((*_line_break(elements), Strong(f"{label}: "), *spans))
    return _block([_section(elements)]) if elements else []


def _line_break(before: list[Json]) -> Spans:
    return (Plain("\n"),) if before else ()


def _elements(spans: Spans) -> list[Json]:
    return [_element(span) for span in spans if span.text or isinstance(span, Link)]


def _element(span: Span) -> Json:
    match span:
        case Plain(text=text):
            return _text(text)
        case Strong(text=text):
            return _text(text) | {"style": {"bold": True}}
        case Link(text=text, url=url):
            if not can_be_tapped(url):
                return _text(words_of(span) or " ")
            return {"type": "link", "url": url} | ({"text": text} if text else {})
        case _:
            assert_never(span)


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def _style(element: Json, name: str) -> Json:
    return {"style": {**element.get("style", {}), name: True}}


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _block(parts: list[Json]) -> list[Json]:
    return [{"type": "rich_text", "elements": parts}]
