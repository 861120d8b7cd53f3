"""What is asked of pledges in words, before anything is looked up."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Facet
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.reading import Query, as_query, read
from mirps_bot.features.visit import Visit
from mirps_bot.search.found import Found, Understood
from mirps_bot.search.vocabulary import Operator

FOR_ROSTER = ("mine", "for_us", "followed", "open_needs")
"""What only somebody on the roster can ask by."""
JOINING = (Operator.AND, Operator.NOR, Operator.COMPARED)
"""What is named with one of these between is asked for alike."""


def read_asked(visit: Visit, words: str) -> Query:
    asked = read(visit.lexicon, words)
    found = tuple(_narrowed(visit, each) for each in asked.understood.found)
    asked = _made_by_members(visit, as_query(replace(asked.understood, found=found)))
    asked = _about_makers(visit, asked)
    return _as_one_deed(visit, asked, words)


def _narrowed(visit: Visit, found: Found) -> Found:
    """What is named like a theme is the theme, not the group that bears its name; what is left out of a member that is
    no State of the MIRPS is what it made.
    """
    facets = {facet for facet, _ in found.meant}
    if {Facet.AREA, Facet.GROUP} <= facets:
        return replace(found, meant=tuple(each for each in found.meant if each[0] is not Facet.GROUP))
    if found.is_left_out and facets == {Facet.ENTITY} and _is_member(visit, found):
        return found.as_a(Facet.OWNER)
    return found


def _made_by_members(visit: Visit, asked: Query) -> Query:
    """The pledges of members that are no States of the MIRPS are what they made."""
    understood = asked.understood
    named = [each for each in understood.found if each.facet is Facet.ENTITY and not each.is_left_out]
    has_groups = any(each.is_group for each in understood.found)
    are_members = all(_is_member(visit, each) for each in named)
    if not named or not are_members or has_groups or understood.is_exact:
        return asked
    found = (each.as_a(Facet.OWNER) if each in named else each for each in understood.found)
    return as_query(replace(understood, found=tuple(found)))


def _about_makers(visit: Visit, asked: Query) -> Query:
    """What several makers are called is looked for in texts, if that finds more than theirs: companies that hire."""
    understood = asked.understood
    makers = tuple(each for each in understood.found if each.is_group and not each.is_left_out)
    if not makers or not understood.sought:
        return asked
    others = tuple(each for each in understood.found if each not in makers)
    called = visit.lexicon.sought(word for each in makers for word in each.typed.split())
    about = replace(understood, found=others, sought=(*called, *understood.sought))

    def total(of: Understood) -> int:
        return visit.unit.pledges.search(wanted_by(visit, of), limit=1).total

    theirs = replace(about, found=(*others, *makers))
    return as_query(about) if total(about) > total(understood) == total(theirs) > 0 else asked


def _as_one_deed(visit: Visit, asked: Query, words: str) -> Query:
    """What somebody gives a State of the MIRPS, where both are named and no word says what for: aide canadienne Panama.
    What a member and an agency do together, if nothing is given so: an IOM project that Canada pays for.
    """
    understood = asked.understood
    named = [each for each in understood.found if each.facet is Facet.ENTITY and not each.is_left_out]
    kinds = [_kinds(visit, each) for each in named]
    if understood.is_exact or len(named) != 2 or kinds[0] & kinds[1] or _are_joined(visit, named, words):
        return asked
    states = [each for each, its in zip(named, kinds, strict=True) if its == {EntityKind.MIRPS_STATE}]

    def read_as(role: Facet, of_states: Facet) -> Query:
        found = tuple(
            (each.as_a(of_states) if each in states else each.as_a(role)) if each in named else each
            for each in understood.found
        )
        return as_query(replace(understood, found=found))

    together = read_as(Facet.PARTNER, Facet.PARTNER)
    gift = read_as(Facet.OWNER, Facet.BENEFICIARY) if states else together
    ways = (each for each in (gift, together) if visit.unit.pledges.has(wanted_by(visit, each.understood)))
    return next(ways, gift)


def _is_member(visit: Visit, found: Found) -> bool:
    return _kinds(visit, found) == {EntityKind.PLATFORM_MEMBER}


def _kinds(visit: Visit, found: Found) -> set[EntityKind]:
    return {visit.entities[EntityId(key)].kind for _, key in found.meant}


def _are_joined(visit: Visit, named: Sequence[Found], words: str) -> bool:
    """Whether a word like and stands between these two."""
    line = fold(words)
    start, end = sorted(max(line.find(each.typed), 0) for each in named)
    return any(visit.lexicon.operators.get(each) in JOINING for each in line[start:end].split())


def is_for_roster(asked: Query) -> bool:
    named = chain.from_iterable(each.meant for each in asked.understood.found)
    return any(facet is Facet.FLAG and key in FOR_ROSTER for facet, key in named)


def is_unclear(asked: Query) -> bool:
    """There were words, but none of them said what is asked for."""
    understood = asked.understood
    return bool(understood.faults) and not (understood.found or understood.sought or understood.not_sought)
