"""A workbook as an Excel file (Office Open XML)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from mirps_bot.view.workbook import Cell, Sheet, Workbook

LONGEST_TEXT = 16_000
"""Characters: Excel takes 32,767 halves of surrogate pairs in a cell."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
LINE, TALLEST = 15.0, 405.0
"""Points: of one line, and what Excel lets a row be at most."""
PAGE = 260
"""Characters that a page across can be read with."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_HEAD = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1}
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "text": {},
    "text that begins like a formula": {"quote_prefix": True},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.00"},
    "whole at left": {"num_format": "#,##0", "align": "left"},
    "decimal at left": {"num_format": "#,##0.00", "align": "left"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "year": {"num_format": "0", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "head": _HEAD,
    "label": {"bold": True},
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
}


def render_xlsx(workbook: Workbook, *, made_at: datetime) -> bytes:
    """Each text is written as a string, never as a formula or a link: it does nothing when it is opened, nor when its
    cell is edited. Strings are shared: a phone's preview shows no others.
    """
    import xlsxwriter

    content = BytesIO()
    made = xlsxwriter.Workbook(content, {"in_memory": True})
    made.set_properties(
        {"title": workbook.name, "author": "mirps-bot", "created": made_at.replace(tzinfo=None)}
    )
    formats = {
        name: made.add_format({"valign": "top", "text_wrap": True, **own}) for name, own in _FORMATS.items()
    }
    for sheet in workbook.sheets:
        name = _NOT_IN_A_NAME.sub(" ", sheet.name)[:LONGEST_NAME]
        _fill(made.add_worksheet(name), sheet, formats)
    made.close()
    return content.getvalue()


def _fill(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    page.set_landscape()
    page.fit_to_pages(-(-sum(each.width for each in sheet.columns) // PAGE), 0)
    if sheet.is_table:
        _fill_table(page, sheet, formats)
    else:
        _fill_page(page, sheet, formats)


def _fill_table(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    titles = [each.title for each in sheet.columns]
    for at, title in enumerate(titles):
        page.write_string(0, at, title, formats["head"])
    page.set_row(0, _height(sheet, titles))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(titles) - 1)
    page.repeat_rows(0)
    page.repeat_columns(0)
    for number, row in enumerate(sheet.rows, start=1):
        page.set_row(number, _height(sheet, row))
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            if column.is_year and isinstance(cell, int):
                page.write_number(number, at, cell, formats["year"])
            else:
                _write(page, number, at, cell, formats)


def _fill_page(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    """A title, and below it what is known, each with its label."""
    titles, labels = ({**formats, "text": formats[each]} for each in ("title", "label"))
    facts = {**formats, "whole": formats["whole at left"], "decimal": formats["decimal at left"]}
    for number, (label, *rest) in enumerate(sheet.rows):
        is_title = all(each is None for each in rest)
        _write(page, number, 0, label, titles if is_title else labels)
        if is_title:
            continue
        page.set_row(number, _height(sheet, (label, *rest)))
        for at, cell in enumerate(rest, start=1):
            _write(page, number, at, cell, facts)


def _height(sheet: Sheet, row: Sequence[Cell]) -> float:
    """As tall as the longest text in its column: not every program that shows a file finds that out by itself."""
    lines = (
        sum(-(-max(len(line), 1) // column.width) for line in cell.splitlines())
        for column, cell in zip(sheet.columns, row, strict=True)
        if isinstance(cell, str)
    )
    return min(LINE * max(lines, default=1), TALLEST)


def _write(page: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    match cell:
        case None | "":
            pass
        case str():
            text = _NOT_XML.sub("", cell)
            kind = "text that begins like a formula" if text[:1] in tuple("=+-@\t\r") else "text"
            page.write_string(row, column, _cut(text), formats[kind])
        case datetime():
            page.write_datetime(row, column, cell, formats["moment"])
        case date():
            page.write_datetime(row, column, cell, formats["day"])
        case int() | Decimal():
            page.write_number(row, column, cell, formats["whole" if cell == int(cell) else "decimal"])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
