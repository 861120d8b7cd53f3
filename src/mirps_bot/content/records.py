"""The kinds of facts that nothing computes with. A key that is absent from a record is not known."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from mirps_bot.content.reading import read_partial_date
from mirps_bot.domain.language import Language

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[Mapping[Language, Text], Field(min_length=1)]
"""One text in the languages it is known in."""
Day = Annotated[str, PlainValidator(lambda written: str(read_partial_date(written)))]
"""2025, 2025-11 or 2025-11-25."""


class Entry(BaseModel):
    """What every record says. `unofficial` names the languages whose wording is a translation of our own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    source: Text
    note: Text | None = None
    unofficial: tuple[Language, ...] = ()


# ---- entities and areas --------------------------------------------------------------------------


class Institution(BaseModel):
    """A national institution that deals with the MIRPS."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    acronym: Text | None = None
    name: Text
    role: Text
    source: Text


class Profile(Entry):
    entity: Text
    seat: Text | None = None
    iso2: Text | None = None
    iso3: Text | None = None
    institutions: tuple[Institution, ...] = ()


class Named(Entry):
    names: Texts
    aliases: tuple[Text, ...] = ()


class Acronym(Entry):
    """`forms` are read as the same thing: PPT, PTP."""

    forms: tuple[Text, ...]
    names: Texts


# ---- how the platform is run ---------------------------------------------------------------------


class Chair(Entry):
    entity: Text | None = None
    start: Day
    end: Day | None = None


class Presidency(Entry):
    year: int
    entity: Text | None = None


class Statement(Entry):
    text: Texts


class AnnualMeeting(Entry):
    number: int
    roman: Text
    place: Text | None = None
    date: Day | None = None
    host: Text | None = None
    declaration: Texts | None = None


class Mechanism(Named):
    text: Texts | None = None


class Fund(Named):
    administrator: Text
    approved: Day
    resolution: Text
    first_call: Day
    text: Texts


class Initiative(Named):
    text: Texts


class City(Entry):
    name: Text
    level: Literal["municipality", "department"]
    country: Text


# ---- plans, pledges and reporting ----------------------------------------------------------------


class Plan(Entry):
    """`areas` counts the commitments of a National Action Plan; `unnamed` are areas without a name."""

    entity: Text
    areas: Mapping[str, int]
    unnamed: tuple[int, ...] = ()


class PlanTotal(Entry):
    commitments: int


class Quantification(Statement):
    year: int
    amount: int
    currency: Text


class KeyOutcome(Statement):
    pledge: Text


class ReportingStatistic(Statement):
    date: Day
    updated_share: float | None = None


class ReportingObligation(Named):
    cadence: Texts | None = None
    who: Texts


class DisplacementFigure(Entry):
    date: Day
    people: int


# ---- the strategy --------------------------------------------------------------------------------


class Theme(Statement):
    year: int
    chair: Text
    title: Texts


class Numbered(Statement):
    number: int
    title: Texts | None = None


class FocusArea(Numbered):
    mechanisms: tuple[Text, ...] = ()


class Activity(Entry):
    """`main`: listed under the main activities of the strategy, not in its calendar alone."""

    number: int
    title: Texts
    text: Texts | None = None
    events: tuple[Text, ...] = ()
    main: bool


# ---- how others record the same things -----------------------------------------------------------


class PledgeField(Entry):
    meaning: Text
    attested: bool
    choices: tuple[Text, ...] = ()
    limit: Text | None = None


class UpdateForm(Entry):
    open: Text
    for_each: Text
    when: Text
    joint_pledges: Text
    published: Text


class UpdateStep(Entry):
    number: int
    text: Text
    choices: tuple[Text, ...] = ()


class MatchingPractice(Entry):
    year: int | None = None
    text: Text
    example: Text


class GoodPracticeForm(Entry):
    origin: Text
    fields: tuple[Text, ...] = ()


RECORDS: Mapping[str, Mapping[str, type[Entry]]] = {
    "cities.toml": {"initiative": Initiative, "city": City},
    "displacement.toml": {"displacement_figure": DisplacementFigure},
    "gaps.toml": {"gap": Named},
    "models.toml": {
        "pledge_field": PledgeField,
        "update_form": UpdateForm,
        "update_step": UpdateStep,
        "matching_practice": MatchingPractice,
        "good_practice_form": GoodPracticeForm,
    },
    "plans.toml": {"plan": Plan, "plan_total": PlanTotal, "quantification": Quantification},
    "platform.toml": {
        "chair": Chair,
        "presidency": Presidency,
        "presidency_rule": Statement,
        "annual_meeting": AnnualMeeting,
        "mechanism": Mechanism,
        "fund": Fund,
    },
    "profiles.toml": {"profile": Profile},
    "reporting.toml": {
        "reporting_statistic": ReportingStatistic,
        "reporting_obligation": ReportingObligation,
    },
    "strategy_2025.toml": {
        "theme": Theme,
        "objective": Numbered,
        "focus_area": FocusArea,
        "principal_result": Numbered,
        "activity": Activity,
    },
    "terms.toml": {"stage": Named, "contribution_type": Named, "term": Named, "acronym": Acronym},
    "ways_of_support.toml": {"way_of_support": Numbered},
}
"""What the files of reference/ are made of that hold nothing but records."""
