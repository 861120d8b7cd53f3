"""Pledges and contributions: lists by any filter, and one by its number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.comparison import Version, versions
from mirps_bot.domain.contribution import Contribution
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.page import Page
from mirps_bot.domain.pledge import NO_SUMS, Pledge, Sums
from mirps_bot.domain.query import Facet, Order, PledgeFilter, Tracked
from mirps_bot.features.asked_pledges import is_for_roster, is_unclear, read_asked
from mirps_bot.features.authorship import update_for
from mirps_bot.features.breakdown import By, break_down, take_facet
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.follow import follow_choice
from mirps_bot.features.ordering import First, first_of, take_order, take_sum, with_those_alike
from mirps_bot.features.paging import turns
from mirps_bot.features.pledge_file import file_choice, send_file, take_file_words
from mirps_bot.features.reading import Query
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import open_pledge, ways_on
from mirps_bot.features.widening import nearest, ways_to_relax
from mirps_bot.search.found import Found
from mirps_bot.search.times import is_year
from mirps_bot.search.writing import written
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

PAGE_SIZE = 5
HISTORY = 5
BRANCHES = 6
"""So many of what counts toward a pledge are named with it; the list has all."""

CONTRIBUTIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeList:
    """`is_unclear`: there were words, but none of them said what is asked for. `absent`: words that were left aside,
    since nothing has them together with the rest. `order`: the page is of the `ordered` that can be put in it; if there
    are none, of all.
    """

    asked: Query
    absent: tuple[str, ...] = ()
    page: Page[Tracked]
    order: Order | None = None
    ordered: int = 0
    shows_ends: bool = False
    """When each ends is what was asked."""
    asks_sum: bool = False
    """What their amounts add up to is."""
    sums: Sums
    without_amount: int = 0
    """How many have none in their source."""
    is_unclear: bool
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A pledge that counts toward another, and how many count toward it in turn."""

    pledge: Pledge
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePledge:
    """`history` newest first, with what each version changed, on the page `page`. `toward` is what it counts toward;
    `parts` counts toward it, of `parts_total` in all that add up to `parts_sums`.
    """

    tracked: Tracked
    history: tuple[Version, ...]
    page: int
    toward: tuple[Pledge, ...]
    parts: tuple[Branch, ...]
    parts_total: int
    parts_sums: Sums
    contributions: tuple[Contribution, ...]
    """What was reported to be brought to it, newest first: not in the public sources yet."""
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    wants_file, words = take_file_words(visit, words)
    if wants_file:
        return send_file(visit, words)
    by, words = take_facet(visit, words)
    first, words = take_order(visit, words)
    asks_sum, others = take_sum(visit, words)
    asked = read_asked(visit, others)
    number = _number(visit, asked, words)
    if isinstance(number, Tracked):
        return _one(visit, number, asked.page)
    if number:
        return Tell(phrase="unknown_pledge", values={"typed": number})
    if is_for_roster(asked) and visit.person is None:
        return Tell(phrase="not_on_roster")
    return _list(visit, asked, words, by, first, asks_sum=asks_sum)


def _number(visit: Visit, asked: Query, words: str) -> Tracked | str | None:
    """The pledge whose number stands first or alone among the words, or that number if there is no such pledge."""
    numbers = [each for each in asked.understood.found if each.facet is Facet.NUMBER and not each.is_left_out]
    if len({*chain.from_iterable(each.meant for each in numbers)}) > 1:
        return None
    for typed in (*words.split(maxsplit=1)[:1], *(each.meant[0][1] for each in numbers[:1])):
        if tracked := visit.unit.pledges.find(typed):
            return tracked
    if numbers and len(asked.understood.found) == 1 and not asked.understood.sought:
        return numbers[0].typed
    return None


# ---- lists


def _list(
    visit: Visit, asked: Query, words: str, by: By | None, first: First | None, *, asks_sum: bool
) -> Show:
    absent: tuple[str, ...] = ()
    page = _page(visit, asked)
    if not page.total and not is_unclear(asked):
        asked, absent = nearest(visit, asked)
        page = _page(visit, asked)
    if by and page.total:
        return break_down(visit, asked, absent, by, page.total)
    wanted = wanted_by(visit, asked.understood)
    first = with_those_alike(visit, wanted, first) if first else None
    ordered = first_of(visit, wanted, first, asked.page) if first else None
    if ordered and ordered.items:
        page = replace(page, items=ordered.items, offset=ordered.offset)
    elif page.total and not page.items:
        asked = replace(asked, page=-(-page.total // PAGE_SIZE))
        page = _page(visit, asked)
    sums = visit.unit.pledges.sums(wanted) if page.total else NO_SUMS
    said = f"pledges {words} {first or ''}".strip()
    return Show(
        template="pledges/list",
        data=PledgeList(
            asked=asked,
            absent=absent,
            page=page,
            order=first.order if first else None,
            ordered=ordered.total if ordered else 0,
            shows_ends=bool(wanted.endings) or (first is not None and first.order is Order.ENDING),
            asks_sum=asks_sum,
            sums=sums,
            without_amount=page.total - sums.amounts,
            is_unclear=is_unclear(asked),
            as_of=visit.now,
        ),
        choices={
            "open": tuple(open_pledge(each.pledge.id) for each in page.items),
            "turn": turns(said, ordered, first.most)
            if first and ordered and ordered.items
            else turns(said, page, PAGE_SIZE),
            "look": _ways_on(visit, asked),
            "relax": () if page.total else _ways_to_relax(visit, asked),
            "file": file_choice(visit, words) if page.total else (),
        },
        shareable=said,
    )


def _ways_on(visit: Visit, asked: Query) -> tuple[Choice, ...]:
    """Where nothing but one entity, theme or year is named, more than its pledges may be meant."""
    understood = asked.understood
    if len(understood.found) != 1 or understood.sought or understood.not_sought:
        return ()
    match understood.found[0]:
        case Found(meant=((Facet.ENTITY | Facet.OWNER, key),), is_left_out=False):
            return ways_on(visit, visit.entities[EntityId(key)], beside="pledges")
        case Found(meant=((Facet.AREA, key),), is_left_out=False):
            groups = visit.unit.directory.groups()
            return tuple(
                Choice.asking(f"groups {each.id}", "open_group", name=each.names)
                for each in groups
                if key in each.areas
            )
        case Found(meant=((Facet.YEAR, key),), is_left_out=False) if is_year(key):
            return (Choice.asking(f"calendar {key}", "calendar_of", year=key),)
        case _:
            return ()


def _page(visit: Visit, asked: Query) -> Page[Tracked]:
    wanted, offset = wanted_by(visit, asked.understood), (asked.page - 1) * PAGE_SIZE
    if is_unclear(asked):
        return Page(items=(), total=0, offset=0)
    return visit.unit.pledges.search(wanted, offset=offset, limit=PAGE_SIZE)


def _ways_to_relax(visit: Visit, asked: Query) -> tuple[Choice, ...]:
    return tuple(
        Choice.asking(f"pledges {written(each.asked)}".strip(), each.phrase, of=each.of, total=each.total)
        for each in ways_to_relax(visit, asked.understood)
    )


# ---- one


def _one(visit: Visit, tracked: Tracked, page: int) -> Show:
    pledge = tracked.pledge
    pledges, updates = visit.unit.pledges, visit.unit.updates
    history = [
        update_for(visit.person, each)
        for each in updates.of_pledge(pledge.id, limit=HISTORY + 1, offset=(page - 1) * HISTORY)
    ]
    parts = pledges.search(PledgeFilter(joint=(pledge.id,)), limit=BRANCHES)
    ids = (pledge.part_of, *pledge.supports) if pledge.part_of else pledge.supports
    toward = (pledges.find(each) for each in ids)
    choices: tuple[Choice, ...] = ()
    contribute: tuple[Choice, ...] = ()
    if visit.person and may(visit.person, Right.REPORT, (visit.person.entity,)) and not is_closed(tracked):
        contribute = (Choice(phrase="contribute", action=Action.opening("contribute", pledge=pledge.id)),)
    if may(visit.person, Right.REPORT, pledge.entities) and not is_closed(tracked):
        choices = report_choices(tracked, Emphasis.PRIMARY)
    return Show(
        template="pledges/one",
        data=OnePledge(
            tracked=tracked,
            history=versions(history)[:HISTORY],
            page=page,
            toward=tuple(each.pledge for each in toward if each),
            parts=tuple(_branch(visit, each.pledge) for each in parts.items),
            parts_total=parts.total,
            parts_sums=pledges.sums(PledgeFilter(joint=(pledge.id,))) if parts.total else NO_SUMS,
            contributions=visit.unit.contributions.toward(pledge.id)[:CONTRIBUTIONS],
            as_of=visit.now,
        ),
        choices={
            "report": choices,
            "contribute": contribute,
            "follow": follow_choice(visit, Topic(kind=TopicKind.PLEDGE, id=pledge.id)),
            "parts": (Choice.asking(f"pledges joint:{pledge.id}", "all_parts", total=parts.total),)
            if parts.total
            else (),
            "turn": tuple(_turns_of_history(pledge, page, has_more=len(history) > HISTORY)),
        },
        shareable=f"pledges {pledge.id}",
    )


def _branch(visit: Visit, pledge: Pledge) -> Branch:
    return Branch(
        pledge=pledge, total=visit.unit.pledges.search(PledgeFilter(joint=(pledge.id,)), limit=1).total
    )


def _turns_of_history(pledge: Pledge, page: int, *, has_more: bool) -> Iterator[Choice]:
    if page > 1:
        yield Choice.asking(f"pledges {pledge.id} p{page - 1}", "newer_updates")
    if has_more:
        yield Choice.asking(f"pledges {pledge.id} p{page + 1}", "older_updates")


def report_choices(tracked: Tracked, emphasis: Emphasis) -> tuple[Choice, ...]:
    """Report on this pledge, or say that nothing has changed since it was last heard of."""
    number = tracked.pledge.id
    return (
        Choice(
            phrase="report_on",
            values={"id": number},
            action=Action(ActionName.REPORT, (number,)),
            emphasis=emphasis,
        ),
        Choice(
            phrase="no_change_on",
            values={"id": number, "since": tracked.standing.heard_at},
            action=Action(ActionName.NO_CHANGE, (number,)),
        ),
    )


def is_closed(tracked: Tracked) -> bool:
    return bool(tracked.standing.stage and tracked.standing.stage.is_closed)
