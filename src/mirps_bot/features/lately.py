"""What else is new since somebody looked: events that changed, and needs that concern them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.domain.access import Right, may
from mirps_bot.domain.calendar import Event, EventChange, Sighting
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.need import Need
from mirps_bot.domain.occasion import concerned_by
from mirps_bot.domain.person import Person
from mirps_bot.features.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEvent:
    """With what was seen of it before."""

    event: Event
    was: Sighting
    change: EventChange


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedNeed:
    """`because`: what the reader follows; None: it is theirs to see to."""

    need: Need
    because: Topic | None


def changed_events(
    visit: Visit, person: Person, ahead: Iterable[Event], seen: Iterable[Sighting]
) -> Iterator[ChangedEvent]:
    """Of the events that were ahead then and still are, those that concern the person's entity and have changed."""
    groups = {each.id: each for each in visit.unit.directory.groups()}
    before = {each.event: each for each in seen}
    for event in ahead:
        was, concerned = before.get(event.id), concerned_by(event, groups)
        change = was.change_to(event) if was else None
        if was and change and (not concerned or person.entity in concerned):
            yield ChangedEvent(event=event, was=was, change=change)


def posted_needs(
    visit: Visit, person: Person, topics: Iterable[Topic], since: datetime
) -> Iterator[PostedNeed]:
    """Open needs that others posted: of the own State, put to the own entity, of a State that is followed; for the
    secretariat all.
    """
    if not may(person, Right.SEE_NEEDS):
        return
    followed = {each.id: each for each in topics if each.kind is TopicKind.ENTITY}
    asked = {each.need for each in visit.unit.matches.of_entity(person.entity)}
    for need in visit.unit.needs.listed():
        is_new = need.posted_at >= since and need.author != person.id
        is_theirs = need.id in asked or may(person, Right.MATCH, (need.entity,))
        if is_new and (is_theirs or need.entity in followed):
            yield PostedNeed(need=need, because=None if is_theirs else followed[need.entity])
