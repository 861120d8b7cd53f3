"""What pictures show, in words and numbers: whoever can show pictures draws them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Whether something holds in each column, for the one who is named."""

    name: str
    marks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Who did something when. `totals` stand over the columns."""

    title: str
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`label`: its number as it is written."""

    name: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """How many there are of each that is named."""

    title: str
    rows: tuple[Bar, ...]
