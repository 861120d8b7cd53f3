"""Pledges, and where they stand."""

from collections.abc import Collection, Mapping
from typing import Protocol

from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.page import Page
from mirps_bot.domain.pledge import Pledge, Stage, Sums
from mirps_bot.domain.query import Count, Facet, Open, Order, PledgeFilter, Tracked
from mirps_bot.domain.update import Unstaged


class Pledges(Protocol):
    def find(self, pledge: str) -> Tracked | None:
        """By id or by external id, letter case aside."""
        ...

    def search(
        self, wanted: PledgeFilter, *, offset: int = 0, limit: int = 10, order: Order | None = None
    ) -> Page[Tracked]:
        """In the `order`, of those that can be put so. Without one, all of them: multi-stakeholder pledges first, then
        the newest announced, unknown years last; by id within a year. Before all that, what has the texts that are
        looked for in its names.
        """
        ...

    def has(self, wanted: PledgeFilter) -> bool:
        """Whether `search` would find anything."""
        ...

    def longest_silent(
        self, owner: EntityId, *, limit: int | None = None, is_joint: bool = False
    ) -> Page[Tracked]:
        """Of the open pledges that this entity made, or made with others (`is_joint`): never reported first, then the
        least lately heard of, by id.
        """
        ...

    def open_of(self, owners: Collection[EntityId]) -> Mapping[EntityId, tuple[Open, ...]]:
        """All open pledges of each of these entities, in the same order."""
        ...

    def sums(self, wanted: PledgeFilter) -> Sums:
        """What `domain.pledge.add_up` says of all that `search` would find."""
        ...

    def by_stage(self, wanted: PledgeFilter) -> Mapping[Stage | Unstaged, int]:
        """How many of what `search` would find stand at each stage, as reported or, once anything was reported, as
        stated publicly.
        """
        ...

    def counts(self, wanted: PledgeFilter, by: Facet) -> tuple[Count, ...]:
        """Of all that `search` would find: by each `OWNER`, `BENEFICIARY`, `AREA`, `TYPE`, `KIND`, `STAGE` (as reported
        or, once anything was reported, as stated publicly), `YEAR` or `FORUM`, the most first, then by its key.
        """
        ...

    def supporting(self, pledge: PledgeId) -> tuple[Pledge, ...]:
        """The pledges that name this one as what they support or are part of, by id."""
        ...

    def words(self) -> frozenset[str]:
        """The folded words that stand in their names and descriptions."""
        ...
