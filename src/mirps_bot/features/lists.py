"""What the fields of a form can be set to, where the form itself does not say."""

from collections.abc import Callable, Iterable

from mirps_bot.dialogue import ChoosableOption
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import Period, Quarter
from mirps_bot.domain.language import Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.person import Person
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import PledgeFilter, Tracked
from mirps_bot.features.owed import open_pledges
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit

CHOOSABLE = 100
PERIODS = 6

Listing = Callable[[Visit, Person, str], tuple[ChoosableOption, ...]]
"""What there is to choose for this person, narrowed by what is typed (maybe nothing yet)."""


def pledge_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Open pledges this person may report on, the secretariat's being everybody's; an ended one by its number."""
    named = visit.unit.pledges.find(typed) if typed else None
    if named and may(person, Right.REPORT, named.pledge.entities):
        return (pledge_option(named),)
    if person.is_secretariat:
        wanted = PledgeFilter(is_open=True, words=tuple(fold(typed).split()[:6]))
        found = visit.unit.pledges.search(wanted, limit=CHOOSABLE + 1).items
        return tuple(pledge_option(each) for each in found)
    if not may(person, Right.REPORT, (person.entity,)):
        return ()
    own = tuple(pledge_option(each) for each in open_pledges(visit.unit, person.entity))
    return narrowed(own, typed)


def period_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """This quarter and those before it."""
    quarter = Quarter.of(visit.today)
    found = []
    for _ in range(PERIODS):
        found.append(ChoosableOption(value=str(quarter), label=Period.of(quarter)))
        quarter = quarter.previous
    return narrowed(found, typed)


def coming_period_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """This quarter and those after it."""
    quarter = Quarter.of(visit.today)
    found = []
    for _ in range(PERIODS):
        found.append(ChoosableOption(value=str(quarter), label=Period.of(quarter)))
        quarter = quarter.next
    return narrowed(found, typed)


def entity_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Every State and member, by their names and what else people call them."""
    named = (ChoosableOption(value=each.id, label=each.names) for each in visit.entities.values())
    if not typed:
        return tuple(named)
    meant = read(visit.lexicon, typed).entities
    known = tuple(named)
    return tuple(each for each in known if each.value in meant) or narrowed(known, typed)


def person_options(visit: Visit, person: Person, typed: str) -> tuple[ChoosableOption, ...]:
    """Colleagues of the same entity; for the secretariat everybody."""
    people = (
        each
        for each in visit.unit.people.all()
        if each.id != person.id and (person.is_secretariat or each.entity == person.entity)
    )
    return narrowed((ChoosableOption(value=each.email, label=each) for each in people), typed)


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
        case other:
            return (str(other),)


def _searched(option: ChoosableOption) -> str:
    more = (option.label.description or "",) if isinstance(option.label, Pledge) else ()
    return fold(" ".join((option.value, *names_of(option), *more)))
