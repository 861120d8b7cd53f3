"""How many pledges a list has of each country, theme, type, stage, year or forum."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import product
from typing import Any

from mirps_bot.dialogue import Choice, Show
from mirps_bot.domain.pledge import Sums
from mirps_bot.domain.query import Count, Facet, PledgeFilter
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.reading import Query, read
from mirps_bot.features.visit import Visit
from mirps_bot.search.found import Found
from mirps_bot.search.writing import written

MOST_ROWS = 15
OPENED = 4
"""So many rows, the largest, have a button."""
LONGEST_NAME = 4
"""Of what pledges are counted by, in words: by state of progress."""
SWITCHES = (Facet.OWNER, Facet.AREA, Facet.STAGE, Facet.YEAR)
FIELDS: Mapping[Facet, str] = {
    Facet.OWNER: "owners",
    Facet.BENEFICIARY: "beneficiaries",
    Facet.AREA: "areas",
    Facet.TYPE: "types",
    Facet.KIND: "kinds",
    Facet.STAGE: "stages",
    Facet.YEAR: "years",
    Facet.FORUM: "forums",
}
"""What pledges are counted by, and the field of a filter that asks for its values."""

REPORTED = Found(meant=((Facet.FLAG, "never_reported"),), typed="", is_left_out=True)


BY_LABEL: Mapping[str, bool] = {"breakdown": False, "donors": True}
"""What is said for what pledges are counted by, and whether the most money comes first then, not the most pledges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """By what pledges are counted, and in which order."""

    facet: Facet
    is_by_money: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """`rows` are the largest, or those with the most money; of `others` more there are `others_number`. `repeats`: a
    pledge may stand in several.
    """

    asked: Query
    absent: tuple[str, ...]
    by: Facet
    is_by_money: bool = False
    total: int
    rows: tuple[Count, ...]
    others: int
    others_number: int
    repeats: bool
    sums: Sums
    as_of: datetime


def take_facet(visit: Visit, words: str) -> tuple[By | None, str]:
    """What the words ask to count by, and the other words: por área, by year, biggest donors. None: nothing."""
    typed = words.split()
    for start in range(len(typed)):
        for length, label in product(range(LONGEST_NAME, 1, -1), BY_LABEL):
            if named := visit.labels[label].named(typed[start : start + length]):
                if visit.lexicon.begins_with_name(" ".join(typed[start + 1 :]), least=length):
                    continue  # by members of the platform
                ((_, by),) = named
                others = " ".join(typed[:start] + typed[start + length :])
                return By(facet=Facet(by), is_by_money=BY_LABEL[label]), others
    return None, words


def break_down(visit: Visit, asked: Query, absent: tuple[str, ...], count: By, total: int) -> Show:
    wanted, by = wanted_by(visit, asked.understood), count.facet
    counts = visit.unit.pledges.counts(wanted, by)
    is_by_those_named = by is Facet.OWNER and not wanted.beneficiaries and _made_all(asked, counts, total)
    if is_by_those_named:
        by = Facet.BENEFICIARY
        counts = visit.unit.pledges.counts(wanted, by)
    if count.is_by_money:
        counts = _by_money(counts)
    rows, others = counts[:MOST_ROWS], counts[MOST_ROWS:]
    return Show(
        template="pledges/breakdown",
        data=Breakdown(
            asked=asked,
            absent=absent,
            by=by,
            is_by_money=count.is_by_money,
            total=total,
            rows=rows,
            others=len(others),
            others_number=sum(each.number for each in others),
            repeats=sum(each.number for each in counts) > total,
            sums=visit.unit.pledges.sums(wanted),
            as_of=visit.now,
        ),
        choices={
            "open": tuple(_ways_into(visit, asked, wanted, rows)),
            "by": tuple(
                Choice.asking(_words(asked, f"by {each}"), "count_by", by=each)
                for each in (Facet.BENEFICIARY if by is Facet.OWNER else Facet.OWNER, *SWITCHES[1:])
                if each is not by and not (is_by_those_named and each is Facet.OWNER)
            ),
            "list": (Choice.asking(_words(asked), "all_parts", total=total),),
        },
        shareable=_words(asked, "biggest donors" if count.is_by_money else f"by {by}"),
    )


def _by_money(counts: tuple[Count, ...]) -> tuple[Count, ...]:
    """The most money first: in the currency that most of them have, then in the next; those without any last."""
    have = Counter(total.currency for each in counts for total in each.sums.totals)

    def place(count: Count) -> tuple[object, ...]:
        totals = {total.currency: total.amount for total in count.sums.totals}
        currency = min(totals, key=lambda each: (-have[each], each), default="")
        return (-have[currency], currency, -totals.get(currency, Decimal(0)))

    return tuple(sorted(counts, key=place))


def _made_all(asked: Query, counts: tuple[Count, ...], total: int) -> bool:
    """Whether somebody who is named made every one: who did is no question then."""
    number = {each.key: each.number for each in counts}
    return any(number.get(each) == total for each in asked.entities)


def _ways_into(visit: Visit, asked: Query, wanted: PledgeFilter, rows: tuple[Count, ...]) -> Iterator[Choice]:
    """The lists of the largest rows, of those that can be asked for in words that mean no more and no less."""
    for row in rows[:OPENED]:
        narrowed = _narrowed(asked, row)
        if wanted_by(visit, read(visit.lexicon, written(narrowed.understood)).understood) == _within(
            wanted, row
        ):
            yield Choice.asking(_words(narrowed), "row", row=row)


def _narrowed(asked: Query, row: Count) -> Query:
    """Asked for this one value, in place of others of its kind."""
    kept = (each for each in asked.understood.found if each.facet is not row.facet or each.is_left_out)
    own = Found(meant=((row.facet, row.key or ""),), typed="")
    reported = (REPORTED,) if row.facet is Facet.STAGE else ()
    return replace(asked, understood=replace(asked.understood, found=(*kept, own, *reported)))


def _within(wanted: PledgeFilter, row: Count) -> PledgeFilter | None:
    """What is wanted, and this value; None: no filter says so."""
    if row.key is None:
        return None
    if row.facet is Facet.FLAG:
        return replace(wanted, never_reported=True)
    name = FIELDS[row.facet]
    key = int(row.key) if row.facet is Facet.YEAR else row.key
    values = getattr(wanted, name)
    if values and key not in values:
        return None
    if row.facet is Facet.STAGE:
        wanted = replace(wanted, without=replace(wanted.without or PledgeFilter(), never_reported=True))
    own: dict[str, Any] = {name: (key,)}
    return replace(wanted, **own)


def _words(asked: Query, more: str = "") -> str:
    return " ".join(filter(None, ("pledges", written(asked.understood), more)))
