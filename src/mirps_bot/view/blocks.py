"""The closed vocabulary of what can be shown. Text in spans is inert: renderers never read markup in it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from mirps_bot.view.action import Action
from mirps_bot.view.files import File
from mirps_bot.view.form import ShownForm
from mirps_bot.view.pictures import Grid


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


Span = Plain | Strong | Link
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and what is known, for reading down a narrow screen."""

    rows: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: source, as-of date, who can see this."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Image:
    """`alt` says in words all that the picture shows, and stands in its place where there are no pictures."""

    alt: str
    picture: Grid


class Emphasis(StrEnum):
    NONE = "none"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`label` is at most 75 characters. `described` tells alike buttons apart to a screen reader."""

    label: str
    action: Action
    emphasis: Emphasis = Emphasis.NONE
    described: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


Block = Heading | Paragraph | Bullets | Facts | Image | Divider | Note | Buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One message. `summary` is its notification, and stands where blocks can't be shown; the blocks say it too."""

    summary: str
    blocks: tuple[Block, ...]
    file: File | None = None
    """Comes with the message as a file, where it is sent; nothing that is shown at once or kept has one."""
    form: ShownForm | None = None
    """To be filled in below the blocks, on a platform whose forms are messages."""

    def with_blocks(self, *more: Block) -> Self:
        return replace(self, blocks=(*self.blocks, *more))

    def without_buttons(self) -> Self:
        return replace(self, blocks=tuple(each for each in self.blocks if not isinstance(each, Buttons)))


def text_of(spans: Spans) -> str:
    """The words alone; links keep their address in brackets."""
    return "".join(map(words_of, spans))


def words_of(span: Span) -> str:
    if not isinstance(span, Link) or span.url in ("", span.text):
        return span.text
    return f"{span.text} ({span.url})" if span.text else span.url
