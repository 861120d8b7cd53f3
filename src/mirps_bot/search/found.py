"""What was understood of a question."""

from dataclasses import dataclass, replace
from typing import Self

from mirps_bot.domain.query import Facet, Sought
from mirps_bot.search.grammar import NotUnderstood

MINE = ((Facet.FLAG, "mine"),)
"""What is one's own."""
FOR_US = ((Facet.FLAG, "for_us"),)
"""What is done for the asker's own."""
WORLDWIDE = ((Facet.FLAG, "worldwide"),)
"""What is not specific to the region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that words name: `ids` are as good as each other, and of more than one facet if a word means several
    kinds of things.
    """

    meant: tuple[tuple[Facet, str], ...]
    typed: str
    is_left_out: bool = False
    is_group: bool = False
    """Several entities that are called together: the banks."""

    @property
    def facet(self) -> Facet:
        return self.meant[0][0]

    def as_a(self, facet: Facet) -> Self:
        """The same, named for this."""
        return replace(self, meant=tuple((facet, key) for _, key in self.meant))


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelt:
    """A word taken for another."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    found: tuple[Found, ...] = ()
    sought: tuple[Sought, ...] = ()
    not_sought: tuple[Sought, ...] = ()
    """Texts that are to be left out."""
    corrected: tuple[Respelt, ...] = ()
    faults: tuple[NotUnderstood, ...] = ()
    page: int = 1
    is_exact: bool = False
    """Something was asked by field: there is no doubt about what kind of question it is."""


NOTHING = Understood()
