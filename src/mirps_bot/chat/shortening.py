"""Texts and spans cut to a length, at a word where there is one, with a sign that something is missing."""

from dataclasses import replace

from mirps_bot.view.blocks import Link, Plain, Span, Spans

ELLIPSIS = "…"
BRACKETS = " ()"
"""An address that can't be tapped stands in these, behind its words."""


def shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if not text[limit - 1].isspace():
        words = kept.rsplit(maxsplit=1)
        kept = words[0] if len(words) == 2 and len(words[0]) >= limit // 2 else kept
    return kept.rstrip() + ELLIPSIS


def shorten_spans(spans: Spans, limit: int) -> Spans:
    """A link keeps its address; only its words are cut."""
    kept: list[Span] = []
    room = limit
    for span in spans:
        if len(span.text) > room:
            kept.append(_cut(span, room))
            break
        kept.append(span)
        room -= len(span.text)
    return tuple(kept)


def _cut(span: Span, room: int) -> Span:
    if room < 2:
        return Plain(ELLIPSIS)
    return replace(span, text=shorten(span.text, room))


def width(span: Span) -> int:
    """The most characters that it can take, its address included."""
    return len(span.text) + (len(BRACKETS) + len(span.url) if isinstance(span, Link) else 0)
