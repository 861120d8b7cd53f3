"""What else the register holds: ways of support, figures, what is reported elsewhere, and what nobody knows yet."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.glossary import Unknown
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.plan import DisplacementFigure, Quantification
from mirps_bot.domain.platform import WayOfSupport
from mirps_bot.domain.reporting import ReportingObligation, ReportingStatistic, UpdateForm
from mirps_bot.features import pledges
from mirps_bot.features.reading import read
from mirps_bot.features.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOfSupport:
    ways: tuple[WayOfSupport, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The latest first. Figures of displacement count different groups: they are never compared. `asked_of`: who was
    named, though no figure is of one country.
    """

    displacement: tuple[DisplacementFigure, ...]
    needs: tuple[Quantification, ...]
    reporting: tuple[ReportingStatistic, ...]
    asked_of: tuple[EntityId, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    obligations: tuple[ReportingObligation, ...]
    form: UpdateForm | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    unknowns: tuple[Unknown, ...]
    as_of: datetime


def ways_of_support(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    if asked.entities or asked.types:  # apoyo técnico para Honduras
        return pledges.answer(visit, words)
    ways = sorted(visit.unit.records.all(WayOfSupport), key=lambda each: each.number)
    asks = ("pledges", "fund", "cities")
    return Show(
        template="support/list",
        data=WaysOfSupport(ways=tuple(ways), as_of=visit.now),
        choices={"look": tuple(map(Choice.asking, asks))},
        shareable="support",
    )


def figures(visit: Visit, words: str) -> Outbound:
    records = visit.unit.records
    return Show(
        template="figures/answer",
        data=Figures(
            displacement=tuple(
                sorted(records.all(DisplacementFigure), key=lambda each: each.date, reverse=True)
            ),
            needs=tuple(sorted(records.all(Quantification), key=lambda each: -each.year)),
            reporting=tuple(
                sorted(records.all(ReportingStatistic), key=lambda each: each.date, reverse=True)
            ),
            asked_of=read(visit.lexicon, words).entities,
            as_of=visit.now,
        ),
        choices={"look": (Choice.asking("plans"), Choice.asking("fund"))},
        shareable="figures",
    )


def obligations(visit: Visit, words: str) -> Outbound:
    return Show(
        template="obligations/list",
        data=Obligations(
            obligations=visit.unit.records.all(ReportingObligation),
            form=next(iter(visit.unit.records.all(UpdateForm)), None),
            as_of=visit.now,
        ),
        choices={"look": (Choice.asking("mine"), Choice.asking("calendar"))},
        shareable="obligations",
    )


def unknowns(visit: Visit, words: str) -> Outbound:
    return Show(
        template="unknown/list",
        data=Unknowns(unknowns=visit.unit.records.all(Unknown), as_of=visit.now),
        shareable="unknown",
    )
