"""A document to be printed, free of any file format. Text is inert, whatever it says."""

from dataclasses import dataclass

from mirps_bot.view.pictures import Bars, Grid


@dataclass(frozen=True, slots=True)
class Title:
    """`above`: a line in small print over it."""

    text: str
    above: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; `level` 1 begins a part of the document, 2 a part of that."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `lead` stands before it, in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody wrote, in their own words. `language` is a code; None where nobody knows."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class SmallPrint:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`title` says what it shows to whoever can't see it. `heads` name the columns; none: the first column names the
    rows. `widths` are parts of a hundred. `is_number`: the columns whose text stands on the right.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    is_number: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """`alt` says in words all that it shows."""

    alt: str
    picture: Grid | Bars


Item = Title | Section | Text | Listing | Quotation | SmallPrint | Table | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`language` is a code: es, en, pt, fr. `file` is what it is called as a file. `foot` stands on every page, before
    the page's number; `page` is the word for page.
    """

    name: str
    subject: str
    language: str
    items: tuple[Item, ...]
    foot: str
    page: str
    file: str
