"""The roster as the secretariat keeps it: a CSV file with a line for each person."""

import csv
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from mirps_bot.content.reading import Fault
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.ports import RosterRow

COLUMNS = ("email", "name", "entity", "role", "language", "time_zone")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


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
    """The sound rows, and what is wrong with each of the others by its line in the file of this name.

    Takes commas or semicolons, as spreadsheets write them, with or without a byte order mark.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (), (Fault(file=name, key="", message=f"can't be read as UTF-8 text: {error}"),)
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        text.splitlines(), delimiter=";" if header.count(";") > header.count(",") else ","
    )
    missing = [each for each in COLUMNS if each not in (reader.fieldnames or ())]
    if missing:
        return (), (Fault(file=name, key="line 1", message=f"needs the columns {', '.join(missing)}"),)
    rows: dict[str, RosterRow] = {}
    faults: list[Fault] = []
    for record in reader:
        values = {column: (record.get(column) or "").strip() for column in COLUMNS}
        if not any(values.values()):
            continue
        problems = _problems(values, entities, rows)
        faults += [Fault(file=name, key=f"line {reader.line_num}", message=each) for each in problems]
        if not problems:
            row = _row(values)
            rows[row.email] = row
    return tuple(rows.values()), tuple(faults)


def _problems(values: Mapping[str, str], entities: Collection[str], known: Collection[str]) -> list[str]:
    checks = {
        f"'{values['email']}' is not an e-mail address": not _EMAIL.fullmatch(values["email"]),
        f"{values['email']} stands in an earlier line too": values["email"].casefold() in known,
        "the name is missing": not values["name"],
        f"'{values['entity']}' is not an entity; known are {', '.join(sorted(entities))}": values[
            "entity"
        ].casefold()
        not in entities,
        f"'{values['role']}' is not a role; known are {', '.join(Role)}": values["role"]
        not in [each.value for each in Role],
        f"'{values['language']}' is not a language; known are {', '.join(Language)}": values["language"]
        not in [each.value for each in Language],
        f"'{values['time_zone']}' is not a time zone; write one like America/Costa_Rica": not is_time_zone(
            values["time_zone"]
        ),
    }
    return [message for message, applies in checks.items() if applies]


def _row(values: Mapping[str, str]) -> RosterRow:
    return RosterRow(
        email=values["email"].casefold(),
        name=values["name"],
        entity=EntityId(values["entity"].casefold()),
        role=Role(values["role"]),
        language=Language(values["language"]),
        time_zone=values["time_zone"],
    )
