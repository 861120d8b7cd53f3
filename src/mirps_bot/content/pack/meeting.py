"""What is printed of the meeting or the group itself, what comes next, and what the pack rests on."""

from collections.abc import Iterator

from mirps_bot.content.pack.words import SEPARATOR, Words, counts, period
from mirps_bot.domain.calendar import Event
from mirps_bot.domain.dates import local_day
from mirps_bot.domain.pack import Pack
from mirps_bot.view.document import Item, Listing, Section, SmallPrint, Table, Text

MOST_SOURCES = 12


# ---- what it is of


def what_it_is(pack: Pack, words: Words) -> Iterator[Item]:
    rows = [*_event(words, pack.event), *_group(pack, words)]
    rows.append((words.fact("period"), words.sentence("pack_period", **period(pack))))
    yield Table(words.fact("facts"), (), tuple(rows), (24, 76))
    if pack.event and pack.event.agenda:
        yield Section(words.part("agenda"))
        yield from map(Text, filter(None, pack.event.agenda.splitlines()))


def _event(words: Words, event: Event | None) -> Iterator[tuple[str, str]]:
    if event is None:
        yield words.fact("when"), words.sentence("pack_no_meeting")
        return
    say = words.say
    yield words.fact("when"), SEPARATOR.join(_when(words, event))
    yield words.fact("where"), say.place(event.place) if event.place else say.unknown()
    if event.link:
        yield words.fact("link"), event.link
    yield words.fact("status"), say.label(event.status)
    if event.quorum:
        yield words.fact("quorum"), say.count(event.quorum, "entity")
    if event.invited:
        yield words.fact("invited"), say.entities(event.invited)
    if not event.agenda:
        yield words.fact("agenda"), say.unknown()


def _when(words: Words, event: Event) -> Iterator[str]:
    """The day and the hours at the host's, then the reader's."""
    say, starts_at, zone = words.say, event.starts_at, event.time_zone
    if not (event.day and starts_at and zone):
        yield say.when(event)
        if not event.day:
            yield words.sentence("pack_no_day")
        return
    yield say.weekday(event.day)
    for each in dict.fromkeys((zone, words.reader.time_zone)):
        hours = [say.hour(moment, each) for moment in (starts_at, event.ends_at) if moment]
        day = local_day(starts_at, each)
        elsewhere = "" if day == event.day else f"{say.day(day)}, "
        yield f"{elsewhere}{'–'.join(hours)} ({say.city(each)})"


def _group(pack: Pack, words: Words) -> Iterator[tuple[str, str]]:
    group, say = pack.group, words.say
    if group is None:
        return
    if pack.event:
        yield words.fact("group"), say.name(group.names)
    yield words.fact("lead"), say.entity(group.lead) if group.lead else say.unknown()
    if group.participants:
        yield words.fact("participants"), say.entities(group.participants)


def in_short(pack: Pack, words: Words) -> Iterator[Item]:
    yield Section(words.part("short"))
    if pack.group and not pack.is_narrowed:
        yield Text(words.sentence("pack_whole"))
    entities = {each.update.entity for each in pack.received} | {each.entity for each in pack.unchanged}
    values = {
        "pledges": pack.total,
        "received": pack.received_total,
        "changed": sum(each.is_change for each in pack.received),
        "unchanged": sum(each.pledges for each in pack.unchanged),
        "entities": len(entities),
    }
    lines = [words.sentence("pack_short_pledges", **values), words.sentence("pack_short_news", **values)]
    if pack.answered:
        lines.append(words.sentence("pack_short_response", **counts(pack.answered)))
    lines.append(words.sentence("pack_short_matching", needs=pack.needs_total, offers=pack.offers_total))
    yield Listing(tuple(map(Text, lines)))


# ---- what comes, and what it rests on


def ahead(pack: Pack, words: Words) -> Iterator[Item]:
    yield Section(words.part("ahead"))
    if not pack.ahead:
        yield Text(words.sentence("pack_nothing_ahead"))
        return
    yield Table(
        words.part("ahead"),
        tuple(map(words.column, ("when", "what", "status"))),
        tuple(
            (words.say.when(each), words.say.name(each.title), words.say.label(each.status))
            for each in pack.ahead
        ),
        (38, 44, 18),
    )


def rests_on(pack: Pack, words: Words) -> Iterator[Item]:
    yield Section(words.part("sources"))
    yield Text(words.sentence("pack_basis"))
    yield Text(words.sentence("pack_seen"))
    named = list(dict.fromkeys(map(words.say.site, _sources(pack))))
    more = len(named) - MOST_SOURCES
    listed = [*named[:MOST_SOURCES], *([f"+ {more}"] if more > 0 else [])]
    if listed:
        yield SmallPrint(f"{words.fact('sources')}: {'; '.join(listed)}")


def _sources(pack: Pack) -> Iterator[str]:
    if pack.event:
        yield pack.event.source
    if pack.group:
        yield pack.group.source
    for each in pack.listed:
        yield each.pledge.source
    for one in pack.received:
        yield one.pledge.source
    for joint in pack.joint:
        yield joint.pledge.source
