"""What a question about pledges asks for, as read."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

from mirps_bot.domain.ids import AreaId, EntityId, PledgeId
from mirps_bot.domain.language import Names
from mirps_bot.domain.money import Amounts
from mirps_bot.domain.pledge import ContributionType, Forum, Pledge, PledgeKind, Stage, Sums
from mirps_bot.domain.update import Standing


class Facet(StrEnum):
    """What pledges can be asked for by. `ENTITY` is whoever made a pledge or is meant by it."""

    NUMBER = "number"
    ENTITY = "entity"
    OWNER = "owner"
    BENEFICIARY = "beneficiary"
    AREA = "area"
    GROUP = "group"
    TYPE = "type"
    KIND = "kind"
    STAGE = "stage"
    YEAR = "year"
    FORUM = "forum"
    PARTNER = "partner"
    """Who made a pledge, or is meant by it, together with whoever else is named."""
    CHAIR = "chair"
    JOINT = "joint"
    SINCE = "since"
    BEFORE = "before"
    """Announced before that year, month or day."""
    ENDS = "ends"
    """Within that year or month or on that day; with `<` or `>=` before it, earlier, or not earlier."""
    AMOUNT = "amount"
    """As `Amounts` are written: `>100000000USD`."""
    FLAG = "flag"


class Order(StrEnum):
    """In what order pledges can be listed; what has no such date or amount is left out."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"
    """Each currency apart, the one of the most amounts first; those of no known currency last."""
    ENDING = "ending"
    """The first to end first."""


Phrase = tuple[tuple[str, ...], ...]
"""Words that must all be there; of each, the stems that it can be found by, any of which will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Something looked for in the texts of pledges: its words, folded, and the ways to say it, any of which will do.
    `shown`: as people read it, with its accents.
    """

    typed: str
    phrases: tuple[Phrase, ...]
    is_quoted: bool = False
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeFilter:
    """Within one field any value will do; across fields all must hold. Empty fields ask nothing.

    `entities` matches who made a pledge or whom it is for, `owners` only who made it, `beneficiaries` only whom it is
    for. `stages` compares the stage last reported, else the one stated publicly; `never_reported` asks for pledges
    nobody ever reported on. `joint` asks for what supports or is a part of one of these. `texts` must all be found in
    its names, description or numbers, where words must begin with each of `words`. `spans` are days on which it may
    have been announced, `endings` such on which it may end; `amounts` matches what was stated publicly. `changed_since`
    asks for what was announced or reported on since. Of each group of `either` one at least must hold. What meets any
    field of `without` is left out.
    """

    ids: tuple[PledgeId, ...] = ()
    entities: tuple[EntityId, ...] = ()
    owners: tuple[EntityId, ...] = ()
    beneficiaries: tuple[EntityId, ...] = ()
    areas: tuple[AreaId, ...] = ()
    stages: tuple[Stage, ...] = ()
    types: tuple[ContributionType, ...] = ()
    kinds: tuple[PledgeKind, ...] = ()
    years: tuple[int, ...] = ()
    forums: tuple[Forum, ...] = ()
    spans: tuple[Span, ...] = ()
    endings: tuple[Span, ...] = ()
    amounts: tuple[Amounts, ...] = ()
    joint: tuple[PledgeId, ...] = ()
    texts: tuple[Sought, ...] = ()
    words: tuple[str, ...] = ()
    changed_since: datetime | None = None
    never_reported: bool = False
    without_date: bool = False
    """Leave out the ones of which it is known when they were announced."""
    without_amount: bool = False
    """Leave out the ones whose amount is known."""
    is_open: bool = False
    """Leave out the ones reported fulfilled, withdrawn or superseded."""
    has_open_need: bool = False
    """Leave out those of which no party has an open need in one of their areas."""
    is_joint: bool = False
    """Leave out the ones that one entity made alone."""
    is_global: bool = False
    """Leave out the ones that are specific to the region."""
    either: tuple[tuple["PledgeFilter", ...], ...] = ()
    without: "PledgeFilter | None" = None

    @property
    def asks(self) -> tuple[str, ...]:
        """The fields that ask something."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != each.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A pledge and where it stands."""

    pledge: Pledge
    standing: Standing

    @property
    def stage(self) -> Stage | None:
        """As last reported, else as stated publicly."""
        return self.standing.stage or self.pledge.stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """As much of an open pledge as tells which it is, and when it was last heard of, UTC."""

    id: PledgeId
    names: Names | None
    description: str | None
    heard_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many pledges there are of one value of a facet, and what they add up to, whatever other values they have.

    `key` None: of none. Where it is told by stages, what was never reported is apart, as a `FLAG`.
    """

    facet: Facet
    key: str | None
    number: int
    sums: Sums
