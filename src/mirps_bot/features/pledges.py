"""Pledges and contributions: lists by any filter, and one by its number."""

from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.pledge import Pledge, Sums
from mirps_bot.domain.query import Page, PledgeFilter, Tracked
from mirps_bot.domain.update import Update
from mirps_bot.features.follow import follow_choice
from mirps_bot.features.reading import Asked, read, without_page
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Emphasis

PAGE_SIZE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeList:
    asked: Asked
    page: Page
    sums: Sums
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePledge:
    """`updates` newest first; `parts` are the records that support it or are part of it."""

    tracked: Tracked
    updates: tuple[Update, ...]
    parts: tuple[Pledge, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    first = words.split(maxsplit=1)[:1]
    if first and (tracked := visit.unit.pledges.find(first[0])):
        return _one(visit, tracked)
    asked = read(visit.lexicon, words)
    if asked.mine and visit.person is None:
        return Tell(phrase="not_on_roster")
    wanted = PledgeFilter(
        entities=asked.entities,
        owners=(visit.person.entity,) if asked.mine and visit.person else (),
        areas=asked.areas,
        stages=asked.stages,
        types=asked.types,
        kinds=asked.kinds,
        years=asked.years,
        words=asked.rest,
        never_reported=asked.never_reported,
    )
    page = visit.unit.pledges.search(wanted, offset=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if page.total and not page.items:
        asked = replace(asked, page=-(-page.total // PAGE_SIZE))
        page = visit.unit.pledges.search(wanted, offset=(asked.page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return Show(
        template="pledges/list",
        data=PledgeList(asked=asked, page=page, sums=visit.unit.pledges.sums(wanted), as_of=visit.now),
        choices=_list_choices(words, asked, page),
        shareable=f"pledges {words}".strip(),
    )


def _list_choices(words: str, asked: Asked, page: Page) -> dict[str, tuple[Choice, ...]]:
    choices = {
        "open": tuple(
            Choice(
                phrase="open_pledge",
                values={"id": each.pledge.id},
                action=Action(ActionName.ASK, (f"pledges {each.pledge.id}",)),
            )
            for each in page.items
        )
    }
    plain = without_page(words)
    turn = []
    if asked.page > 1:
        turn.append(
            Choice(
                phrase="previous_page", action=Action(ActionName.ASK, (f"pledges {plain} p{asked.page - 1}",))
            )
        )
    if page.offset + len(page.items) < page.total:
        turn.append(
            Choice(phrase="next_page", action=Action(ActionName.ASK, (f"pledges {plain} p{asked.page + 1}",)))
        )
    if not page.total and asked.rest:
        known = " ".join(word for word in plain.split() if word.casefold() not in asked.rest)
        turn.append(
            Choice(phrase="without_words", action=Action(ActionName.ASK, (f"pledges {known}".strip(),)))
        )
    return choices | {"turn": tuple(turn)}


def _one(visit: Visit, tracked: Tracked) -> Outbound:
    pledge = tracked.pledge
    choices: tuple[Choice, ...] = ()
    if may(visit.person, Right.REPORT, pledge.entities) and not is_closed(tracked):
        choices = report_choices(tracked, Emphasis.PRIMARY)
    return Show(
        template="pledges/one",
        data=OnePledge(
            tracked=tracked,
            updates=tuple(each for each in visit.unit.updates.of_pledge(pledge.id) if each.stands)[:5],
            parts=visit.unit.pledges.supporting(pledge.id),
            as_of=visit.now,
        ),
        choices={
            "report": choices,
            "follow": follow_choice(visit, Topic(kind=TopicKind.PLEDGE, id=pledge.id)),
        },
        shareable=f"pledges {pledge.id}",
    )


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
