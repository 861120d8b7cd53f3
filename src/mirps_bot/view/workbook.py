"""A spreadsheet, free of any file format."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | Decimal | date | datetime | None
"""A moment is in the reader's zone and bears none: spreadsheets know of no zones. Text is inert, whatever it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is in characters. `is_year`: its numbers are no amounts, and are not grouped by thousands."""

    title: str
    width: int
    is_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`is_table`: its first row names the columns, stays in sight, and can be filtered by."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_table: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """`language` is a code: es, en, pt, fr. `file` is what it is called as a file."""

    name: str
    language: str
    sheets: tuple[Sheet, ...]
    file: str
