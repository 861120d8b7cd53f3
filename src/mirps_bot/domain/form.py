"""Forms as data: what is asked, and the one rule that reads what was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import assert_never
from urllib.parse import urlsplit

from mirps_bot.domain.language import Names
from mirps_bot.domain.text import storable

TOO_LARGE = Decimal(10) ** 12
"""A trillion: more than any amount or quantity here, in any currency."""

Raw = Mapping[str, str]
"""What a person typed or chose, by field key, as the platform hands it over; missing and empty mean the same."""


class FieldKind(StrEnum):
    CHOICE = "choice"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `options_from` names a list the feature supplies; `needs` a field that must come with this one."""

    key: str
    kind: FieldKind
    label: Names
    hint: Names | None = None
    example: str | None = None
    required: bool = False
    max_length: int = 3000
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    needs: str | None = None
    redraws: bool = False
    """Choosing here changes what the rest of the form is prefilled with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    name: str
    title: Names
    submit: Names
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        keys = {each.key for each in self.fields}
        if len(keys) < len(self.fields):
            raise ValueError("two fields have the same key")
        for each in self.fields:
            if each.needs and each.needs not in keys:
                raise ValueError(
                    f"field '{each.key}' needs '{each.needs}', which is not a field of this form"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an answer can't be taken: a phrase of `commands/phrases.toml` and what it is filled with."""

    phrase: str
    values: Mapping[str, str] = field(default_factory=dict)


Values = Mapping[str, str | Decimal]
Problems = Mapping[str, Problem]


class InvalidForm(Exception):
    """What was typed can't be taken as it is; `problems` says why at each field."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def validate(form: Form, raw: Raw) -> Values:
    """Read every answer; empty ones are left out. Raises InvalidForm with all problems at once."""
    values: dict[str, str | Decimal] = {}
    problems: dict[str, Problem] = {}
    for each in form.fields:
        text = storable(raw.get(each.key) or "").strip()
        answer = _read(each, text)
        if isinstance(answer, Problem):
            problems[each.key] = answer
        elif answer is not None:
            values[each.key] = answer
    for each in form.fields:
        if each.needs and each.key in values and each.needs not in values and each.needs not in problems:
            problems[each.needs] = Problem(phrase="needed_with", values={"other": each.key})
    if problems:
        raise InvalidForm(problems)
    return values


def _read(field_: Field, text: str) -> str | Decimal | Problem | None:
    if not text:
        return Problem(phrase="required") if field_.required else None
    if len(text) > field_.max_length:
        return Problem(phrase="too_long", values={"limit": str(field_.max_length), "length": str(len(text))})
    match field_.kind:
        case FieldKind.CHOICE:
            known = {option.value for option in field_.options}
            return text if text in known or field_.options_from else Problem(phrase="not_an_option")
        case FieldKind.SHORT_TEXT | FieldKind.LONG_TEXT:
            return text
        case FieldKind.NUMBER:
            number = read_number(text)
            if number is None:
                return Problem(phrase="not_a_number", values={"typed": text[:40]})
            return number if number < TOO_LARGE else Problem(phrase="too_large", values={"typed": text[:40]})
        case FieldKind.LINK:
            return text if _is_web_link(text) else Problem(phrase="not_a_link", values={"typed": text[:80]})
        case _:
            assert_never(field_.kind)


_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?:([.,' \u00a0\u202f\u2019])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?", re.ASCII
)
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """Read `1500`, `1.500.000`, `1,500,000.50`, `1 500 000,50`: one separator groups by three, the last one is decimal.

    A single separator before exactly three digits groups (`1.500` is fifteen hundred). Negative numbers, words and
    anything else that could be read two ways are None.
    """
    text = text.strip()
    if found := _GROUPED.fullmatch(text):
        text = text.replace(found[1], "")
    elif not _PLAIN.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _is_web_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and "." in (parts.hostname or "") and not re.search(r"\s", text)
