"""The roster as the secretariat keeps it: a spreadsheet or a CSV file with a line for each person."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path

from mirps_bot.content.reading import Fault
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow

COLUMNS = ("email", "name", "entity", "role", "language", "time_zone")
MOST_LINES = 10_000
"""More people than any platform has; a sheet may say that it goes on for a million lines."""

_Table = tuple[tuple[str, ...], Iterable[tuple[int, Mapping[str, str]]]]
"""The names of the columns, and each line after them with its number."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class _Unreadable(Exception):
    """Says why."""


def read_roster(path: Path, entities: Collection[str]) -> tuple[tuple[RosterRow, ...], tuple[Fault, ...]]:
    """As `roster_in`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return (), (Fault(file=path.name, key="", message=f"can't be read: {error}"),)
    return roster_in(content, path.name, entities)


def roster_in(
    content: bytes, name: str, entities: Collection[str]
) -> tuple[tuple[RosterRow, ...], tuple[Fault, ...]]:
    """The sound rows, and what is wrong with each of the others by its line in the file of this name, and its column.

    Takes an Excel file, of which the first sheet is read, or commas or semicolons, as spreadsheets write them, with or
    without a byte order mark.
    """
    try:
        header, lines = _sheet(content) if content.startswith(_ZIP) else _text(content)
    except _Unreadable as error:
        return (), (Fault(file=name, key="", message=str(error)),)
    named = {each: _plain(each) for each in header}
    missing = [each for each in COLUMNS if each not in named.values()]
    if missing:
        return (), (Fault(file=name, key="line 1", message=f"needs the columns {', '.join(missing)}"),)
    rows: dict[str, RosterRow] = {}
    faults: list[Fault] = []
    for number, record in lines:
        told = {named.get(column, column): value for column, value in record.items()}
        values = {column: (told.get(column) or "").strip() for column in COLUMNS}
        values |= {column: _plain(values[column]) for column in ("role", "language")}
        if not any(values.values()):
            continue
        problems = _problems(values, entities, rows)
        faults += [
            Fault(file=name, key=f"line {number}, {column}", message=message) for column, message in problems
        ]
        if not problems:
            row = _row(values)
            rows[row.email] = row
    return tuple(rows.values()), tuple(faults)


def _text(content: bytes) -> _Table:
    if content.startswith(_OLD_EXCEL):
        raise _Unreadable("is an old Excel file: save it as .xlsx")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"can't be read as UTF-8 text: {error}") from error
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        text.splitlines(), delimiter=";" if header.count(";") > header.count(",") else ","
    )
    return tuple(reader.fieldnames or ()), ((reader.line_num, record) for record in reader)


def _sheet(content: bytes) -> _Table:
    """What formulas came to, not what they are."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = list(islice(book.worksheets[0].iter_rows(values_only=True), MOST_LINES + 1))
    except Exception as error:
        raise _Unreadable(f"can't be read as an Excel file: {error}") from error
    if len(rows) > MOST_LINES:
        raise _Unreadable(f"has more than {MOST_LINES} lines: is it the roster?")
    header, *others = [["" if cell is None else str(cell).strip() for cell in row] for row in rows] or [[]]
    return tuple(header), (
        (number, dict(zip(header, row, strict=False))) for number, row in enumerate(others, start=2)
    )


def _plain(text: str) -> str:
    """A key as somebody may write it in a spreadsheet: Time zone, Focal point."""
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _problems(
    values: Mapping[str, str], entities: Collection[str], known: Collection[str]
) -> list[tuple[str, str]]:
    """What is wrong, by column."""
    checks = (
        ("email", f"'{values['email']}' is not an e-mail address", not _EMAIL.fullmatch(values["email"])),
        (
            "email",
            f"{values['email']} stands in an earlier line too",
            values["email"].casefold() in known,
        ),
        ("name", "the name is missing", not values["name"]),
        (
            "entity",
            f"'{values['entity']}' is not an entity; known are {', '.join(sorted(entities))}",
            values["entity"].casefold() not in entities,
        ),
        (
            "role",
            f"'{values['role']}' is not a role; known are {', '.join(Role)}",
            values["role"] not in [each.value for each in Role],
        ),
        (
            "language",
            f"'{values['language']}' is not a language; known are {', '.join(Language)}",
            values["language"] not in [each.value for each in Language],
        ),
        (
            "time_zone",
            f"'{values['time_zone']}' is not a time zone; write one like America/Costa_Rica",
            not is_time_zone(values["time_zone"]),
        ),
    )
    return [(column, message) for column, message, applies in checks if applies]


def _row(values: Mapping[str, str]) -> RosterRow:
    return RosterRow(
        email=values["email"].casefold(),
        name=values["name"],
        entity=EntityId(values["entity"].casefold()),
        role=Role(values["role"]),
        language=Language(values["language"]),
        time_zone=values["time_zone"],
    )
