"""What is reported elsewhere, by whom, and how others record the same things."""

from dataclasses import dataclass

from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.language import Names
from mirps_bot.domain.record import NamedRecord, Record, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOutcome(Statement):
    """What a multi-stakeholder pledge is to bring about."""

    pledge: PledgeId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingStatistic(Statement):
    """`updated_share`: updates divided by pledges."""

    date: PartialDate
    updated_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingObligation(NamedRecord):
    cadence: Names | None = None
    who: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeField(Record):
    """`attested`: whether a public page shows this field on a form or a dashboard."""

    meaning: str
    attested: bool
    choices: tuple[str, ...] = ()
    limit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateForm(Record):
    open: str
    for_each: str
    when: str
    joint_pledges: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateStep(Record):
    number: int
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPractice(Record):
    year: int | None = None
    text: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPracticeForm(Record):
    origin: str
    fields: tuple[str, ...] = ()
