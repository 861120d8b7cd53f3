"""What a line of words asks for: known names, years, a page, and what is left over."""

from collections.abc import Iterator
from dataclasses import dataclass

from mirps_bot.domain.ids import AreaId, EntityId, GroupId
from mirps_bot.domain.pledge import ContributionType
from mirps_bot.domain.query import Facet
from mirps_bot.search.found import NOTHING, Understood
from mirps_bot.search.understanding import is_page, understand
from mirps_bot.search.vocabulary import Vocabulary

MAX_WORDS = 60
"""More than anyone asks for: what follows need not be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """`rest` are words that name nothing known, folded. What is to be left out stands in `understood` alone, and so do
    groups of entities.
    """

    entities: tuple[EntityId, ...] = ()
    areas: tuple[AreaId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    types: tuple[ContributionType, ...] = ()
    years: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    """As they are written, whether there are such pledges or not."""
    mine: bool = False
    rest: tuple[str, ...] = ()
    page: int = 1
    understood: Understood = NOTHING


def without_page(words: str) -> str:
    """The same question, whatever page of the answer it asked for."""
    return " ".join(word for word in words.split() if not is_page(word))


def number_in(asked: Query, words: str) -> str:
    """The one pledge that words are about, by its number, or what was meant to be one; none: an empty text."""
    with_digits = (word for word in words.split() if any(map(str.isdigit, word)))
    return next(iter(asked.numbers), "") or next(
        (each for each in with_digits if _is_like_number(each, words)), ""
    )


def called_together(asked: Query) -> frozenset[EntityId]:
    """Those that words name by what they are: the banks."""
    groups = (each for each in asked.understood.found if each.is_group and not each.is_left_out)
    return frozenset(EntityId(key) for each in groups for _, key in each.meant)


def _is_like_number(typed: str, words: str) -> bool:
    """An amount among other words is none: 20 mil euros, 50k."""
    return typed == words.strip() or not typed[0].isdigit()


def read(lexicon: Vocabulary, words: str) -> Query:
    return as_query(understand(lexicon, words))


def names_typed(lexicon: Vocabulary, words: str) -> str:
    """The names among these words, folded."""
    return " ".join(each.typed for each in read(lexicon, words).understood.found)


def as_query(understood: Understood) -> Query:
    def of(*facets: Facet) -> Iterator[str]:
        return (
            key
            for found in understood.found
            for facet, key in found.meant
            if facet in facets and not found.is_left_out and not found.is_group
        )

    return Query(
        entities=tuple(
            map(EntityId, of(Facet.ENTITY, Facet.OWNER, Facet.BENEFICIARY, Facet.PARTNER, Facet.CHAIR))
        ),
        areas=tuple(map(AreaId, of(Facet.AREA))),
        groups=tuple(map(GroupId, of(Facet.GROUP))),
        types=tuple(map(ContributionType, of(Facet.TYPE))),
        years=tuple(int(year[:4]) for year in of(Facet.YEAR)),
        numbers=tuple(of(Facet.NUMBER)),
        mine="mine" in of(Facet.FLAG),
        rest=tuple(word for sought in understood.sought for word in sought.typed.split()),
        page=understood.page,
        understood=understood,
    )
