"""Pledges of which the first in an order are asked for: the newest, the oldest, the largest, those that end soon."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.page import Page
from mirps_bot.domain.query import Order, PledgeFilter, Span, Tracked
from mirps_bot.features.visit import Visit
from mirps_bot.parsing.calendar_words import take_number

USUAL = 5
"""So many are shown where it is not said how many."""
LONGEST_ORDER = 4
"""In words: de mayor a menor."""
OF_ONE = (Order.OLDEST, Order.LARGEST)
"""There may be one alone that is meant: el más grande."""
OF_NEWS = frozenset({"lo", "de"})
"""Before what is newest: nothing by itself is meant, as in lo más reciente."""
LAST = frozenset({"ultimo", "ultima", "dernier", "derniere"})
"""Single words that ask for one alone by their ending."""
TOWARD = frozenset({"a", "al", "ao", "aos", "to", "au", "aux"})
"""After what adds up: it counts toward something."""
MOST_ALIKE = 8
"""So many that are first alike are shown where one is asked for."""
SHORT = 4
"""Letters of a word that may end like a plural and be none: los, plus, gros."""
IN_WORDS: Mapping[Order, str] = {
    Order.NEWEST: "most recent",
    Order.OLDEST: "oldest",
    Order.LARGEST: "largest",
    Order.ENDING: "ending soon",
}
"""How each order is asked for by the bot's own buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """So many of them, in this order."""

    order: Order
    most: int

    def __str__(self) -> str:
        words = IN_WORDS[self.order]
        if self.most > 1:
            return f"{self.most} {words} pledges"
        return words if self.order in OF_ONE else f"{words} one"


def take_order(visit: Visit, words: str) -> tuple[First | None, str]:
    """How many are asked for as the first of which order, and the other words; None: not the first of any."""
    typed, told = words.split(), visit.told_stretch(words, ahead=False)
    for name, start, end in _named(visit, "order", typed):
        if told and set(typed[start:end]) & {*told.said}:
            continue
        most, others = take_number((*typed[:start], *typed[end:]), visit.actor.language)
        one = _is_one(Order(name), typed, start, end)
        return First(order=Order(name), most=most or (1 if one else USUAL)), " ".join(others)
    return None, words


def take_sum(visit: Visit, words: str) -> tuple[bool, str]:
    """Whether it is asked what amounts add up to, and the other words."""
    typed = words.split()
    for _, start, end in _named(visit, "sum", typed):
        if TOWARD.isdisjoint(typed[end : end + 1]):
            return True, " ".join((*typed[:start], *typed[end:]))
    return False, words


def _named(visit: Visit, label: str, typed: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """What words of this set are named by which words, from one to before another; the longest first."""
    for length in range(LONGEST_ORDER, 0, -1):
        for start in range(len(typed) - length + 1):
            for _, name in visit.labels[label].named(typed[start : start + length]):
                yield name, start, start + length


def _is_one(order: Order, typed: Sequence[str], start: int, end: int) -> bool:
    """Whether these words, from one to before another, ask for a single one. Of the newest they tell it by more than
    one word, or by an ending: el último, but not the latest.
    """
    if _are_several(typed[start : end + 1]):
        return False
    if order is not Order.NEWEST:
        return order in OF_ONE
    said = fold(" ".join(typed[start:end]))
    is_of_news = start > 0 and fold(typed[start - 1]) in OF_NEWS
    return (" " in said or said in LAST) and said != IN_WORDS[order] and not is_of_news


def _are_several(words: Sequence[str]) -> bool:
    """Whether one of them is a plural: los más grandes, the largest pledges."""
    return any(len(each) > SHORT and each.endswith("s") for each in fold(" ".join(words)).split())


def with_those_alike(visit: Visit, wanted: PledgeFilter, first: First) -> First:
    """As many as are first alike, where one is asked for: all of the latest forum."""
    if first.most > 1:
        return first
    found = visit.unit.pledges.search(wanted, order=first.order, limit=MOST_ALIKE + 1).items
    alike = sum(_place(first.order, each) == _place(first.order, found[0]) for each in found)
    return replace(first, most=max(alike, 1) if alike <= MOST_ALIKE else USUAL)


def _place(order: Order, tracked: Tracked) -> object:
    pledge = tracked.pledge
    return (pledge.amount, pledge.currency) if order is Order.LARGEST else pledge.announced


def first_of(visit: Visit, wanted: PledgeFilter, first: First, page: int) -> Page[Tracked]:
    """Of those that can be put in this order, this page, counted from 1, or the last one."""
    if first.order is Order.ENDING:
        ahead = PledgeFilter(endings=(Span(first=visit.today, last=date.max),))
        wanted = replace(wanted, either=(*wanted.either, (ahead,)))
    found = visit.unit.pledges.search(
        wanted, order=first.order, offset=(page - 1) * first.most, limit=first.most
    )
    if found.items or page == 1:
        return found
    return first_of(visit, wanted, first, max(-(-found.total // first.most), 1))
