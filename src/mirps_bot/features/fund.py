"""The MIRPS Fund and its projects."""

from dataclasses import dataclass, replace
from datetime import datetime

from mirps_bot.dialogue import Outbound, Show
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.platform import Fund
from mirps_bot.domain.pledge import PledgeKind, Sums
from mirps_bot.domain.query import Tracked
from mirps_bot.features.filtering import wanted_by
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit
from mirps_bot.features.ways import open_pledge

MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAnswer:
    """`total` counts the projects on record, of the entities that were asked for, if any; `projects` are the first."""

    fund: Fund | None
    entities: tuple[EntityId, ...]
    projects: tuple[Tracked, ...]
    total: int
    sums: Sums
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    wanted = replace(wanted_by(visit, asked.understood), kinds=(PledgeKind.FUND_PROJECT,))
    page = visit.unit.pledges.search(wanted, limit=MOST)
    if wanted.texts and not page.total:
        wanted = replace(wanted, texts=())
        page = visit.unit.pledges.search(wanted, limit=MOST)
    return Show(
        template="fund/answer",
        data=FundAnswer(
            fund=next(iter(visit.unit.records.all(Fund)), None),
            entities=asked.entities,
            projects=page.items,
            total=page.total,
            sums=visit.unit.pledges.sums(wanted),
            as_of=visit.now,
        ),
        choices={"open": tuple(open_pledge(each.pledge.id) for each in page.items)},
        shareable=f"fund {words}".strip(),
    )
