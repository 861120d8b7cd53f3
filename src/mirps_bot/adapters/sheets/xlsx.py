"""A workbook as an Excel file (Office Open XML)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from mirps_bot.view.workbook import Cell, Sheet, Workbook

LONGEST_TEXT = 16_000
"""Characters: Excel takes 32,767 halves of surrogate pairs in a cell."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_HEAD = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1}
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "text": {},
    "text that begins like a formula": {"quote_prefix": True},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "year": {"num_format": "0", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "head": _HEAD,
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
    first = 0
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    if sheet.is_table:
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.title, formats["head"])
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        page.repeat_rows(0)
        first = 1
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for number, row in enumerate(sheet.rows, start=first):
        for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            if column.is_year and isinstance(cell, int):
                page.write_number(number, at, cell, formats["year"])
            else:
                _write(page, number, at, cell, formats)


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
