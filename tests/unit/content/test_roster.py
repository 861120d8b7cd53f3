import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mirps_bot.cli import app
from mirps_bot.content.roster import COLUMNS, read_roster
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
        "people.csv, line 2: 'lucia' is not an e-mail address",
        "people.csv, line 2: the name is missing",
        "people.csv, line 2: 'xx' is not an entity; known are mx, unhcr",
        f"people.csv, line 2: 'boss' is not a role; known are {', '.join(Role)}",
        "people.csv, line 2: 'de' is not a language; known are es, en, pt, fr",
        "people.csv, line 2: 'CST' is not a time zone; write one like America/Costa_Rica",
        "people.csv, line 4: LUCIA@example.org stands in an earlier line too",
    ]


def test_row_that_ends_early_lacks_what_it_lacks(file: Path) -> None:
    rows, faults = read(file, HEADER, "lucia@example.org,Lucía,mx,focal_point,es")
    assert (rows, faults) == (
        [],
        ["people.csv, line 2: '' is not a time zone; write one like America/Costa_Rica"],
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


# ---- by command ----------------------------------------------------------------------------------


def test_import_takes_the_good_rows_only_when_told_to(file: Path, tmp_path: Path) -> None:
    read(file, HEADER, LUCIA, "bad", NOAH)

    refused = imports(tmp_path, str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "people.csv, line 3: 'bad' is not an e-mail address\n" in refused.stderr
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
    assert taken.stderr.startswith("-, line 3: ")


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
