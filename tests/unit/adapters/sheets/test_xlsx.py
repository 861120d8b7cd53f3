"""What is written is read back by another library than the one that writes it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from mirps_bot.adapters.sheets.xlsx import LONGEST_TEXT, render_xlsx
from mirps_bot.view.workbook import Cell, Column, Sheet, Workbook

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def table(*cells: Cell, is_year: bool = False, name: str = "Hoja") -> Sheet:
    """One column."""
    column = Column(title="Título", width=20, is_year=is_year)
    return Sheet(name=name, columns=(column,), rows=tuple((each,) for each in cells))


def written(*sheets: Sheet) -> bytes:
    book = Workbook(name="MIRPS: prueba", language="es", sheets=sheets, file="prueba.xlsx")
    return render_xlsx(book, made_at=NOW)


def read(*sheets: Sheet) -> Any:
    return openpyxl.load_workbook(BytesIO(written(*sheets)))


def cell(value: Cell, *, is_year: bool = False) -> Any:
    return read(table(value, is_year=is_year)).active["A2"]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://example.org","toque")',
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "{=1+1}",
        "https://example.org/a",
        "mailto:a@example.org",
        "internal:Hoja!A1",
        "007",
        "1E5",
        "2026-11-24",
        "TRUE",
        "#REF!",
        "<b>&amp;</b>",
        "línea\notra",
        " al borde ",
        "東京 😀",
    ],
)
def test_text_is_a_string_whatever_it_says(text: str) -> None:
    found = cell(text)
    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


def test_file_holds_no_formula_and_no_link_and_strings_that_phones_show() -> None:
    with ZipFile(BytesIO(written(table("=1+1", "https://example.org", "ftp://x")))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        names = packed.namelist()
    assert [part for part in ("<f>", "<hyperlink", "inlineStr") if part in sheet] == []
    assert "xl/sharedStrings.xml" in names
    assert [each for each in names if "externalLink" in each or "vba" in each.lower()] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a"])
def test_text_like_a_formula_stays_text_when_its_cell_is_edited(text: str) -> None:
    assert cell(text).quotePrefix
    assert not cell("plain").quotePrefix


@pytest.mark.parametrize(
    ("value", "read_as", "number_format"),
    [
        (Decimal(1250000), 1250000, "#,##0"),
        (Decimal("1500.5"), 1500.5, "#,##0.00"),
        (0, 0, "#,##0"),
        (date(2023, 12, 13), datetime(2023, 12, 13), "yyyy-mm-dd"),  # noqa: DTZ001 - spreadsheets know no zones
        (datetime(2026, 11, 24, 9, 30), datetime(2026, 11, 24, 9, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
    ],
)
def test_numbers_and_dates_are_numbers_and_dates(value: Cell, read_as: object, number_format: str) -> None:
    found = cell(value)
    assert (found.value, found.number_format) == (read_as, number_format)


def test_year_is_no_amount() -> None:
    found = cell(2023, is_year=True)
    assert (found.value, found.number_format) == (2023, "0")


@pytest.mark.parametrize("value", [None, ""])
def test_what_is_not_known_is_an_empty_cell(value: Cell) -> None:
    assert cell(value).value is None


def test_characters_that_no_such_file_can_hold_are_left_out() -> None:
    assert cell("a\x00b\x0bc\ud800d\ufffee").value == "abcde"


def test_text_that_is_too_long_for_a_cell_says_that_it_goes_on() -> None:
    found = cell("😀" * (LONGEST_TEXT + 1)).value
    assert (len(found), found[-1]) == (LONGEST_TEXT, "…")


def test_table_keeps_its_first_row_in_sight_and_can_be_filtered() -> None:
    sheet = read(table("uno", "dos")).active
    assert (sheet["A1"].value, sheet.freeze_panes, sheet.auto_filter.ref) == ("Título", "B2", "A1:A3")
    assert sheet.column_dimensions["A"].width == pytest.approx(20, abs=1)


def test_empty_table_has_its_columns() -> None:
    sheet = read(table()).active
    assert [[each.value for each in row] for row in sheet.iter_rows()] == [["Título"]]


def test_what_is_no_table_has_no_head() -> None:
    about = Sheet(name="Léame", columns=(Column(title="x", width=9),), rows=(("primero",),), is_table=False)
    sheet = read(about).active
    assert (sheet["A1"].value, sheet.freeze_panes, sheet.auto_filter.ref) == ("primero", None, None)


def test_sheets_bear_names_that_spreadsheets_take() -> None:
    assert read(table(name="Qué: [esto]/aquello? " + "x" * 40)).sheetnames == [
        "Qué   esto  aquello  xxxxxxxxxx"
    ]


def test_file_says_who_made_it_and_when() -> None:
    properties = read(table()).properties
    assert (properties.title, properties.creator) == ("MIRPS: prueba", "mirps-bot")
    assert properties.created == NOW.replace(tzinfo=None)


def test_rows_are_as_tall_as_their_longest_text_for_programs_that_do_not_find_out_themselves() -> None:
    rows = read(table("corto", "a" * 41, "una\ndos", "a" * 10_000)).active.row_dimensions
    assert [rows[number].height for number in range(2, 6)] == [None, 45, 30, 405]


def test_page_has_a_title_over_its_labelled_facts() -> None:
    columns = (Column(title="", width=10), Column(title="", width=20))
    sheet = Sheet(name="Hoja", columns=columns, rows=(("Un título largo", None), ("Hay", 19)), is_table=False)
    page = read(sheet).active
    assert (page["A1"].font.b, page["A1"].alignment.wrap_text) == (True, None)
    assert (page["A2"].font.b, page["B2"].font.b, page["B2"].alignment.horizontal) == (True, False, "left")


def test_wide_table_is_printed_on_as_many_pages_as_it_can_be_read_on_with_its_first_column_on_each() -> None:
    columns = tuple(Column(title=f"{number}", width=100) for number in range(6))
    page = read(Sheet(name="Hoja", columns=columns, rows=())).active
    assert (page.page_setup.fitToWidth, page.print_title_rows, page.print_title_cols) == (3, "$1:$1", "$A:$A")
