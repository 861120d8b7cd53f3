"""The small markdown of our templates, as a view.

A template's first line is `= summary`. Then, by line: `# heading`, `- bullet`, `> note`, `---`,
`Label:: what is known`, `[[key]]` for a row of buttons,
`![what it shows, in words](key)` for a picture, anything else is a paragraph; inside a line `**strong**` and
`[text](address)`. A label may end in the no-break space that French sets before a colon.
Data is never read as markdown: `inert` hides its punctuation from the reader below, which puts it back.
"""

import re
import string
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

from mirps_bot.view.blocks import (
    Block,
    Bullets,
    Button,
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
from mirps_bot.view.pictures import Grid

_BASE = 0xE000
_HIDDEN = {char: chr(_BASE + ord(char)) for char in string.punctuation + "\n"}
_SHOWN = {hidden: char for char, hidden in _HIDDEN.items()}
_MADE_INERT = _HIDDEN | {"\t": " "}
_UNWANTED = r"\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\ue0ff"
_TO_HIDE = re.compile(f"[{re.escape(string.punctuation)}\n\t{_UNWANTED}]")
_TO_SHOW = re.compile(f"[{''.join(_SHOWN)}]")
_SPANS = re.compile(r"\*\*(?P<strong>.+?)\*\*|\[(?P<text>[^\]]+)\]\((?P<url>[^)]+)\)")


class TemplateFault(ValueError):
    """A template wrote something that can't be shown."""


def inert(text: str) -> str:
    """Text from people or files, made safe to stand in a template's markdown.

    Control characters and the ones that turn the direction of the text around it are dropped.
    """
    return _TO_HIDE.sub(lambda found: _MADE_INERT.get(found[0], ""), text)


def shown(text: str) -> str:
    """What `inert` hid, as it was."""
    return _TO_SHOW.sub(lambda found: _SHOWN[found[0]], text)


NO_PICTURES: Mapping[str, Grid] = MappingProxyType({})


def read_view(
    markdown: str, buttons: Mapping[str, tuple[Button, ...]], pictures: Mapping[str, Grid] = NO_PICTURES
) -> View:
    """The summary is the first block too. Button rows that the template does not place follow at the end.

    Raises TemplateFault when there is no summary.
    """
    first, _, rest = markdown.strip().partition("\n")
    if not first.startswith("= ") or not first[2:].strip():
        raise TemplateFault("the first line must be '= ' and a summary")
    summary = shown(first[2:].strip())
    placed: set[str] = set()
    body = tuple(_blocks(rest, buttons, pictures, placed)) if rest.strip() else ()
    title = Strong(summary) if body else Plain(summary)
    rows = tuple(Buttons(row) for key, row in buttons.items() if row and key not in placed)
    return View(summary=summary, blocks=(Paragraph((title,)), *body, *rows))


def _blocks(
    text: str, buttons: Mapping[str, tuple[Button, ...]], pictures: Mapping[str, Grid], placed: set[str]
) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", text.strip()):
        for kind, run in groupby(map(_kind, filter(str.strip, chunk.split("\n"))), itemgetter(0)):
            lines = [line for _, line in run]
            match kind:
                case "#":
                    yield from (Heading(shown(line)) for line in lines)
                case "-":
                    yield Bullets(tuple(_spans(line) for line in lines))
                case ">":
                    yield Note(_spans("\n".join(lines)))
                case "---":
                    yield Divider()
                case "::":
                    pairs = (line.split("::", 1) for line in lines)
                    yield Facts(
                        tuple((shown(label.strip(" ")), _spans(known.strip())) for label, known in pairs)
                    )
                case "[[":
                    for key in map(shown, lines):
                        placed.add(key)
                        if buttons.get(key):
                            yield Buttons(buttons[key])
                case "![":
                    yield from _images(lines, pictures)
                case _:
                    yield Paragraph(_spans("\n".join(lines)))


def _images(lines: list[str], pictures: Mapping[str, Grid]) -> Iterator[Block]:
    for alt, _, key in (line.partition("](") for line in lines):
        if shown(key) in pictures:
            yield Image(shown(alt), pictures[shown(key)])


def _kind(line: str) -> tuple[str, str]:
    """Of which kind it is, and the line without its mark."""
    line = line.strip()
    if line == "---":
        return "---", ""
    if line.startswith("![") and line.endswith(")"):
        return "![", line[2:-1]
    if line.startswith("[[") and line.endswith("]]"):
        return "[[", line[2:-2]
    if line.startswith(("# ", "- ", "> ")):
        return line[0], line[2:].strip()
    return ("::", line) if "::" in line else ("", line)


def _spans(text: str) -> Spans:
    spans: list[Span] = []
    end = 0
    for found in _SPANS.finditer(text):
        if found.start() > end:
            spans.append(Plain(shown(text[end : found.start()])))
        if found["strong"]:
            spans.append(Strong(shown(found["strong"])))
        else:
            spans.append(_link(shown(found["text"]), shown(found["url"])))
        end = found.end()
    if end < len(text):
        spans.append(Plain(shown(text[end:])))
    return tuple(spans)


def _link(text: str, url: str) -> Span:
    """Only web addresses are links; a source that is a document's name stays words."""
    return Link(text, url) if re.match(r"https?://", url) else Plain(text)
