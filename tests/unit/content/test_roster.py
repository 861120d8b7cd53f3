import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from mirps_bot.cli import app
from mirps_bot.content.roster import COLUMNS, MOST_LINES, read_roster, roster_in
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow

ENTITIES = ("mx", "unhcr")
HEADER = ",".join(COLUMNS)
LUCIA = "lucia@example.org,Lucía Ortega,mx,focal_point,es,America/Mexico_City"
NOAH = "noah@example.org,Noah Fischer,unhcr,secretariat,en,America/Panama"

LUCIA_ROW = RosterRow(
    email="lucia@example.org",
    name="Lucía Ortega",
    entity=EntityId("mx"),
    role=Role.FOCAL_POINT,
    language=Language.ES,
    time_zone="America/Mexico_City",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def read(
    file: Path, *lines: str, encoding: str = "utf-8", end: str = "\n"
) -> tuple[list[RosterRow], list[str]]:
    file.write_bytes(end.join([*lines, ""]).encode(encoding))
    rows, faults = read_roster(file, ENTITIES)
    return list(rows), [str(each) for each in faults]


def test_row_is_read(file: Path) -> None:
    assert read(file, HEADER, LUCIA) == ([LUCIA_ROW], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_file_of_any_spreadsheet_is_read(file: Path, encoding: str, separator: str, end: str) -> None:
    lines = [line.replace(",", separator) for line in (HEADER, LUCIA)]
    assert read(file, *lines, encoding=encoding, end=end) == ([LUCIA_ROW], [])


def test_columns_may_stand_in_any_order_beside_others(file: Path) -> None:
    header = "notes,time_zone,language,role,entity,name,email"
    line = ",".join(["any", *reversed(LUCIA.split(","))])
    assert read(file, header, line) == ([LUCIA_ROW], [])


def test_spaces_and_capitals_make_no_difference(file: Path) -> None:
    line = " LUCIA@Example.org , Lucía Ortega ,MX,focal_point,es,America/Mexico_City"
    assert read(file, HEADER, line) == ([LUCIA_ROW], [])


def test_columns_roles_and_languages_may_be_written_as_people_write_them(file: Path) -> None:
    row = LUCIA.replace("focal_point,es", "Focal point,ES")
    assert read(file, "Email,Name,Entity,Role,Language,Time zone", row) == ([LUCIA_ROW], [])


def test_name_may_hold_a_comma_in_quotes(file: Path) -> None:
    (row,), faults = read(file, HEADER, LUCIA.replace("Lucía Ortega", '"Ortega, Lucía"'))
    assert (row.name, faults) == ("Ortega, Lucía", [])


def test_empty_lines_are_left_out(file: Path) -> None:
    assert read(file, HEADER, ",,,,,", "", LUCIA) == ([LUCIA_ROW], [])


def test_bad_rows_are_named_by_line_with_every_reason_and_the_good_ones_stay(file: Path) -> None:
    rows, faults = read(
        file, HEADER, "lucia,,xx,boss,de,CST", LUCIA, "LUCIA@example.org,Otra,mx,alternate,es,America/Panama"
    )
    assert rows == [LUCIA_ROW]
    assert faults == [
        "people.csv, line 2, email: 'lucia' is not an e-mail address",
        "people.csv, line 2, name: the name is missing",
        "people.csv, line 2, entity: 'xx' is not an entity; known are mx, unhcr",
        f"people.csv, line 2, role: 'boss' is not a role; known are {', '.join(Role)}",
        "people.csv, line 2, language: 'de' is not a language; known are es, en, pt, fr",
        "people.csv, line 2, time_zone: 'CST' is not a time zone; write one like America/Costa_Rica",
        "people.csv, line 4, email: LUCIA@example.org stands in an earlier line too",
    ]


def test_row_that_ends_early_lacks_what_it_lacks(file: Path) -> None:
    rows, faults = read(file, HEADER, "lucia@example.org,Lucía,mx,focal_point,es")
    assert (rows, faults) == (
        [],
        ["people.csv, line 2, time_zone: '' is not a time zone; write one like America/Costa_Rica"],
    )


def test_missing_columns_are_named(file: Path) -> None:
    assert read(file, "email,name,role", "x@x.org,X,lead") == (
        [],
        ["people.csv, line 1: needs the columns entity, language, time_zone"],
    )


def test_empty_file_needs_all_columns(file: Path) -> None:
    assert read(file) == ([], [f"people.csv, line 1: needs the columns {', '.join(COLUMNS)}"])


def test_file_in_another_encoding_says_so(file: Path) -> None:
    rows, (fault,) = read(file, HEADER, LUCIA, encoding="latin-1")
    assert rows == []
    assert fault.startswith("people.csv: can't be read as UTF-8 text")


def test_file_that_is_not_there_says_so(file: Path) -> None:
    rows, faults = read_roster(file, ENTITIES)
    assert rows == ()
    assert [each.message.startswith("can't be read") for each in faults] == [True]


# ---- from a spreadsheet --------------------------------------------------------------------------


def sheet(*rows: Sequence[object], more: Sequence[Sequence[object]] = ()) -> bytes:
    """An Excel file whose first sheet has these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    other = book.create_sheet("más")
    for row in more:
        other.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read_sheet(content: bytes) -> tuple[list[RosterRow], list[str]]:
    rows, faults = roster_in(content, "people.xlsx", ENTITIES)
    return list(rows), [str(each) for each in faults]


def test_spreadsheet_is_read_as_text_is() -> None:
    other = [["nobody@example.org"]]
    assert read_sheet(sheet(COLUMNS, LUCIA.split(","), [], more=other)) == ([LUCIA_ROW], [])


def test_spreadsheet_may_have_columns_in_any_order_and_others_beside() -> None:
    header = ["notes", *reversed(COLUMNS), None]
    assert read_sheet(sheet(header, [5, *reversed(LUCIA.split(",")), 1.5])) == ([LUCIA_ROW], [])


def test_bad_rows_of_a_spreadsheet_are_named_by_line_and_column() -> None:
    bad = ["lucia@example.org", None, "mx", 7, "es", "America/Mexico_City"]
    rows, faults = read_sheet(sheet(COLUMNS, [], bad, NOAH.split(",")))
    assert [each.email for each in rows] == ["noah@example.org"]
    assert faults == [
        "people.xlsx, line 3, name: the name is missing",
        f"people.xlsx, line 3, role: '7' is not a role; known are {', '.join(Role)}",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            sheet(["email", "name"]),
            "people.xlsx, line 1: needs the columns entity, role, language, time_zone",
        ),
        (sheet(), f"people.xlsx, line 1: needs the columns {', '.join(COLUMNS)}"),
        (b"PK\x03\x04 torn", "people.xlsx: can't be read as an Excel file: "),
        (b"\xd0\xcf\x11\xe0 old", "people.xlsx: is an old Excel file: save it as .xlsx"),
        (sheet(COLUMNS, *[["x"]] * MOST_LINES), f"people.xlsx: has more than {MOST_LINES} lines"),
    ],
    ids=["columns", "empty", "torn", "old", "long"],
)
def test_spreadsheet_that_is_no_roster_says_why(content: bytes, said: str) -> None:
    rows, (fault,) = read_sheet(content)
    assert (rows, fault[: len(said)]) == ([], said)


def test_spreadsheet_is_imported_by_command_from_a_file_or_piped_in(tmp_path: Path) -> None:
    content = sheet(COLUMNS, LUCIA.split(","), NOAH.split(","))
    (tmp_path / "people.xlsx").write_bytes(content)
    taken = [imports(tmp_path, str(tmp_path / "people.xlsx")), people(tmp_path, "import", "-", piped=content)]
    assert [each.stdout for each in taken] == [
        "2 people imported, 2 of them new\n",
        "2 people imported, 0 of them new\n",
    ]


# ---- by command ----------------------------------------------------------------------------------


def test_import_takes_the_good_rows_only_when_told_to(file: Path, tmp_path: Path) -> None:
    read(file, HEADER, LUCIA, "bad", NOAH)

    refused = imports(tmp_path, str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "people.csv, line 3, email: 'bad' is not an e-mail address\n" in refused.stderr
    assert refused.stderr.endswith("6 to put right, nothing was imported\n")

    taken = [imports(tmp_path, str(file), "--skip-bad") for _ in range(2)]
    assert [each.stdout for each in taken] == [
        "2 people imported, 2 of them new\n",
        "2 people imported, 0 of them new\n",
    ]


def test_roster_may_be_piped_in(tmp_path: Path) -> None:
    piped = "\r\n".join([HEADER, LUCIA, "bad"]).encode("utf-8-sig")

    taken = people(tmp_path, "import", "-", "--skip-bad", piped=piped)
    assert taken.stdout == "1 people imported, 1 of them new\n"
    assert taken.stderr.startswith("-, line 3, email: ")


def test_export_prints_all_that_is_kept_of_a_person(file: Path, tmp_path: Path) -> None:
    read(file, HEADER, LUCIA)
    imports(tmp_path, str(file))

    told = people(tmp_path, "export", "Lucia@example.org")

    assert [each["name"] for each in json.loads(told.stdout)["people"]] == ["Lucía Ortega"]
    assert people(tmp_path, "export", "nadie@example.org").exit_code == 1


def imports(tmp_path: Path, *arguments: str) -> Result:
    return people(tmp_path, "import", *arguments)


def people(tmp_path: Path, *arguments: str, piped: bytes | None = None) -> Result:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    return CliRunner().invoke(app, ["people", *arguments], env={"DATABASE_URL": url}, input=piped)
