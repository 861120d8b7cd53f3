"""Long lists, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from mirps_bot.dialogue import Choice
from mirps_bot.domain.page import Page
from mirps_bot.features.reading import without_page

T = TypeVar("T")


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """The page of this number, counted from 1, or the last one."""
    last = max(-(-len(items) // size), 1)
    offset = (min(number, last) - 1) * size
    return Page(items=tuple(items[offset : offset + size]), total=len(items), offset=offset)


def turns(words: str, page: Page[T], size: int) -> tuple[Choice, ...]:
    """The ways to the pages before and after; `words` is the question with its command."""
    number, plain = page.offset // size + 1, without_page(words)
    found = []
    if number > 1:
        found.append(_turn("previous_page", plain, number - 1))
    if page.offset + len(page.items) < page.total:
        found.append(_turn("next_page", plain, number + 1))
    return tuple(found)


def _turn(phrase: str, words: str, number: int) -> Choice:
    return Choice.asking(f"{words} p{number}", phrase)
