"""What the fields of a form can be set to, where the form itself does not say."""

from collections.abc import Callable, Iterable, Mapping
from zoneinfo import ZoneInfo

from mirps_bot.dialogue import ChoosableOption
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import Period, Quarter
from mirps_bot.domain.duty import present
from mirps_bot.domain.entity import EntityKind
from mirps_bot.domain.language import Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.person import OFFICES, Person
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.domain.zones import city_of
from mirps_bot.features.events import fixed, open_to_fix
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit

CHOOSABLE = 100

Listing = Callable[[Visit, Person, str], tuple[ChoosableOption, ...]]
"""What there is to choose for this person, narrowed by what is typed (maybe nothing yet)."""


def pledge_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Open pledges this person may report on, the secretariat's being everybody's; an ended one by its number."""
    named = visit.unit.pledges.find(typed) if typed else None
    if named and may(person, Right.REPORT, named.pledge.entities):
        return (pledge_option(named),)
    if person.is_secretariat:
        return any_pledge_options(visit, person, typed)
    if not may(person, Right.REPORT, (person.entity,)):
        return ()
    own = tuple(pledge_option(each) for each in open_pledges(visit.unit, person.entity))
    return narrowed(own, typed)


def any_pledge_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Any open pledge, whoever made it: those of many parties first."""
    wanted = PledgeFilter(is_open=True, words=tuple(fold(typed).split()[:6]))
    found = visit.unit.pledges.search(wanted, limit=CHOOSABLE + 1).items
    return tuple(pledge_option(each) for each in found)


def _quarters(away: range) -> Listing:
    """Those so many quarters from this one."""

    def options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
        found = (Quarter.of(visit.today).later(each) for each in away)
        return narrowed((ChoosableOption(value=str(each), label=Period.of(each)) for each in found), typed)

    return options


period_options = _quarters(range(0, -6, -1))
"""This quarter and those before it."""
quarter_options = _quarters(range(8))
"""This quarter and those after it: how far ahead something can be needed, offered or brought."""


def _members(*kinds: EntityKind, is_anyones: bool = False) -> Listing:
    """Of these kinds, as long as they are members: those that the person may speak for, or all."""

    def options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
        members = (each for each in visit.entities.values() if each.kind in kinds and not each.member_until)
        found = (each for each in members if is_anyones or may(person, Right.MATCH, (each.id,)))
        return narrowed((ChoosableOption(value=each.id, label=each.names) for each in found), typed)

    return options


state_options = _members(EntityKind.MIRPS_STATE)
any_state_options = _members(EntityKind.MIRPS_STATE, is_anyones=True)
member_options = _members(EntityKind.PLATFORM_MEMBER, EntityKind.MIRPS_STATE)


def area_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """The areas of the national plans and of the regional pledges first."""
    areas = sorted(visit.unit.directory.areas(), key=lambda each: each.scheme not in ("nap", "mirps_msp"))
    return narrowed((ChoosableOption(value=each.id, label=each.names) for each in areas), typed)


def entity_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Every State and member, by their names and what else people call them."""
    named = (ChoosableOption(value=each.id, label=each.names) for each in visit.entities.values())
    if not typed:
        return tuple(named)
    meant = read(visit.lexicon, typed).entities
    known = tuple(named)
    return tuple(each for each in known if each.value in meant) or narrowed(known, typed)


def person_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Oneself and colleagues of the same entity; for the secretariat everybody."""
    everybody = present(visit.unit.people.all())
    people = (each for each in everybody if person.is_secretariat or each.entity == person.entity)
    return narrowed((ChoosableOption(value=each.email, label=each) for each in people), typed)


def holder_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Who holds an office of an entity whose contacts this person may change, themselves included."""
    own = (
        each
        for each in visit.unit.people.all()
        if each.role in OFFICES and may(person, Right.CHANGE_CONTACT, (each.entity,))
    )
    return narrowed((ChoosableOption(value=each.email, label=each) for each in own), typed)


def event_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """What the secretariat can put a day on, or another than it did."""
    known = (*open_to_fix(visit), *(event for event, _ in fixed(visit)))
    return narrowed((ChoosableOption(value=each.id, label=each) for each in known), typed)


def zone_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """One's own, then those of States and members."""
    known = (person.time_zone, *(zone for each in visit.entities.values() for zone in each.time_zones))
    return narrowed(
        (ChoosableOption(value=each, label=ZoneInfo(each)) for each in dict.fromkeys(known)), typed
    )


LISTS: Mapping[str, Listing] = {
    "areas": area_options,
    "events": event_options,
    "holders": holder_options,
    "members": member_options,
    "own_states": state_options,
    "quarters": quarter_options,
    "states": any_state_options,
    "towards": any_pledge_options,
    "zones": zone_options,
}
"""What a field names with `options_from`."""


def pledge_option(tracked: Tracked) -> ChoosableOption:
    return ChoosableOption(value=tracked.pledge.id, label=tracked.pledge)


def narrowed(options: Iterable[ChoosableOption], typed: str) -> tuple[ChoosableOption, ...]:
    """Those with all the words that are typed, whatever the language."""
    words = fold(typed).split()
    return tuple(each for each in options if all(word in _searched(each) for word in words))


def names_of(option: ChoosableOption) -> tuple[str, ...]:
    """What an option is called, in every language."""
    match option.label:
        case Names() as names:
            return names.all()
        case Pledge() as pledge:
            return (pledge.id, *(pledge.names.all() if pledge.names else ()))
        case Person() as person:
            return (person.name,)
        case Event() as event:
            return event.title.all()
        case ZoneInfo() as zone:
            return (city_of(zone.key), zone.key)
        case other:
            return (str(other),)


def _searched(option: ChoosableOption) -> str:
    more = (option.label.description or "",) if isinstance(option.label, Pledge) else ()
    return fold(" ".join((option.value, *names_of(option), *more)))
