"""Forms: what is asked, under which conditions, and the one rule that takes what was typed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from mirps_bot.domain.attachment import Attachment
from mirps_bot.domain.dates import Period
from mirps_bot.domain.language import Names
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.text import storable

Raw = Mapping[str, str]
"""What a person typed or chose, by field key; missing and empty mean the same. Several choices are joined by commas."""

NOT_YET = "?"
"""The answer that says that there is none yet, where a field allows it."""

Value = str | bool | date | time | Money | Quantity | Period | Attachment | tuple[str, ...]
Values = Mapping[str, Value]


class FieldKind(StrEnum):
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DAY = "day"
    HOUR = "hour"
    PERIOD = "period"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    PERSON = "person"
    ENTITY = "entity"
    PLEDGE = "pledge"
    LINK = "link"
    FILE = "file"

    @property
    def is_text(self) -> bool:
        """Whether any words are an answer."""
        return self in (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT)


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class Days(StrEnum):
    """Which days are an answer."""

    ANY = "any"
    FROM_TODAY = "from_today"
    UP_TO_TODAY = "up_to_today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `options_from` names a list of what can be chosen."""

    key: str
    kind: FieldKind
    label: Names
    question: Names | None = None
    """How it is asked in a conversation, where the label alone would be curt."""
    hint: Names | None = None
    example: Names | None = None
    required: bool = False
    may_be_unknown: bool = False
    """"Not known yet" is an answer, to a field that is required too."""
    max_length: int = 3000
    options: tuple[Option, ...] = ()
    """Of an amount: the currencies that are offered."""
    options_from: str | None = None
    other_than: str | None = None
    """An earlier field whose answer can't be chosen here too."""
    unit: Names | None = None
    """Of a quantity: what a number alone counts."""
    days: Days = Days.ANY
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Asked only if each of these earlier fields has one of these answers."""
    names_people: bool = False
    """Asks for somebody's name or address: what is typed is no reason for a second look."""
    redraws: bool = False
    """Choosing here changes what the rest of the form is prefilled with."""

    @property
    def has_free_words(self) -> bool:
        """Whether what is typed may tell of a person though nobody asked."""
        return not self.names_people and (self.kind.is_text or self.kind is FieldKind.QUANTITY)

    @property
    def is_needed(self) -> bool:
        return self.required and not self.may_be_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Raises ValueError for fields that can't be: two of one key, a condition on none before it."""

    name: str
    title: Names
    submit: Names
    cancel: Names
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        known: set[str] = set()
        for each in self.fields:
            if each.key in known:
                raise ValueError(f"two fields have the key '{each.key}'")
            for other in (*each.when, *filter(None, (each.other_than,))):
                if other not in known:
                    raise ValueError(f"field '{each.key}' depends on '{other}', which is no field before it")
            known.add(each.key)

    def field(self, key: str) -> Field:
        """Raises KeyError for a field that this version of the form doesn't have."""
        for each in self.fields:
            if each.key == key:
                return each
        raise KeyError(key)

    def asked(self, raw: Raw) -> tuple[Field, ...]:
        """The fields whose conditions hold, in order. What stands in one that is left out fulfils no condition."""
        return tuple(self._asked(raw))

    def decides(self, key: str) -> bool:
        """Whether other fields are asked or left out, or offer something else, by the answer to this one."""
        return any(key in each.when or key == each.other_than for each in self.fields)

    def _asked(self, raw: Raw) -> Iterator[Field]:
        open_: set[str] = set()
        for each in self.fields:
            if all(other in open_ and _is_among(raw, other, wanted) for other, wanted in each.when.items()):
                open_.add(each.key)
                yield each


def _is_among(raw: Raw, key: str, wanted: tuple[str, ...]) -> bool:
    return not set(wanted).isdisjoint((raw.get(key) or "").split(","))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an answer can't be taken: a phrase under `problems` and what it is filled with.

    `offers` are answers that could have been meant, to choose from.
    """

    phrase: str
    values: Mapping[str, str] = field(default_factory=dict)
    offers: tuple[str, ...] = ()
    is_read: bool = False
    """It was an answer to what was asked, but one that can't be: whoever gave it asks for nothing else."""


Problems = Mapping[str, Problem]

Read = Callable[[Field, str], Value | Problem]
"""Reads what was typed, never empty, in a field; see `features.answers`."""


class InvalidForm(Exception):
    """What was typed can't be taken as it is; `problems` says why at each field."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def validate(form: Form, raw: Raw, read: Read) -> Values:
    """Read every answer that is asked for; empty and unknown ones are left out.

    Raises InvalidForm with all problems at once.
    """
    values: dict[str, Value] = {}
    problems: dict[str, Problem] = {}
    for each in form.asked(raw):
        answer = take(each, raw.get(each.key) or "", read)
        if isinstance(answer, Problem):
            problems[each.key] = answer
        elif answer is not None:
            values[each.key] = answer
    if problems:
        raise InvalidForm(problems)
    return values


def take(field_: Field, typed: str, read: Read) -> Value | Problem | None:
    """One answer. None: there is none, and none is needed."""
    text = storable(typed).strip()
    if not text or (text == NOT_YET and field_.may_be_unknown):
        return Problem(phrase="required") if not text and field_.is_needed else None
    if len(text) > field_.max_length:
        return Problem(phrase="too_long", values={"limit": str(field_.max_length), "length": str(len(text))})
    return read(field_, text)


def written(value: Value) -> str:
    """A value as the answer that is read as just this value again."""
    match value:
        case bool():
            return YesNo.YES if value else YesNo.NO
        case tuple():
            return ",".join(value)
        case time():
            return f"{value:%H:%M}"
        case date() | str() | Money() | Quantity() | Period() | Attachment():
            return str(value)
