from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import pytest

from mirps_bot.content.reading import ContentError, Fault, read_kinds, read_records, read_table
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.language import Language, Names

T = TypeVar("T")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    label: Names
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    id: str
    names: Names
    colour: Colour = Colour.RED
    lead: str | None
    amount: Decimal | None = None
    count: int = 0
    shown: bool = True
    start: PartialDate | None = None
    opens: date | None = None
    quarters: tuple[Quarter, ...] = ()
    wait: timedelta | None = None
    parts: tuple[Part, ...] = ()
    words: dict[Language, tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("count must not be negative")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "samples"
    folder.mkdir()
    return folder / "sample.toml"


def faults_of(path: Path, text: str) -> list[tuple[str, str]]:
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    read_records(path, "sample", Sample, faults)
    assert {each.file for each in faults} <= {"samples/sample.toml"}
    return [(each.key, each.message) for each in faults]


def one(path: Path, keys: str) -> list[tuple[str, str]]:
    """The faults of one record that has these keys besides a sound id and name."""
    return faults_of(path, f'[[sample]]\nid = "a"\nnames = {{ es = "uno" }}\n{keys}')


def test_a_record_is_read_from_how_people_write(path: Path) -> None:
    path.write_text(
        """
        [[sample]]
        id = "a"
        names.es = "uno"
        names.en = "one"
        colour = "blue"
        amount = 5_300_000.5
        start = "2026-11"
        opens = "2026-11-01"
        quarters = ["2026-Q4"]
        wait = "2 days"
        words = { es = ["uno", "una"] }

        [[sample.parts]]
        label = { es = "parte" }
        at = "09:30"
        """,
        encoding="utf-8",
    )
    faults: list[Fault] = []
    assert read_records(path, "sample", Sample, faults) == (
        Sample(
            id="a",
            names=Names(es="uno", en="one"),
            colour=Colour.BLUE,
            lead=None,
            amount=Decimal("5300000.5"),
            start=PartialDate(year=2026, month=11),
            opens=date(2026, 11, 1),
            quarters=(Quarter(year=2026, number=4),),
            wait=timedelta(days=2),
            parts=(Part(label=Names(es="parte"), at=time(9, 30)),),
            words={Language.ES: ("uno", "una")},
        ),
    )
    assert faults == []


def test_dates_without_quotes_are_read_too(path: Path) -> None:
    path.write_text(
        'id = "a"\nnames = { es = "uno" }\nstart = 2026\nopens = 2026-11-01\n[[parts]]\n'
        'label = { es = "x" }\nat = 09:30:00\n',
        encoding="utf-8",
    )
    faults: list[Fault] = []
    sample = read_table(path, Sample, faults)
    assert faults == []
    assert sample is not None
    assert (sample.start, sample.opens, sample.parts[0].at) == (
        PartialDate(year=2026),
        date(2026, 11, 1),
        time(9, 30),
    )


def test_a_file_saved_on_windows_is_read(path: Path) -> None:
    path.write_bytes('\ufeffid = "a"\r\nnames = { es = "ñ" }\r\n'.encode())
    assert read_table(path, Sample, []) == Sample(id="a", names=Names(es="ñ"), lead=None)


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        (
            'start = "2026-02-31"',
            "start",
            "'2026-02-31' is not a date: write 2026, 2026-02 or 2026-02-28, in quotes",
        ),
        ('opens = "2026-02"', "opens", "'2026-02' is not a day: write 2026-02-28, in quotes"),
        ('quarters = ["2026-Q1", "Q2"]', "quarters 2", "'Q2' is not a quarter: write 2026-Q4"),
        ('quarters = "2026-Q1"', "quarters", 'write a list: ["…", "…"]'),
        ('wait = "soon"', "wait", "'soon' is not a length of time: write 3 days or 12 hours, in quotes"),
        ('colour = "rde"', "colour", "'rde' is not one of 'red' or 'blue'"),
        ("colours = 1", "colours", "is not a known key here"),
        ('amount = "5,3 M"', "amount", "write a number, without quotes or thousands separators"),
        ('count = "many"', "count", "write a whole number, without quotes"),
        ("count = 1.5", "count", "write a whole number, without quotes"),
        ("count = -1", "", "count must not be negative"),
        ('shown = "perhaps"', "shown", "write true or false"),
        ("lead = 3", "lead", "write text, in quotes"),
        ("words = { it = [] }", "words.it", "'it' is not one of 'es', 'en', 'pt' or 'fr'"),
        ("parts = [{ at = 930 }]", "parts 1, label", "is missing"),
    ],
)
def test_a_fault_is_told_in_words_at_its_place(path: Path, keys: str, place: str, message: str) -> None:
    faults = one(path, keys)
    at = f"sample 1 'a', {place}" if place else "sample 1 'a'"
    assert faults[0] == (at, message)


def test_a_name_that_is_no_table_or_has_no_language(path: Path) -> None:
    assert faults_of(path, '[[sample]]\nid = "a"\nnames = "uno"\n[[sample]]\nid = "b"\nnames = {}\n') == [
        ("sample 1 'a', names", 'write a table: { es = "…", en = "…" }'),
        ("sample 2 'b', names", "a name needs at least one language"),
    ]


def test_all_faults_come_at_once_and_sound_records_are_kept(path: Path) -> None:
    path.write_text(
        '[[sampel]]\nid = "x"\n[[sample]]\nid = "a"\nnames = { es = "uno" }\n[[sample]]\nid = 7\nnames = {}\n',
        encoding="utf-8",
    )
    faults: list[Fault] = []
    assert read_records(path, "sample", Sample, faults) == (Sample(id="a", names=Names(es="uno"), lead=None),)
    assert [(each.key, each.message) for each in faults] == [
        ("sampel", "is not known here; this file is made of [[sample]]"),
        ("sample 2, id", "write text, in quotes"),
        ("sample 2, names", "a name needs at least one language"),
    ]


def test_one_bracket_instead_of_two(path: Path) -> None:
    assert faults_of(path, '[sample]\nid = "a"\n') == [
        ("sample", "write [[sample]], with two brackets, above each one")
    ]


def test_a_list_of_what_is_no_table(path: Path) -> None:
    assert faults_of(path, "sample = [1]\n") == [("sample 1", 'write a table: { es = "…", en = "…" }')]


def test_a_file_that_is_not_toml_tells_the_line(path: Path) -> None:
    assert faults_of(path, '[[sample]]\nid = "a"\nnames = {es = "uno"\n') == [
        ("line 3, column 20", "Unclosed inline table")
    ]


def test_a_file_in_another_encoding(path: Path) -> None:
    path.write_bytes('id = "ñ"'.encode("latin-1"))
    faults: list[Fault] = []
    assert read_table(path, Sample, faults) is None
    assert [each.message for each in faults] == ["is not saved as UTF-8 (byte 7)"]


def test_a_file_that_is_not_there(path: Path) -> None:
    faults: list[Fault] = []
    assert read_table(path, Sample, faults) is None
    assert list(map(str, faults)) == ["samples/sample.toml: can't be read: No such file or directory"]


def test_a_file_of_several_kinds(path: Path) -> None:
    path.write_text('[[sample]]\nid = "a"\nnames = { es = "uno" }\n', encoding="utf-8")
    faults: list[Fault] = []
    found = read_kinds(path, {"part": Part, "sample": Sample}, faults)
    assert (found, faults) == (
        {"part": (), "sample": (Sample(id="a", names=Names(es="uno"), lead=None),)},
        [],
    )


def test_an_error_has_a_line_for_each_fault() -> None:
    faults = [
        Fault(file="reminders/calendar_2026.toml", key="event 3 'q1', start", message="is missing"),
        Fault(file="reminders/calendar_2026.toml", key="", message="is not saved as UTF-8 (byte 7)"),
    ]
    error = ContentError(faults)
    assert error.faults == tuple(faults)
    assert str(error).splitlines() == [
        "reminders/calendar_2026.toml, event 3 'q1', start: is missing",
        "reminders/calendar_2026.toml: is not saved as UTF-8 (byte 7)",
    ]
