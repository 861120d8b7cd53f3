"""Following a pledge, a working group or an entity: what changes there is told once a week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Press, Show, Tell
from mirps_bot.domain.access import Right, may
from mirps_bot.domain.follow import Topic, TopicKind
from mirps_bot.domain.ids import EntityId, GroupId
from mirps_bot.domain.language import Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.pledge import Pledge
from mirps_bot.domain.query import Facet
from mirps_bot.features.asked_groups import group_named
from mirps_bot.features.reading import MAX_WORDS, names_typed, read
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName

AT_ONCE = 5
"""How many topics one line may name, and how many are offered to choose from."""

MOST_BUTTONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """`pledge` if it is one, and is still among the facts. `since` None: not followed any more."""

    topic: Topic
    pledge: Pledge | None
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """All that somebody follows, the latest first, after what has just been `added` or `dropped`."""

    topics: tuple[Followed, ...]
    added: tuple[Followed, ...]
    dropped: tuple[Followed, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    """Follow what the words name; without words, list what is followed."""
    if visit.person is None or not may(visit.person, Right.FOLLOW):
        return Tell(phrase="not_on_roster")
    topics = named_topics(visit, words)
    if not topics and visit.asked(words):
        return _ask_which(visit, words)
    for each in topics:
        visit.unit.follows.follow(visit.person.id, each, since=visit.now)
    return _show(visit, added=topics)


def unfollow(visit: Visit, words: str) -> Outbound:
    """Stop following what the words name; without words, list what is followed, to choose from."""
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    topics = named_topics(visit, words)
    if not topics and words:
        return _ask_which(visit, words)
    return _show(visit, dropped=_drop(visit, topics))


def press_follow(visit: Visit, press: Press) -> Outbound:
    topic = _topic(press)
    if visit.person is None or not may(visit.person, Right.FOLLOW):
        return Tell(phrase="not_on_roster")
    visit.unit.follows.follow(visit.person.id, topic, since=visit.now)
    return _show(visit, added=(topic,))


def press_unfollow(visit: Visit, press: Press) -> Outbound:
    return _show(visit, dropped=_drop(visit, (_topic(press),)))


def follow_choice(visit: Visit, topic: Topic) -> tuple[Choice, ...]:
    """The button to follow this, or to stop; none for whoever may not."""
    if visit.person is None or not may(visit.person, Right.FOLLOW):
        return ()
    is_followed = topic in visit.unit.follows.of(visit.person.id)
    name = ActionName.UNFOLLOW if is_followed else ActionName.FOLLOW
    return (Choice(phrase=name.value, action=Action(name, (topic.kind.value, topic.id))),)


def named_in(visit: Visit, words: str) -> str | None:
    """What of these words names something to follow."""
    topics = named_topics(visit, words)
    if not topics:
        return None
    names = names_typed(visit.lexicon, words)
    return names if named_topics(visit, names) == topics else words


def named_topics(visit: Visit, words: str) -> tuple[Topic, ...]:
    """Pledges by number, groups by id or name, entities by name."""
    return tuple(dict.fromkeys(_named(visit, words)))[:AT_ONCE]


def _named(visit: Visit, words: str) -> Iterator[Topic]:
    others = []
    for word in words.split()[:MAX_WORDS]:
        if tracked := visit.unit.pledges.find(word):
            yield Topic(kind=TopicKind.PLEDGE, id=tracked.pledge.id)
        elif group := next((g for g in visit.unit.directory.groups() if g.id == word.casefold()), None):
            yield Topic(kind=TopicKind.GROUP, id=group.id)
        else:
            others.append(word)
    asked = read(visit.lexicon, " ".join(others))
    yield from (Topic(kind=TopicKind.GROUP, id=each) for each in asked.groups)
    says_group = any(visit.lexicon.fields.get(each) is Facet.GROUP for each in fold(words).split())
    if says_group and not asked.groups and (only := group_named(visit, asked)):
        yield Topic(kind=TopicKind.GROUP, id=only.id)
    yield from (Topic(kind=TopicKind.ENTITY, id=each) for each in asked.entities)


def _ask_which(visit: Visit, words: str) -> Outbound:
    """A theme can't be followed; the groups that deal with it can."""
    areas = set(read(visit.lexicon, words).areas)
    groups = [each for each in visit.unit.directory.groups() if areas.intersection(each.areas)]
    return Tell(
        phrase="follow_what",
        values={"typed": words, "groups": len(groups)},
        choices=tuple(
            Choice(
                phrase="open_group",
                values={"name": each.names},
                action=Action(ActionName.FOLLOW, (TopicKind.GROUP.value, each.id)),
            )
            for each in groups[:AT_ONCE]
        ),
    )


def _drop(visit: Visit, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    person = visit.person
    return tuple(each for each in topics if person and visit.unit.follows.unfollow(person.id, each))


def _show(visit: Visit, *, added: tuple[Topic, ...] = (), dropped: tuple[Topic, ...] = ()) -> Outbound:
    if visit.person is None:
        return Tell(phrase="not_on_roster")
    since = visit.unit.follows.of(visit.person.id)
    topics = tuple(_followed(visit, topic, moment) for topic, moment in since.items())
    return Show(
        template="follow/answer",
        data=Following(
            topics=topics,
            added=tuple(_followed(visit, each, since.get(each)) for each in added),
            dropped=tuple(_followed(visit, each, None) for each in dropped),
            as_of=visit.now,
        ),
        choices={
            "drop": tuple(
                Choice(
                    phrase="unfollow_topic",
                    values={"name": _name(visit, each.topic)},
                    action=Action(ActionName.UNFOLLOW, (each.topic.kind.value, each.topic.id)),
                )
                for each in topics[:MOST_BUTTONS]
            )
        },
    )


def _followed(visit: Visit, topic: Topic, since: datetime | None) -> Followed:
    tracked = visit.unit.pledges.find(topic.id) if topic.kind is TopicKind.PLEDGE else None
    return Followed(topic=topic, pledge=tracked.pledge if tracked else None, since=since)


def _name(visit: Visit, topic: Topic) -> Names:
    """Short enough for a button: a pledge's number, else the name."""
    groups = {each.id: each.names for each in visit.unit.directory.groups()}
    entities = {each.id: each.names for each in visit.entities.values()}
    number = Names(es=topic.id)
    match topic.kind:
        case TopicKind.PLEDGE:
            return number
        case TopicKind.GROUP:
            return groups.get(GroupId(topic.id), number)
        case TopicKind.ENTITY:
            return entities.get(EntityId(topic.id), number)


def _topic(press: Press) -> Topic:
    kind, key = press.action.arguments
    return Topic(kind=TopicKind(kind), id=key)
