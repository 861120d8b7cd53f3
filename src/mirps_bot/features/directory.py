"""Who is who: entities, their part in the platform, and their focal points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.duty import present
from mirps_bot.domain.entity import Entity, EntityKind, Group
from mirps_bot.domain.ids import EntityId, PersonId
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.page import Page
from mirps_bot.domain.person import DUTY_ORDER, Person, Role
from mirps_bot.domain.platform import Chair, Presidency, Profile
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.tenure import Tenure
from mirps_bot.features.leave import read_away
from mirps_bot.features.paging import page_of, turns
from mirps_bot.features.reading import called_together, read
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import ways_on, word_for
from mirps_bot.search.naming import find_named
from mirps_bot.search.vocabulary import Operator

PAGE_SIZE = 10


NOBODY = (Operator.WITHOUT, Operator.NOT)
"""What asks who lacks somebody: sin punto focal, no alternate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityList:
    """In the alphabet of the reader's language. `rest` are words that named neither an entity nor a person. `vacant`:
    nobody on the list has these roles for them.
    """

    entities: tuple[Entity, ...]
    vacant: tuple[Role, ...] = ()
    kinds: tuple[EntityKind, ...]
    rest: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Of somebody who is away until after this day, where they are: who stands in; `cover` None: nobody is named who
    is there.
    """

    until: date
    cover: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """`hidden` counts the people whom the reader may not be shown. `away`: who of the others is. `roles`, `entities`:
    only these were asked for.
    """

    page: Page[Person]
    away: Mapping[PersonId, StandIn]
    hidden: int
    roles: tuple[Role, ...]
    entities: tuple[EntityId, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEntity:
    """`people` in the order in which they answer for it; `hidden` counts those the reader may not be shown; `away`,
    who of the others is. `former` held an office before, the latest first.
    """

    entity: Entity
    profile: Profile | None
    people: tuple[Person, ...]
    away: Mapping[PersonId, StandIn]
    hidden: int
    former: tuple[Tenure, ...]
    leads: tuple[Group, ...]
    sits_in: tuple[Group, ...]
    chairs: tuple[Chair, ...]
    presidencies: tuple[Presidency, ...]
    pledges: int
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    roles = tuple(Role(each) for _, each in visit.labels["role"].read(words).terms)
    kinds = tuple(EntityKind(each) for _, each in visit.labels["entitykind"].read(words).terms)
    called = called_together(asked)
    own = (visit.person.entity,) if asked.mine and visit.person else ()
    about = asked.entities or known_by(visit, words) or own
    entities = tuple(each for each in visit.entities.values() if each.id in about)
    match entities:
        case (entity,):
            return _one(visit, entity)
        case () if kinds == (EntityKind.SECRETARIAT,) and (staff := _secretariat(visit)):
            return _people(visit, words, staff, (Role.SECRETARIAT,), ())
        case () if roles and visit.person and _asks_who_lacks(visit, words):
            return _entities(visit, words, tuple(_lacking(visit, roles, kinds)), rest=(), vacant=roles)
        case () if kinds or (called and not roles):
            listed = tuple(
                each
                for each in visit.entities.values()
                if (not kinds or each.kind in kinds) and (not called or each.id in called)
            )
            return _entities(visit, words, listed, rest=())
        case () if not roles:
            return _by_name(visit, words)
        case _:
            return _people(visit, words, _on_roster(visit, roles, about), roles, about)


def secretariat(visit: Visit, words: str) -> Outbound:
    """Whom to talk to where the bot does not help; of others the directory tells."""
    if read(visit.lexicon, words).entities:
        return answer(visit, words)
    staff = _secretariat(visit)
    return _people(visit, EntityKind.SECRETARIAT, staff, (Role.SECRETARIAT,), (), template="secretariat/list")


def _secretariat(visit: Visit) -> tuple[Person, ...]:
    return present(_on_roster(visit, (Role.SECRETARIAT,), ()))


def known_by(visit: Visit, words: str) -> tuple[EntityId, ...]:
    """Entities of which these words have an institution's acronym, or name the seat and nothing else: COMAR, Madrid."""
    asked = frozenset(visit.asked(words))
    beside_kinds = frozenset(visit.asked(" ".join(visit.labels["entitykind"].read(words).rest)))
    return tuple(
        profile.entity
        for profile in visit.unit.records.all(Profile)
        if any(each.acronym and fold(each.acronym) in asked for each in profile.institutions)
        or (profile.seat and beside_kinds in {frozenset(visit.asked(name)) for name in profile.seat.all()})
    )


def people_named(visit: Visit, words: str) -> tuple[Person, ...]:
    """Whom these words name and nothing else, among those whom the reader may know."""
    known = tuple(each for each in visit.unit.people.all() if _may_know(visit, each))
    named = find_named(visit.asked(words), known, lambda each: (each.name,))
    return () if named.rest else named.things


def named_among(visit: Visit, words: str) -> tuple[Person, ...]:
    """Whom these words name in full, whatever else they say; else the one whom a single name can mean."""
    asked = set(fold(words).split())
    known = [each for each in visit.unit.people.all() if _may_know(visit, each)]
    if in_full := tuple(each for each in known if asked.issuperset(fold(each.name).split())):
        return in_full
    by_one_name = tuple(each for each in known if asked.intersection(fold(each.name).split()))
    return by_one_name if len(by_one_name) == 1 else ()


def _by_name(visit: Visit, words: str) -> Outbound:
    """People of this name, also among other words; else all entities."""
    if named := people_named(visit, words) or named_among(visit, words):
        return _people(visit, words, named, (), ())
    return _entities(visit, words, tuple(visit.entities.values()), rest=visit.asked(words))


def _asks_who_lacks(visit: Visit, words: str) -> bool:
    return any(visit.lexicon.operators.get(each) in NOBODY for each in fold(words).split())


def _lacking(visit: Visit, roles: Sequence[Role], kinds: Sequence[EntityKind]) -> Iterator[Entity]:
    """States and members for which nobody has one of these roles, as far as the reader may know."""
    held = {(each.entity, each.role) for each in visit.unit.people.all()}
    for entity in visit.entities.values():
        takes_part = entity.kind in (kinds or (EntityKind.MIRPS_STATE, EntityKind.PLATFORM_MEMBER))
        is_known = may(visit.person, Right.READ_CONTACTS, (entity.id,))
        if takes_part and is_known and not any((entity.id, role) in held for role in roles):
            yield entity


def _entities(
    visit: Visit,
    words: str,
    entities: tuple[Entity, ...],
    rest: tuple[str, ...],
    vacant: tuple[Role, ...] = (),
) -> Show:
    language = visit.actor.language
    return Show(
        template="directory/list",
        data=EntityList(
            entities=tuple(sorted(entities, key=lambda each: fold(each.names.in_language(language)))),
            kinds=tuple(kind for kind in EntityKind if any(each.kind is kind for each in entities)),
            rest=rest,
            vacant=vacant,
            as_of=visit.now,
        ),
        choices={
            "open": (
                *((_open(visit.entities[visit.person.entity]),) if visit.person else ()),
                Choice.asking(f"directory {Role.FOCAL_POINT.value}", "ask_focal_points"),
            )
        },
        shareable=None if vacant else f"directory {words}".strip(),
    )


def _people(
    visit: Visit,
    words: str,
    people: Sequence[Person],
    roles: tuple[Role, ...],
    entities: tuple[EntityId, ...],
    *,
    template: str = "directory/people",
) -> Show:
    shown = [each for each in people if _may_know(visit, each)]
    page = page_of(shown, read(visit.lexicon, words).page, PAGE_SIZE)
    return Show(
        template=template,
        data=PeopleList(
            page=page,
            away=_away(visit, page.items),
            hidden=len(people) - len(shown),
            roles=roles,
            entities=entities,
            as_of=visit.now,
        ),
        choices={"turn": turns(f"directory {words}", page, PAGE_SIZE)},
    )


def _one(visit: Visit, entity: Entity) -> Show:
    people = _on_roster(visit, (), (entity.id,))
    shown = tuple(each for each in people if _may_know(visit, each))
    groups = visit.unit.directory.groups()
    offices = visit.unit.records
    pledges = visit.unit.pledges.search(PledgeFilter(entities=(entity.id,)), limit=1).total
    former = _former(visit, entity)
    return Show(
        template="directory/one",
        data=OneEntity(
            entity=entity,
            profile=next((each for each in offices.all(Profile) if each.entity == entity.id), None),
            people=shown,
            away=_away(visit, shown),
            hidden=len(people) - len(shown),
            former=former,
            leads=tuple(each for each in groups if each.lead == entity.id),
            sits_in=tuple(
                each for each in groups if entity.id in each.participants and each.lead != entity.id
            ),
            chairs=tuple(each for each in offices.all(Chair) if each.entity == entity.id),
            presidencies=tuple(each for each in offices.all(Presidency) if each.entity == entity.id),
            pledges=pledges,
            as_of=visit.now,
        ),
        choices={"look": ways_on(visit, entity, beside="directory")},
        # What is shared is seen by people who may not be shown who somebody is.
        shareable=None if shown or former else f"directory {word_for(entity)}",
    )


def _away(visit: Visit, people: Iterable[Person]) -> Mapping[PersonId, StandIn]:
    everybody = {each.id: each for each in visit.unit.people.all()}
    away = read_away(visit.unit, everybody.values(), visit.now)
    return {
        each.id: StandIn(
            until=absence.until,
            cover=everybody.get(absence.cover) if absence.cover and absence.cover not in away else None,
        )
        for each in people
        if (absence := away.get(each.id))
    }


def _former(visit: Visit, entity: Entity) -> tuple[Tenure, ...]:
    if not may(visit.person, Right.READ_CONTACTS, (entity.id,)):
        return ()
    return tuple(each for each in visit.unit.tenures.of(entity.id) if each.until)


def _open(entity: Entity) -> Choice:
    return Choice.asking(f"directory {word_for(entity)}", "open_entity", name=entity.names)


def _on_roster(visit: Visit, roles: Sequence[Role], entities: Sequence[EntityId]) -> tuple[Person, ...]:
    """Those of these roles and entities, whoever answers for an entity first; empty asks for all."""
    found = [
        each
        for each in visit.unit.people.all()
        if (not roles or each.role in roles) and (not entities or each.entity in entities)
    ]
    return tuple(sorted(found, key=lambda each: (each.entity, _rank(each.role))))


def _rank(role: Role) -> int:
    return DUTY_ORDER.index(role) if role in DUTY_ORDER else len(DUTY_ORDER)


def _may_know(visit: Visit, person: Person) -> bool:
    return may(visit.person, Right.READ_CONTACTS, (person.entity,))
