"""Spans as Teams' structured text, which has no markup to be tricked with: what looks like it stays text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, assert_never

from mirps_bot.chat.links import can_be_tapped
from mirps_bot.view.blocks import Link, Plain, Span, Spans, Strong, words_of

Json = dict[str, Any]


def lines(spans: Spans, **style: Any) -> list[Json]:
    """One element for each line: a line break within one is not shown everywhere. `style` is that of every run."""
    return [_line(line, style) for line in _by_line(spans) if any(span.text for span in line)]


def text(words: str, **style: Any) -> list[Json]:
    return lines((Plain(words),), **style)


def _by_line(spans: Spans) -> Iterator[Spans]:
    line: list[Span] = []
    for span in spans:
        shown = span if span.text or not isinstance(span, Link) else replace(span, text=span.url)
        first, *more = shown.text.split("\n")
        line.append(replace(shown, text=first))
        for each in more:
            yield tuple(line)
            line = [replace(shown, text=each)]
    yield tuple(line)


def _line(spans: Spans, style: Json) -> Json:
    runs = [_run(span) | style for span in spans if span.text]
    return {"type": "RichTextBlock", "inlines": runs}


def _run(span: Span) -> Json:
    match span:
        case Plain(text=words):
            return _text(words)
        case Strong(text=words):
            return _text(words) | {"weight": "Bolder"}
        case Link(text=words, url=url):
            if not can_be_tapped(url):
                return _text(words_of(span))
            tapped = {"type": "Action.OpenUrl", "url": url}
            return _text(words) | {"color": "Accent", "underline": True, "selectAction": tapped}
        case _:
            assert_never(span)


def _text(words: str) -> Json:
    return {"type": "TextRun", "text": words}
