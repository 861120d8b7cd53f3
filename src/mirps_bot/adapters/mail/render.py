"""Views as HTML for mail programs: simple, inline, and without buttons, which do nothing there."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import assert_never

from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Facts,
    Heading,
    Image,
    Link,
    Note,
    Paragraph,
    Plain,
    Span,
    Spans,
    Strong,
    View,
)

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:40em;margin:0 auto;padding:1em;color:#1d1c1d;background:#fff">
{body}
</body>
</html>
"""


def render_html(view: View, *, language: str, files: Mapping[Image, str], footer: str) -> str:
    """`files` are the content ids of pictures that come with the letter; of others the words are shown."""
    body = "\n".join([*_lines(view, files), _small(escape(footer))])
    return _PAGE.format(language=escape(language), title=escape(view.summary), body=body)


def _lines(view: View, files: Mapping[Image, str]) -> Iterator[str]:
    for block in view.blocks:
        yield from _block(block, files)


def _block(block: Block, files: Mapping[Image, str]) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f'<h2 style="font-size:1.1em">{escape(text)}</h2>'
        case Paragraph(spans=spans):
            yield f"<p>{_spans(spans)}</p>"
        case Bullets(items=items):
            yield f"<ul>{''.join(f'<li>{_spans(item)}</li>' for item in items)}</ul>"
        case Facts(rows=rows):
            pairs = (
                f"<dt><strong>{escape(label)}</strong></dt><dd>{_spans(known)}</dd>" for label, known in rows
            )
            yield f"<dl>{''.join(pairs)}</dl>"
        case Image(alt=alt, picture=picture):
            yield _image(alt, picture.title, files.get(block))
        case Divider():
            yield "<hr>"
        case Note(spans=spans):
            yield _small(_spans(spans))
        case Buttons():
            return
        case _:
            assert_never(block)


def _image(alt: str, title: str, file: str | None) -> str:
    if file is None:
        return f"<p>{escape(alt)}</p>"
    return f'{_small(escape(title))}<p><img src="cid:{escape(file)}" alt="{escape(alt)}" style="max-width:100%"></p>'


def _small(html: str) -> str:
    return f'<p style="font-size:.9em;color:#555">{html}</p>'


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans)).replace("\n", "<br>")


def _span(span: Span) -> str:
    match span:
        case Plain(text=text):
            return escape(text)
        case Strong(text=text):
            return f"<strong>{escape(text)}</strong>"
        case Link(text=text, url=url):
            return f'<a href="{escape(url)}">{escape(text)}</a>' if url.startswith("http") else escape(text)
        case _:
            assert_never(span)
