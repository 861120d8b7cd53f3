"""The words of the field in four languages."""

from dataclasses import dataclass

from mirps_bot.domain.language import Names
from mirps_bot.domain.record import Named, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Named):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym(Record):
    """`forms` are read as the same thing: PPT, PTP."""

    forms: tuple[str, ...]
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class StageName(Named):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionTypeName(Named):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Named):
    """What a set of areas belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Named):
    """What no public page states."""
