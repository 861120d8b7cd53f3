"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mirps_bot.dialogue import Choice
from mirps_bot.features.reading import without_page
from mirps_bot.view.action import Action, ActionName

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[T]):
    """One page of a list; `total` counts all of it, `offset` what came before."""

    items: tuple[T, ...]
    total: int
    offset: int


def leaf(items: Sequence[T], number: int, size: int) -> Leaf[T]:
    """The page of this number, counted from 1, or the last one."""
    last = max(-(-len(items) // size), 1)
    offset = (min(number, last) - 1) * size
    return Leaf(items=tuple(items[offset : offset + size]), total=len(items), offset=offset)


def turns(words: str, shown: Leaf[T], size: int) -> tuple[Choice, ...]:
    """The ways to the pages before and after; `words` is the question with its command."""
    number, plain = shown.offset // size + 1, without_page(words)
    found = []
    if number > 1:
        found.append(_turn("previous_page", plain, number - 1))
    if shown.offset + len(shown.items) < shown.total:
        found.append(_turn("next_page", plain, number + 1))
    return tuple(found)


def _turn(phrase: str, words: str, number: int) -> Choice:
    return Choice(phrase=phrase, action=Action(ActionName.ASK, (f"{words} p{number}",)))
