"""How a question is written: free words, "quoted ones", field:value, and a minus for what is to be left out."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

MOST_CLAUSES = 60
"""More than anyone asks for; what follows is left unread, so that no line makes the reading slow."""

_QUOTES = '"“”„«»'
_CLAUSE = re.compile(
    rf"(?P<minus>[-\u2212](?=\S))?"
    rf"(?:(?P<name>[^\W\d_]\w{{0,30}}):(?!//))?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s{_QUOTES}]+))?"
)


class FaultKind(StrEnum):
    """Why something was not understood."""

    OPEN_QUOTE = "open_quote"
    UNKNOWN_FIELD = "unknown_field"
    NO_VALUE = "no_value"
    NOT_A_DATE = "not_a_date"
    UNKNOWN_VALUE = "unknown_value"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    kind: FaultKind
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A piece of a question. `field` is as typed; free words have none. `is_apart`: its value came after a space."""

    text: str
    field: str | None = None
    is_apart: bool = False
    is_quoted: bool = False
    is_left_out: bool = False


def parse(line: str) -> tuple[tuple[Clause, ...], tuple[NotUnderstood, ...]]:
    """The clauses of a line, and what is wrong with how it is written. Any text is a question."""
    clauses: list[Clause] = []
    faults: list[NotUnderstood] = []
    at = 0
    while at < len(line):
        found = _CLAUSE.match(line, at)
        if not found or found.end() == at:
            if line[at] in _QUOTES and not faults:
                faults.append(NotUnderstood(kind=FaultKind.OPEN_QUOTE, typed=line[at : at + 30]))
            at += 1
            continue
        if len(clauses) == MOST_CLAUSES:
            faults.append(NotUnderstood(kind=FaultKind.TOO_MUCH, typed=line[at : at + 30]))
            break
        at = found.end()
        clauses.append(_clause(found))
    return _with_values(clauses), tuple(faults)


def _clause(found: re.Match[str]) -> Clause:
    quoted = found["quoted"]
    return Clause(
        text=(found["bare"] or "") if quoted is None else quoted,
        field=found["name"],
        is_quoted=quoted is not None,
        is_left_out=found["minus"] is not None,
    )


def _with_values(clauses: list[Clause]) -> tuple[Clause, ...]:
    """A field whose value was typed after a space, as phones do it, has it."""
    joined: list[Clause] = []
    for clause in clauses:
        last = joined[-1] if joined else None
        if last and last.field and not last.text and not clause.field:
            joined[-1] = replace(last, text=clause.text, is_quoted=clause.is_quoted, is_apart=True)
        else:
            joined.append(clause)
    return tuple(joined)
