"""From what a question names to the pledges that are wanted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mirps_bot.domain.access import Right, may
from mirps_bot.domain.dates import PartialDate, midnight
from mirps_bot.domain.follow import TopicKind
from mirps_bot.domain.ids import AreaId, EntityId, GroupId, PledgeId
from mirps_bot.domain.money import Amounts
from mirps_bot.domain.platform import Chair
from mirps_bot.domain.pledge import ContributionType, Forum, PledgeKind, Stage
from mirps_bot.domain.query import Facet, PledgeFilter, Span
from mirps_bot.features.visit import Visit
from mirps_bot.search.found import Found, Understood


def wanted_by(visit: Visit, understood: Understood) -> PledgeFilter:
    """All that is named must hold; of one field, any of its values."""
    kept = PledgeFilter(texts=understood.sought)
    left_out = PledgeFilter(texts=understood.not_sought)
    for found in understood.found:
        if found.is_left_out:
            left_out = _also(left_out, *_filters(visit, found))
        elif found.facet is Facet.PARTNER:
            kept = replace(kept, either=(*kept.either, tuple(_filters(visit, found))))
        else:
            kept = _narrowed(kept, tuple(_filters(visit, found)))
    return replace(kept, without=left_out) if left_out.asks else kept


def _narrowed(kept: PledgeFilter, ways: tuple[PledgeFilter, ...]) -> PledgeFilter:
    """A name that means several kinds of things asks for any of them."""
    match ways:
        case (only,):
            return _also(kept, only)
        case _:
            return replace(kept, either=(*kept.either, ways))


def _also(one: PledgeFilter, *others: PledgeFilter) -> PledgeFilter:
    """The values of both, field by field."""
    for other in others:
        values: dict[str, Any] = {name: getattr(other, name) for name in other.asks}
        for name, value in values.items():
            if isinstance(value, tuple):
                values[name] = (*getattr(one, name), *value)
        one = replace(one, **values)
    return one


def _filters(visit: Visit, found: Found) -> Iterator[PledgeFilter]:
    """One for each kind of thing that was named."""
    for facet in dict.fromkeys(facet for facet, _ in found.meant):
        yield from _filters_by(visit, facet, tuple(key for each, key in found.meant if each is facet))


def _filters_by(visit: Visit, facet: Facet, keys: tuple[str, ...]) -> Iterator[PledgeFilter]:
    match facet:
        case Facet.NUMBER:
            yield PledgeFilter(ids=tuple(_numbered(visit, key) for key in keys))
        case Facet.ENTITY | Facet.PARTNER:
            yield PledgeFilter(entities=tuple(map(EntityId, keys)))
        case Facet.OWNER:
            yield PledgeFilter(owners=tuple(map(EntityId, keys)))
        case Facet.BENEFICIARY:
            yield PledgeFilter(beneficiaries=tuple(map(EntityId, keys)))
        case Facet.AREA:
            yield PledgeFilter(areas=tuple(map(AreaId, keys)))
        case Facet.GROUP:
            yield from _of_groups(visit, keys)
        case Facet.TYPE:
            yield PledgeFilter(types=tuple(map(ContributionType, keys)))
        case Facet.KIND:
            yield PledgeFilter(kinds=tuple(map(PledgeKind, keys)))
        case Facet.STAGE:
            yield PledgeFilter(stages=tuple(map(Stage, keys)))
        case Facet.YEAR:
            yield from _of_years(keys)
        case Facet.FORUM:
            yield from _of_forums(keys)
        case Facet.CHAIR:
            yield PledgeFilter(spans=tuple(_chaired(visit, keys)))
        case Facet.JOINT:
            yield PledgeFilter(joint=tuple(map(PledgeId, keys)))
        case Facet.SINCE:
            first = min(map(PartialDate.parse, keys)).first_day
            yield PledgeFilter(changed_since=midnight(first, visit.actor.time_zone))
        case Facet.BEFORE:
            first = min(map(PartialDate.parse, keys)).first_day
            yield PledgeFilter(spans=(Span(first=date.min, last=first - timedelta(days=1)),))
        case Facet.ENDS:
            yield PledgeFilter(endings=tuple(map(_ending, keys)))
        case Facet.AMOUNT:
            yield PledgeFilter(amounts=tuple(map(Amounts.parse, keys)))
        case Facet.FLAG:
            yield from (each for key in keys for each in _flagged(visit, key))


def _numbered(visit: Visit, typed: str) -> PledgeId:
    tracked = visit.unit.pledges.find(typed)
    return tracked.pledge.id if tracked else PledgeId(typed)


def _of_groups(visit: Visit, keys: Iterable[str]) -> Iterator[PledgeFilter]:
    """The pledges that a group is linked to, and what counts toward them."""
    groups = (visit.unit.directory.group(GroupId(key)) for key in keys)
    linked = tuple(pledge for group in groups if group for pledge in group.pledges)
    yield PledgeFilter(ids=linked)
    yield PledgeFilter(joint=linked)


def _of_years(keys: Iterable[str]) -> Iterator[PledgeFilter]:
    days = [PartialDate.parse(key) for key in keys]
    years = tuple(day.year for day in days if not day.month)
    spans = tuple(Span(first=day.first_day, last=day.last_day) for day in days if day.month)
    if years:
        yield PledgeFilter(years=years)
    if spans:
        yield PledgeFilter(spans=spans)


def _ending(key: str) -> Span:
    """Before a time, from it on, or within it."""
    day = PartialDate.parse(key.lstrip("<>="))
    if key.startswith("<"):
        return Span(first=date.min, last=day.first_day - timedelta(days=1))
    return Span(first=day.first_day, last=date.max if key.startswith(">") else day.last_day)


def _of_forums(keys: Iterable[str]) -> Iterator[PledgeFilter]:
    """Of any year, or of the one that stands behind it: solidarity_event-2022."""
    for key in keys:
        forum, _, year = key.partition("-")
        yield PledgeFilter(forums=(Forum(forum),), years=(int(year),) if year else ())


def _chaired(visit: Visit, keys: tuple[str, ...]) -> Iterator[Span]:
    """The times in which these entities held the chair of the platform; a day before all of them if they never did."""
    chairs = visit.unit.records.all(Chair)
    terms = [chair for chair in chairs if chair.entity is not None and chair.entity in keys]
    for chair in terms:
        yield Span(first=chair.start.first_day, last=chair.end.last_day if chair.end else date.max)
    if not terms:
        yield Span(first=date.min, last=date.min)


def _flagged(visit: Visit, flag: str) -> Iterator[PledgeFilter]:
    if flag == "never_reported":
        yield PledgeFilter(never_reported=True)
    elif flag == "without_date":
        yield PledgeFilter(without_date=True)
    elif flag == "worldwide":
        yield PledgeFilter(is_global=True)
    elif flag == "without_amount":
        yield PledgeFilter(without_amount=True)
    elif visit.person and flag == "mine":
        yield PledgeFilter(owners=(visit.person.entity,))
    elif visit.person and flag == "for_us":
        yield PledgeFilter(beneficiaries=(visit.person.entity,))
    elif visit.person and flag == "followed":
        yield from _followed(visit)
    elif flag == "open_needs" and may(visit.person, Right.SEE_NEEDS):
        yield PledgeFilter(has_open_need=True)


def _followed(visit: Visit) -> Iterator[PledgeFilter]:
    """What somebody follows, each in its own way; nothing if it is nothing."""
    topics = visit.unit.follows.of(visit.person.id) if visit.person else ()
    by_kind = {kind: tuple(each.id for each in topics if each.kind is kind) for kind in TopicKind}
    yield PledgeFilter(ids=(*map(PledgeId, by_kind[TopicKind.PLEDGE]), PledgeId("")))
    if by_kind[TopicKind.ENTITY]:
        yield PledgeFilter(entities=tuple(map(EntityId, by_kind[TopicKind.ENTITY])))
    yield from _of_groups(visit, by_kind[TopicKind.GROUP]) if by_kind[TopicKind.GROUP] else ()
