"""Reads TOML files into values, and says in words everything that is wrong with them, all at once."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, time, timedelta
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import GetCoreSchemaHandler, PlainValidator, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from mirps_bot.domain.dates import PartialDate, Period, Quarter
from mirps_bot.search.intents import Pattern

T = TypeVar("T")
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to put right: in which file, where in it (may be empty), and why, in words for its editor."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class ContentError(Exception):
    """Files that can't be used as they are; one line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_records(path: Path, key: str, type_: type[T], faults: list[Fault]) -> tuple[T, ...]:
    """The sound `[[key]]` tables of a file that has no others; what is wrong is added to `faults`."""
    return read_kinds(path, {key: type_}, faults)[key]


def read_kinds(path: Path, kinds: Mapping[str, type], faults: list[Fault]) -> Mapping[str, tuple[Any, ...]]:
    """The tables of a file that lists records of several kinds, `[[key]]` being the kind."""
    document = _open(path, faults) or {}
    expected = ", ".join(f"[[{key}]]" for key in kinds)
    faults += [
        fault(path, key, f"is not known here; this file is made of {expected}")
        for key in document
        if key not in kinds
    ]
    return {key: _check_all(path, document, key, type_, faults) for key, type_ in kinds.items()}


def read_table(path: Path, type_: type[T], faults: list[Fault]) -> T | None:
    """The whole file as one value; None, and why among the `faults`, if it can't be used."""
    document = _open(path, faults)
    return None if document is None else _check(path, document, (), _adapter(type_), faults)


def fault(path: Path, key: str, message: str) -> Fault:
    """Files are named with their folder, since many folders hold a file of the same name."""
    return Fault(file=f"{path.parent.name}/{path.name}", key=key, message=message)


def _open(path: Path, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).rpartition(" (at ")
        faults.append(fault(path, place.rstrip(")"), message))
    except UnicodeDecodeError as error:
        faults.append(fault(path, "", f"is not saved as UTF-8 (byte {error.start + 1})"))
    except OSError as error:
        faults.append(fault(path, "", f"can't be read: {error.strerror}"))
    return None


def _check_all(path: Path, document: Table, key: str, type_: type[T], faults: list[Fault]) -> tuple[T, ...]:
    tables = document.get(key, [])
    if not isinstance(tables, list):
        faults.append(fault(path, key, f"write [[{key}]], with two brackets, above each one"))
        return ()
    adapter = _adapter(type_)
    found = (_check(path, document, (key, index), adapter, faults) for index in range(len(tables)))
    return tuple(each for each in found if each is not None)


def _check(
    path: Path, document: Table, at: tuple[str | int, ...], adapter: TypeAdapter[T], faults: list[Fault]
) -> T | None:
    """The value that stands in the document under these keys and indices."""
    raw: Any = document
    for step in at:
        raw = raw[step]
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        faults.extend(
            fault(path, _place(document, (*at, *each["loc"])), _in_words(each))
            for each in error.errors(include_url=False)
        )
        return None


# ---- how values are written in a file ------------------------------------------------------------


def read_partial_date(written: object) -> PartialDate:
    """Text, a year without quotes, or TOML's own date."""
    try:
        return PartialDate.parse(str(written))
    except ValueError:
        raise ValueError(f"'{written}' is not a date: write 2026, 2026-02 or 2026-02-28, in quotes") from None


def _read_day(written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f"'{written}' is not a day: write 2026-02-28, in quotes") from None


def _read_time(written: object) -> time:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(:00)?", str(written))
    if not found:
        raise ValueError(f"'{written}' is not an hour: write 09:30, in quotes")
    return time(int(found[1]), int(found[2]))


def _read_duration(written: object) -> timedelta:
    found = re.fullmatch(r"(\d+) (day|hour|minute)s?", str(written))
    if not found:
        raise ValueError(f"'{written}' is not a length of time: write 3 days or 12 hours, in quotes")
    return timedelta(**{f"{found[2]}s": int(found[1])})


_WRITTEN: Mapping[Any, Callable[[Any], object]] = {
    PartialDate: read_partial_date,
    Quarter: lambda written: Quarter.parse(str(written)),
    Period: lambda written: Period.parse(str(written)),
    date: _read_day,
    time: _read_time,
    timedelta: _read_duration,
    Pattern: lambda written: Pattern.parse(str(written)),
}


class _FromTable:
    """Makes pydantic build a plain dataclass from a table, and refuse keys that it doesn't have.

    A key that may be None may be left out, whether or not the dataclass has a default for it.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        made, hints = get_origin(source) or source, _hints(source)
        keys = {}
        for each in fields(made):
            schema = handler.generate_schema(_as_written(hints[each.name]))
            required = each.default is MISSING and each.default_factory is MISSING
            if required and NoneType in get_args(hints[each.name]):
                schema, required = core_schema.with_default_schema(schema, default=None), False
            keys[each.name] = core_schema.typed_dict_field(schema, required=required)
        table = core_schema.typed_dict_schema(keys, extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(lambda values: made(**values), table)


def _hints(type_: Any) -> Mapping[str, Any]:
    """Of each field its type; a generic class's, as it is used here."""
    hints = get_type_hints(get_origin(type_) or type_, include_extras=True)
    meant = dict(zip(getattr(get_origin(type_), "__parameters__", ()), get_args(type_), strict=True))
    return {
        key: hint[tuple(meant[each] for each in own)]
        if (own := getattr(hint, "__parameters__", ()))
        else hint
        for key, hint in hints.items()
    }


def _as_written(type_: Any) -> Any:
    """The same type, told how it is written in a file, whatever it is nested in."""
    if type_ in _WRITTEN:
        return Annotated[type_, PlainValidator(_WRITTEN[type_])]
    if is_dataclass(get_origin(type_) or type_):
        return Annotated[type_, _FromTable()]
    origin, parts = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return Union[tuple(map(_as_written, parts))]  # noqa: UP007
    if origin in (tuple, dict, Mapping, Sequence):
        return origin[tuple(map(_as_written, parts))]
    return type_


def _adapter(type_: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(_as_written(type_))


# ---- what is wrong, in words ---------------------------------------------------------------------


def _place(document: Table, at: tuple[str | int, ...]) -> str:
    """`event 3 'focal-q1', names.es`: counted from 1, and named where a record has a name."""
    words, joint, raw = "", "", cast("Any", document)
    for step in at:
        if isinstance(step, int):
            raw = raw[step]
            words, joint = f"{words} {step + 1}{_known_as(raw)}", ", "
        elif step != "[key]":
            raw = raw.get(step, {}) if isinstance(raw, Mapping) else {}
            words, joint = f"{words}{joint}{step}", "."
    return words


def _known_as(record: object) -> str:
    if not isinstance(record, Mapping):
        return ""
    names = (record.get(key) for key in ("id", "key", "name"))
    return next((f" '{name}'" for name in names if isinstance(name, str)), "")


_MESSAGES: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key here",
    "enum": "'{input}' is not one of {expected}",
    "literal_error": "'{input}' is not one of {expected}",
    "value_error": "{error}",
    "string_type": "write text, in quotes",
    "string_too_short": "must not be empty",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "int_type": "write a whole number, without quotes",
    "int_parsing": "write a whole number, without quotes",
    "int_from_float": "write a whole number, without quotes",
    "decimal_type": "write a number, without quotes or thousands separators",
    "decimal_parsing": "write a number, without quotes or thousands separators",
    "tuple_type": 'write a list: ["…", "…"]',
    "dict_type": 'write a table: {{ es = "…", en = "…" }}',
    "model_type": 'write a table: {{ … = "…" }}',
}


def _in_words(error: ErrorDetails) -> str:
    pattern = _MESSAGES.get(error["type"], "{msg}")
    return pattern.format(input=error["input"], msg=error["msg"], **error.get("ctx", {}))
