"""Working groups and regional technical teams."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.entity import Group
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.reporting import KeyOutcome
from mirps_bot.domain.update import Update
from mirps_bot.features.events import upcoming
from mirps_bot.features.follow import follow_choice
from mirps_bot.features.pack import pack_choice
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import open_pledge

MOST_PARTS = 20
"""Parts of a group's pledge whose last word is looked up."""
CHANGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupList:
    groups: tuple[Group, ...]
    rest: tuple[str, ...]
    """Words that named no group."""
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneGroup:
    """`outcomes`: what its pledges are to bring about. `meetings`: its own, still to come. `changes`: filed last
    on its pledges and on their parts, newest first.
    """

    group: Group
    pledges: tuple[Tracked, ...]
    outcomes: tuple[KeyOutcome, ...]
    meetings: tuple[Event, ...]
    changes: tuple[Update, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    groups = visit.unit.directory.groups()
    by_id = {group.id: group for group in groups}
    asked = read(visit.lexicon, words)
    named = [by_id[each] for each in dict.fromkeys(asked.groups) if each in by_id]
    if words.strip().casefold() in by_id:
        named = [each for each in groups if each.id == words.strip().casefold()]
    if not named:
        named = [group for group in groups if _is_about(group, asked.areas, asked.entities)]
    match named:
        case [group]:
            return _one(visit, group)
        case _:
            listed = tuple(named) or groups
            return Show(
                template="groups/list",
                data=GroupList(groups=listed, rest=() if named else asked.rest, as_of=visit.now),
                choices={
                    "open": tuple(
                        Choice.asking(f"groups {each.id}", "open_group", name=each.names) for each in listed
                    )
                },
                shareable=f"groups {words}".strip(),
            )


def _is_about(group: Group, areas: tuple[str, ...], entities: tuple[str, ...]) -> bool:
    return any(area in group.areas for area in areas) or (group.lead in entities if group.lead else False)


def _one(visit: Visit, group: Group) -> Outbound:
    pledges = tuple(found for each in group.pledges if (found := visit.unit.pledges.find(each)))
    return Show(
        template="groups/one",
        data=OneGroup(
            group=group,
            pledges=pledges,
            outcomes=tuple(
                each for each in visit.unit.records.all(KeyOutcome) if each.pledge in group.pledges
            ),
            meetings=tuple(each for each in upcoming(visit) if group.id in (each.group, each.series)),
            changes=_changes(visit, group),
            as_of=visit.now,
        ),
        choices={
            "open": tuple(open_pledge(each.pledge.id) for each in pledges),
            "pack": pack_choice(visit, group.id),
            "follow": follow_choice(visit, Topic(kind=TopicKind.GROUP, id=group.id)),
        },
        shareable=f"groups {group.id}",
    )


def _changes(visit: Visit, group: Group) -> tuple[Update, ...]:
    unit = visit.unit
    parts = (part.id for each in group.pledges for part in unit.pledges.supporting(each)[:MOST_PARTS])
    pledges = dict.fromkeys((*group.pledges, *parts))
    last = [found for each in pledges if (found := unit.updates.latest(each))]
    return tuple(sorted(last, key=lambda each: (each.filed_at, each.id), reverse=True)[:CHANGES])
