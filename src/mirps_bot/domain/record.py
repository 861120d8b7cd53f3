"""Facts that are told as they stand in their source. What is absent is not known."""

from dataclasses import dataclass

from mirps_bot.domain.language import Language, Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`unofficial` names the languages whose wording is a translation of our own."""

    id: str
    source: str
    note: str | None = None
    unofficial: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord(Record):
    names: Names
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    text: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(Statement):
    number: int
    title: Names | None = None
