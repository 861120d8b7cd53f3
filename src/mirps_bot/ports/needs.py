"""Needs, offers, and the matches between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mirps_bot.domain.dates import Quarter
from mirps_bot.domain.ids import AreaId, EntityId, MatchId, NeedId, OfferId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.matching import Proposal
from mirps_bot.domain.need import Awaited, Match, MatchStep, Need, Offer
from mirps_bot.domain.pledge import ContributionType


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNeed:
    """A need to be posted; see `domain.need.Need`. `submission` makes posting it twice impossible."""

    entity: EntityId
    area: AreaId
    type: ContributionType
    what: str
    by: Quarter | None
    contact: str | None
    author: PersonId
    posted_at: datetime
    submission: str
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """An offer to be posted; see `domain.need.Offer`. `submission` makes posting it twice impossible."""

    entity: EntityId
    area: AreaId
    type: ContributionType
    country: EntityId | None
    what: str
    until: Quarter | None
    contact: str | None
    author: PersonId
    posted_at: datetime
    submission: str
    language: Language | None = None


class Needs(Protocol):
    def post(self, new: NewNeed) -> tuple[Need, bool]:
        """The need, and whether it is new: posting the same `submission` again returns the first one unchanged."""
        ...

    def find(self, need: NeedId) -> Need | None: ...

    def listed(self, *, entity: EntityId | None = None, is_open: bool = True) -> tuple[Need, ...]:
        """Newest first; `is_open` leaves out the closed ones."""
        ...

    def close(self, need: NeedId, *, at: datetime) -> bool:
        """Whether it was still open: only one of two who close it at the same time is told so."""
        ...

    def awaiting(self, now: datetime) -> tuple[Awaited, ...]:
        """Members that have not answered an open need whose clock still runs, oldest need first, then by entity."""
        ...


class Offers(Protocol):
    def post(self, new: NewOffer) -> tuple[Offer, bool]:
        """The offer, and whether it is new: posting the same `submission` again returns the first one unchanged."""
        ...

    def find(self, offer: OfferId) -> Offer | None: ...

    def listed(self, *, entity: EntityId | None = None, is_open: bool = True) -> tuple[Offer, ...]:
        """Newest first; `is_open` leaves out the closed ones."""
        ...

    def close(self, offer: OfferId, *, at: datetime) -> bool:
        """Whether it was still open."""
        ...


class Matches(Protocol):
    """A match is one need and one member. Its history is append-only."""

    def propose(self, need: NeedId, proposals: Iterable[Proposal], *, at: datetime) -> tuple[Match, ...]:
        """Record what is not yet recorded for this need and that member; returns the new ones, by entity."""
        ...

    def find(self, match: MatchId) -> Match | None: ...

    def of_need(self, need: NeedId) -> tuple[Match, ...]:
        """The most points first, then by entity."""
        ...

    def of_entity(self, entity: EntityId) -> tuple[Match, ...]:
        """Those of open needs, newest need first."""
        ...

    def moved_between(self, start: datetime, end: datetime) -> tuple[Match, ...]:
        """Those with a step at start <= moment < end, of closed needs too: by need, then as `of_need`."""
        ...

    def take(self, match: MatchId, step: MatchStep) -> tuple[Match, bool]:
        """The match as it is now, and whether this step was taken: not if `Match.accepts` says no, as for the echo of
        a tap. Of several at the same time each sees what the one before did. Raises LookupError for an unknown match.
        """
        ...
