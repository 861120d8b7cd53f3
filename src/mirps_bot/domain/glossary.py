"""The words of the field in four languages."""

from dataclasses import dataclass

from mirps_bot.domain.language import Names
from mirps_bot.domain.record import NamedRecord, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(NamedRecord):
    """`meaning` is what `attested` says of it; without that source, what the bot means by it."""

    meaning: Names | None = None
    attested: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerm(Term):
    """A word of the bot's own, for what it does: nobody looks for it in the texts of pledges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym(Record):
    """`forms` are read as the same thing: PPT, PTP."""

    forms: tuple[str, ...]
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class StageName(NamedRecord):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionTypeName(NamedRecord):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(NamedRecord):
    """What a set of areas belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(NamedRecord):
    """What no public page states."""
