"""What a line of words asks for: known names, years, a page, and what is left over."""

import re
from dataclasses import dataclass

from mirps_bot.domain.ids import AreaId, EntityId, GroupId
from mirps_bot.domain.lexicon import Lexicon
from mirps_bot.domain.pledge import ContributionType, PledgeKind, Stage

MAX_WORDS = 60
"""More than anyone asks for; what follows is left unread, so that no line makes the reading slow."""

_PAGE = re.compile(r"(?:p|#)(\d{1,4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`rest` are words that name nothing known, folded."""

    entities: tuple[EntityId, ...] = ()
    areas: tuple[AreaId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    stages: tuple[Stage, ...] = ()
    types: tuple[ContributionType, ...] = ()
    kinds: tuple[PledgeKind, ...] = ()
    years: tuple[int, ...] = ()
    never_reported: bool = False
    mine: bool = False
    rest: tuple[str, ...] = ()
    page: int = 1


def without_page(words: str) -> str:
    """The same question, whatever page of the answer it asked for."""
    return " ".join(word for word in words.split() if not _PAGE.fullmatch(word))


def read(lexicon: Lexicon, words: str) -> Asked:
    reading = lexicon.read(" ".join(words.split()[:MAX_WORDS]))
    found: dict[str, list[str]] = {}
    for kind, key in reading.terms:
        found.setdefault(kind, []).append(key)
    years = tuple(int(word) for word in reading.rest if _YEAR.fullmatch(word))
    pages = [int(page[1]) for word in reading.rest if (page := _PAGE.fullmatch(word))]
    flags = found.get("flag", ())
    return Asked(
        entities=tuple(EntityId(key) for key in found.get("entity", ())),
        areas=tuple(AreaId(key) for key in found.get("area", ())),
        groups=tuple(GroupId(key) for key in found.get("group", ())),
        stages=tuple(Stage(key) for key in found.get("stage", ())),
        types=tuple(ContributionType(key) for key in found.get("type", ())),
        kinds=tuple(PledgeKind(key) for key in found.get("kind", ())),
        years=years,
        never_reported="never_reported" in flags,
        mine="mine" in flags,
        rest=tuple(w for w in reading.rest if not _YEAR.fullmatch(w) and not _PAGE.fullmatch(w)),
        page=max(pages[0], 1) if pages else 1,
    )
