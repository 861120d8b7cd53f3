"""What is asked of pledges in words, before anything is looked up."""

from dataclasses import replace
from itertools import chain

from mirps_bot.domain.query import Facet
from mirps_bot.features.reading import Query, as_query, read
from mirps_bot.features.visit import Visit

FOR_ROSTER = ("mine", "followed", "open_needs")
"""What only somebody on the roster can ask by."""


def read_asked(visit: Visit, words: str) -> Query:
    """What is named like a theme is the theme, not the group that bears its name."""
    asked = read(visit.lexicon, words)
    found = tuple(
        replace(each, meant=tuple(meant for meant in each.meant if meant[0] is not Facet.GROUP))
        if {Facet.AREA, Facet.GROUP} <= {facet for facet, _ in each.meant}
        else each
        for each in asked.understood.found
    )
    return as_query(replace(asked.understood, found=found))


def is_for_roster(asked: Query) -> bool:
    named = chain.from_iterable(each.meant for each in asked.understood.found)
    return any(facet is Facet.FLAG and key in FOR_ROSTER for facet, key in named)


def is_unclear(asked: Query) -> bool:
    """There were words, but none of them said what is asked for."""
    understood = asked.understood
    return bool(understood.faults) and not (understood.found or understood.sought or understood.not_sought)
