"""Which kinds of facts the files of reference/ hold that nothing computes with."""

from collections.abc import Mapping

from mirps_bot.domain.glossary import Acronym, ContributionTypeName, OwnTerm, StageName, Term, Unknown
from mirps_bot.domain.plan import DisplacementFigure, Plan, PlanTotal, Quantification
from mirps_bot.domain.platform import (
    AnnualMeeting,
    Chair,
    City,
    Fund,
    Initiative,
    Mechanism,
    Presidency,
    PresidencyRule,
    Profile,
    WayOfSupport,
)
from mirps_bot.domain.record import Record
from mirps_bot.domain.reporting import (
    GoodPracticeForm,
    MatchingPractice,
    PledgeField,
    ReportingObligation,
    ReportingStatistic,
    UpdateForm,
    UpdateStep,
)
from mirps_bot.domain.strategy import Activity, FocusArea, Objective, PrincipalResult, Theme

RECORDS: Mapping[str, Mapping[str, type[Record]]] = {
    "cities.toml": {"initiative": Initiative, "city": City},
    "displacement.toml": {"displacement_figure": DisplacementFigure},
    "gaps.toml": {"gap": Unknown},
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
        "presidency_rule": PresidencyRule,
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
        "objective": Objective,
        "focus_area": FocusArea,
        "principal_result": PrincipalResult,
        "activity": Activity,
    },
    "terms.toml": {
        "stage": StageName,
        "contribution_type": ContributionTypeName,
        "term": Term,
        "own_term": OwnTerm,
        "acronym": Acronym,
    },
    "ways_of_support.toml": {"way_of_support": WayOfSupport},
}
"""By file, then by the word that stands above each in double brackets."""
