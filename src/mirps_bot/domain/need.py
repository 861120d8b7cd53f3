"""What a State needs, what members offer, and the matches between them with all that was said of each."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mirps_bot.domain.dates import Quarter, months_later
from mirps_bot.domain.ids import AreaId, EntityId, MatchId, NeedId, OfferId, PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.matching import Proposal
from mirps_bot.domain.pledge import ContributionType

MONTHS_TO_ANSWER = 2
"""The clock of the request-for-support letters that this follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one State asks the members for. Moments are UTC. `contact` is for those that are `concerned`.
    `language` is that of `what`, None where nobody knows.
    """

    id: NeedId
    entity: EntityId
    area: AreaId
    type: ContributionType
    what: str
    by: Quarter | None
    """The quarter until which it is needed; None: not known yet."""
    contact: str | None
    author: PersonId
    author_name: str
    posted_at: datetime
    closed_at: datetime | None = None
    language: Language | None = None

    @property
    def number(self) -> str:
        return f"N-{self.id:04d}"

    @property
    def answer_by(self) -> datetime:
        """Until when members are asked."""
        return months_later(self.posted_at, MONTHS_TO_ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a member would do if a State needs it. `country` None: for any of them. Moments are UTC."""

    id: OfferId
    entity: EntityId
    area: AreaId
    type: ContributionType
    country: EntityId | None
    what: str
    until: Quarter | None
    contact: str | None
    author: PersonId
    author_name: str
    posted_at: datetime
    closed_at: datetime | None = None
    language: Language | None = None

    @property
    def number(self) -> str:
        return f"O-{self.id:04d}"


class MatchState(StrEnum):
    PROPOSED = "proposed"
    INTRODUCED = "introduced"
    """The member can support, and the State knows whom to talk to."""
    AGREED = "agreed"
    DECLINED = "declined"
    CLOSED = "closed"


SUPPORTED = (MatchState.INTRODUCED, MatchState.AGREED)

MOVES = {
    MatchState.PROPOSED: frozenset({MatchState.INTRODUCED, MatchState.DECLINED, MatchState.CLOSED}),
    MatchState.INTRODUCED: frozenset({MatchState.AGREED, MatchState.DECLINED, MatchState.CLOSED}),
    MatchState.DECLINED: frozenset({MatchState.PROPOSED, MatchState.INTRODUCED, MatchState.CLOSED}),
    MatchState.AGREED: frozenset({MatchState.CLOSED}),
    MatchState.CLOSED: frozenset[MatchState](),
}
"""Where a match can go from where it is: a member may change its mind until something is agreed."""


class Reply(StrEnum):
    """What a member says when it is asked."""

    CAN_SUPPORT = "can_support"
    MORE_INFORMATION = "more_information"
    NOT_NOW = "not_now"

    def leads_from(self, state: MatchState) -> MatchState:
        """Where a match goes with this answer. A question leaves it where it is, unless it was declined."""
        match self:
            case Reply.CAN_SUPPORT:
                return MatchState.INTRODUCED
            case Reply.MORE_INFORMATION:
                return MatchState.PROPOSED if state is MatchState.DECLINED else state
            case Reply.NOT_NOW:
                return MatchState.DECLINED


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStep:
    """Where a match went, and who took it there; `author` None: the bot, which proposed it."""

    state: MatchState
    reply: Reply | None = None
    author: PersonId | None = None
    author_name: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A member that a need was put to. `steps` oldest first, never empty, never changed: more are added."""

    id: MatchId
    need: NeedId
    proposal: Proposal
    steps: tuple[MatchStep, ...]

    @property
    def entity(self) -> EntityId:
        return self.proposal.entity

    @property
    def state(self) -> MatchState:
        return self.steps[-1].state

    @property
    def reply(self) -> Reply | None:
        """What the member said last; None: it has not answered."""
        return next((step.reply for step in reversed(self.steps) if step.reply), None)

    @property
    def standing(self) -> MatchState | Reply | None:
        """What came of it: what was settled, else what the member said; None: it has not answered."""
        is_settled = self.state in (MatchState.AGREED, MatchState.CLOSED)
        return self.state if is_settled else self.reply

    def made_between(self, start: datetime, end: datetime) -> "Match | None":
        """As it stood at the end, if it was proposed, taken up or agreed at start <= moment < end."""
        before = tuple(each for each in self.steps if each.at < end)
        is_new = any(each.at >= start and (each.author is None or each.state in SUPPORTED) for each in before)
        return replace(self, steps=before) if is_new else None

    def accepts(self, step: MatchStep) -> bool:
        """Whether it can go there from here, and that would say something new."""
        if step.state is self.state:
            is_news = step.reply is not None and step.reply is not self.reply
            return is_news and self.state is not MatchState.CLOSED
        return step.state in MOVES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A member that has not yet answered a need that is still open, within its clock."""

    need: Need
    match: Match


def concerned(need: Need, matches: tuple[Match, ...]) -> tuple[EntityId, ...]:
    """Whom the contact is for: the State itself, and members that can support it."""
    return (need.entity, *(each.entity for each in matches if each.state in SUPPORTED))
