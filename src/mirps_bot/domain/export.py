"""Pledges to be taken along as a file, with what was reported on them."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.domain.pledge import Sums
from mirps_bot.domain.query import Tracked
from mirps_bot.domain.update import Update


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeExport:
    """`updates`: every version that its reader may see of what was reported on these pledges, in the order of the
    pledges, newest first within each. `total` pledges were found; there are fewer `pledges` where they were too many
    for one file. `sums` are of all that were found. `words`: what was asked, as typed.
    """

    words: str
    pledges: tuple[Tracked, ...]
    updates: tuple[Update, ...]
    total: int
    sums: Sums
    as_of: datetime
