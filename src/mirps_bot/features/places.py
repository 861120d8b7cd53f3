"""Seats of States, banks and agencies, by their names in any language."""

from collections.abc import Mapping

from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import Lexicon, Term, fold
from mirps_bot.domain.platform import Profile
from mirps_bot.features.visit import Visit


def zones_named(visit: Visit, words: str) -> frozenset[str]:
    """The time zones of the seats that these words name."""
    terms = (
        Term(kind="zone", id=zones[0], words=tuple(map(_city, each.seat.all())))
        for each in visit.unit.records.all(Profile)
        if each.seat and (zones := visit.entities[each.entity].time_zones)
    )
    return frozenset(zone for _, zone in Lexicon(terms).read(words).terms)


def _city(seat: str) -> str:
    """Without the state or district it is told with: Washington, D.C."""
    return seat.partition(",")[0]


def seats_in_english(visit: Visit) -> Mapping[str, str]:
    """As calendars write them, by their name in any language, folded."""
    seats = (each.seat for each in visit.unit.records.all(Profile) if each.seat)
    return {fold(name): fold(names.in_language(Language.EN)) for names in seats for name in names.all()}
