"""Where the pledges stand."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from mirps_bot.content.pack.words import Words
from mirps_bot.domain.pack import Pack
from mirps_bot.domain.pledge import Stage
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Unstaged
from mirps_bot.view.document import Item, Picture, Section, SmallPrint, Table, Text
from mirps_bot.view.pictures import Bar, Bars

# ---- where the pledges stand


def standing(pack: Pack, words: Words) -> Iterator[Item]:
    yield Section(words.part("pledges"))
    if not pack.total:
        yield Text(words.sentence("pack_no_pledges"))
        return
    bars = tuple(
        Bar(words.say.label(stage), number, words.say.number(number))
        for stage in (*Stage, *Unstaged)
        if (number := pack.by_stage.get(stage))
    )
    title = words.sentence("pack_stages")
    told = "; ".join(f"{each.name}, {each.label}" for each in bars)
    yield Picture(f"{title}: {told}.", Bars(title, bars))
    total = (words.fact("total"), words.say.number(pack.total))
    yield Table(
        title,
        (words.column("stage"), words.column("pledges")),
        (*((each.name, each.label) for each in bars), total),
        (70, 30),
        is_number=(1,),
    )
    yield from _money(pack, words)


def _money(pack: Pack, words: Words) -> Iterator[Item]:
    sums = pack.sums
    if not (sums.totals or sums.without_currency):
        return
    yield Section(words.part("money"), 2)
    yield SmallPrint(
        words.sentence("pack_money", overlapping=sums.overlapping, without_currency=sums.without_currency)
    )
    if sums.totals:
        yield Table(
            words.part("money"),
            (words.column("currency"), words.column("total"), words.column("amounts")),
            tuple(
                (each.currency, words.say.number(each.amount), words.say.number(each.count))
                for each in sums.totals
            ),
            (30, 45, 25),
            is_number=(1, 2),
        )


def listed(pack: Pack, words: Words) -> Iterator[Item]:
    """Those heard of last come first."""
    listed = pack.listed
    if listed:
        yield Section(words.part("listed"))
        yield _pledges(words, sorted(listed, key=_heard_at, reverse=True))
        yield from words.rest(pack.total, listed)


def _pledges(words: Words, listed: Iterable[Tracked]) -> Table:
    return Table(
        words.part("listed"),
        tuple(map(words.column, ("number", "title", "owners", "stage", "last_heard"))),
        tuple(
            (
                each.pledge.id,
                words.say.title(each.pledge),
                words.say.entities(each.pledge.entities),
                words.say.label(_standing(each)),
                words.say.day(each.standing.heard_at) if each.standing.heard_at else words.fact("never"),
            )
            for each in listed
        ),
        (14, 38, 20, 14, 14),
    )


def _standing(tracked: Tracked) -> Stage | Unstaged:
    """As it is counted by."""
    if tracked.standing.heard_at is None:
        return Unstaged.NEVER_REPORTED
    return tracked.stage or Unstaged.HEARD_OF


def _heard_at(tracked: Tracked) -> datetime:
    """For their order: what was never heard of comes before all that was."""
    return tracked.standing.heard_at or datetime.min.replace(tzinfo=UTC)
