"""A long list, a page at a time."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Part of a list in stable order; `total` counts all of it, `offset` what came before."""

    items: tuple[T, ...]
    total: int
    offset: int
