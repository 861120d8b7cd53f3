"""In which time zone somebody is told hours. What could mean several zones is asked, never guessed."""

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.dates import is_time_zone
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.zones import ZoneReading, named_zone
from mirps_bot.features.places import zones_named
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

MOST = 8


def answer(visit: Visit, words: str) -> Outbound:
    if visit.lexicon.ask_for_nothing(fold(words).split()):
        own = visit.entities[visit.person.entity].time_zones if visit.person else ()
        return _ask(visit, "zone_now", own)
    named = _named(visit, words)
    if named.exact:
        return _choose(visit, named.exact)
    entities = read(visit.lexicon, words).entities
    possible = named.possible or tuple(zone for each in entities for zone in visit.entities[each].time_zones)
    return _ask(visit, "zone_which" if possible else "zone_unknown", possible, typed=words)


def named_in(visit: Visit, words: str) -> str | None:
    """The one zone that these words name."""
    return None if visit.lexicon.ask_for_nothing(fold(words).split()) else _named(visit, words).exact


def press(visit: Visit, press: Press) -> Outbound:
    zone = press.action.arguments[0]
    return _choose(visit, zone) if is_time_zone(zone) else Tell(phrase="outdated")


def _named(visit: Visit, words: str) -> ZoneReading:
    """By a zone, or by the seat of somebody."""
    of_entities = [zone for each in visit.entities.values() for zone in each.time_zones]
    named = named_zone(words, of_entities, visit.now)
    if named.exact or named.possible:
        return named
    zones = zones_named(visit, words)
    return (
        ZoneReading(exact=next(iter(zones)))
        if len(zones) == 1
        else ZoneReading(possible=tuple(sorted(zones)))
    )


def _ask(visit: Visit, phrase: str, zones: tuple[str, ...], *, typed: str = "") -> Tell:
    return Tell(
        phrase=phrase,
        values={"zone": visit.actor.time_zone, "now": visit.now, "typed": typed},
        choices=tuple(
            Choice(
                phrase="set_zone",
                values={"zone": each, "now": visit.now},
                action=Action(ActionName.SET_ZONE, (each,)),
            )
            for each in tuple(dict.fromkeys(zones))[:MOST]
            if typed or each != visit.actor.time_zone
        ),
    )


def _choose(visit: Visit, zone: str) -> Tell:
    visit.unit.people.choose(visit.actor, time_zone=zone)
    return Tell(phrase="zone_chosen", values={"zone": zone, "now": visit.now})
