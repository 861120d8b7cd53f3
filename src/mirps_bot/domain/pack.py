"""The paper of a meeting or of a working group: what its readers are to have before them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mirps_bot.domain.calendar import Event
from mirps_bot.domain.contribution import Contribution
from mirps_bot.domain.entity import Group
from mirps_bot.domain.ids import EntityId, PersonId, PledgeId
from mirps_bot.domain.language import Language
from mirps_bot.domain.need import Match, Need, Offer
from mirps_bot.domain.pledge import Pledge, Stage, Sums
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.response import Answered, Received, Unchanged
from mirps_bot.domain.update import Unstaged, Update


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """A joint pledge, and its lead's last update, None if there is none. `parts` of this cycle, and `waiting`, which
    gave none, are those that the reader may know of.
    """

    pledge: Pledge
    text: Update | None
    parts: tuple[Update, ...]
    waiting: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """From `since` until `until`, both included; all of it as far as one reader may see it. There is an `event`, a
    `group`, or both.

    `before`: the last meeting of the same series or group; None: the calendar has none. `is_narrowed`: to the pledges
    of the group; else they are the whole platform's. `listed` are the first of `total` pledges, of a group alone.
    `received` are the newest, newest first, of `received_total`. `answered` None: the reader is not told of it.
    `needs` and `offers` are open, the newest first, each of so many in all; `matches` by the number of the need.
    `languages` are those in which people write.
    """

    event: Event | None
    group: Group | None
    before: Event | None
    since: date
    until: date
    is_narrowed: bool
    total: int
    by_stage: Mapping[Stage | Unstaged, int]
    sums: Sums
    listed: tuple[Tracked, ...]
    received: tuple[Received, ...]
    received_total: int
    unchanged: tuple[Unchanged, ...]
    answered: Answered | None
    joint: tuple[Consolidated, ...]
    contributions: tuple[Contribution, ...]
    contributions_total: int
    needs: tuple[Need, ...]
    needs_total: int
    offers: tuple[Offer, ...]
    offers_total: int
    matches: Mapping[str, tuple[Match, ...]]
    ahead: tuple[Event, ...]
    languages: Mapping[PersonId, Language]
    titles: Mapping[PledgeId, Pledge]
    """The pledges that contributions are brought to."""
    as_of: datetime
