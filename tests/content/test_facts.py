import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

import pytest

from mirps_bot.content.facts import REFERENCE, Facts, load_facts
from mirps_bot.content.reading import ContentError
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.entity import Area, Entity, EntityKind, Group
from mirps_bot.domain.glossary import Acronym, ContributionTypeName, OwnTerm, Scheme, StageName, Term, Unknown
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language, Names
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
from mirps_bot.domain.pledge import ContributionType, Pledge, PledgeKind, Stage, add_up
from mirps_bot.domain.record import Record
from mirps_bot.domain.reporting import (
    GoodPracticeForm,
    KeyOutcome,
    MatchingPractice,
    PledgeField,
    ReportingObligation,
    ReportingStatistic,
    UpdateForm,
    UpdateStep,
)
from mirps_bot.domain.strategy import Activity, FocusArea, Objective, PrincipalResult, Theme

R = TypeVar("R", bound=Record)

PRIVATE = re.compile(
    r"\b(seed \d|researcher|crawl\w*|corpus|corpora|stored)\b"
    r"|\.txt\b|\.yaml\b"
)
"""Words about how the facts were gathered, which concern nobody who reads them."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the facts in which one text of one file was replaced; may be called again for another."""
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)

    def replace(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_facts(folder)
    return str(refused.value).splitlines()


def test_facts_are_all_there(facts: Facts) -> None:
    assert Counter(entity.kind for entity in facts.entities) == {
        EntityKind.MIRPS_STATE: 7,
        EntityKind.PLATFORM_MEMBER: 14,
        EntityKind.SECRETARIAT: 2,
        EntityKind.COMPANY: 4,
        EntityKind.OTHER: 6,
    }
    assert Counter(pledge.kind for pledge in facts.pledges) == {
        PledgeKind.MULTI_STAKEHOLDER: 10,
        PledgeKind.PLEDGE: 43,
        PledgeKind.CONTRIBUTION: 29,
        PledgeKind.FUND_PROJECT: 5,
        PledgeKind.IMPLEMENTATION: 7,
    }
    assert (len(facts.areas), len(facts.groups)) == (23, 7)


def test_records_are_all_there(facts: Facts) -> None:
    assert Counter(type(record) for record in facts.records) == {
        Acronym: 16,
        Activity: 10,
        AnnualMeeting: 9,
        Chair: 5,
        City: 14,
        ContributionTypeName: 5,
        DisplacementFigure: 4,
        FocusArea: 3,
        Fund: 1,
        GoodPracticeForm: 4,
        Initiative: 1,
        KeyOutcome: 4,
        MatchingPractice: 3,
        Mechanism: 8,
        Objective: 4,
        OwnTerm: 11,
        Plan: 7,
        PlanTotal: 1,
        PledgeField: 20,
        Presidency: 9,
        PresidencyRule: 1,
        PrincipalResult: 4,
        Profile: 32,
        Quantification: 3,
        ReportingObligation: 8,
        ReportingStatistic: 5,
        Scheme: 6,
        StageName: 3,
        Term: 67,
        Theme: 1,
        Unknown: 17,
        UpdateForm: 1,
        UpdateStep: 4,
        WayOfSupport: 7,
    }


def test_every_fact_has_a_source(facts: Facts) -> None:
    everything: tuple[Entity | Area | Group | Pledge | Record, ...]
    everything = (*facts.entities, *facts.areas, *facts.groups, *facts.pledges, *facts.records)
    assert [each.id for each in everything if not each.source.strip()] == []


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.toml")), ids=lambda path: path.name)
def test_facts_speak_of_the_platform_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [found[0] for found in PRIVATE.finditer(text)] == []


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.toml")), ids=lambda path: path.name)
def test_each_file_begins_by_saying_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_every_pledge_has_a_short_name_in_every_language(facts: Facts) -> None:
    names = [[getattr(each.names, language) or "" for language in Language] for each in facts.pledges]
    assert [own for own in names if not all(0 < len(name) <= 80 for name in own)] == []


def test_entities_groups_and_areas_are_named_in_every_language(facts: Facts) -> None:
    everything: tuple[Entity | Area | Group, ...] = (*facts.entities, *facts.areas, *facts.groups)
    assert [
        each.id for each in everything if not all(getattr(each.names, language) for language in Language)
    ] == []


def test_states_and_members_are_named_in_all_languages_and_have_a_zone(facts: Facts) -> None:
    ours = [entity for entity in facts.entities if entity.kind not in (EntityKind.COMPANY, EntityKind.OTHER)]
    assert [each.id for each in ours if not (each.names.pt and each.names.fr and each.time_zones)] == []


def test_no_stage_is_claimed_that_no_page_states(facts: Facts) -> None:
    assert [pledge.id for pledge in facts.pledges if pledge.stage] == []


def test_amounts_that_overlap_are_marked_on_both_sides(facts: Facts) -> None:
    overlaps = {pledge.id: pledge.overlaps for pledge in facts.pledges if pledge.overlaps}
    assert overlaps == {
        "rec-010": ("rec-011", "rec-012"),
        "rec-011": ("rec-010", "rec-012"),
        "rec-012": ("rec-010", "rec-011"),
    }


def test_the_sums_of_the_region_count_no_money_twice(facts: Facts) -> None:
    sums = add_up(pledge for pledge in facts.pledges if not pledge.is_global)
    assert [(total.currency, int(total.amount), total.count) for total in sums.totals] == [
        ("USD", 839_000_000, 6),
        ("EUR", 53_000_000, 7),
        ("CAD", 10_100_000, 2),
    ]
    assert (sums.overlapping, sums.without_currency) == (2, 0)


def test_amounts_without_a_currency_are_the_ones_whose_page_shows_none(facts: Facts) -> None:
    unclear = [pledge.id for pledge in facts.pledges if pledge.amount is not None and not pledge.currency]
    assert unclear == ["rec-036"]


def test_what_is_unknown_is_left_out_not_guessed(facts: Facts) -> None:
    assert [each.id for each in of(facts, Chair) if each.entity is None] == ["chair-2026"]
    assert [each.id for each in of(facts, Presidency) if each.entity is None] == ["presidency-2027"]
    undated = [each.id for each in of(facts, AnnualMeeting) if each.date is None]
    assert undated == ["annual-meeting-1", "annual-meeting-9"]
    assert [group.id for group in facts.groups if group.lead is None] == ["rtt-idp", "cso-dialogue", "troika"]


def test_stages_and_types_are_among_the_ones_the_bot_knows(facts: Facts) -> None:
    assert {each.id for each in of(facts, StageName)} == {
        Stage.PLANNING,
        Stage.IN_PROGRESS,
        Stage.FULFILLED,
    }
    assert {each.id for each in of(facts, ContributionTypeName)} == set(ContributionType)


def test_terms_are_in_all_four_languages(facts: Facts) -> None:
    terms = of(facts, Term)
    assert [
        each.id for each in terms if not all(getattr(each.names, language) for language in Language)
    ] == []


def test_what_is_told_of_the_platform_is_told_in_every_language(facts: Facts) -> None:
    """But for acronyms, which are the names of others, and schemes, which nobody is shown."""
    lacking = [
        (each.id, part.name)
        for each in facts.records
        for part in fields(each)
        if isinstance(text := getattr(each, part.name), Names)
        and not isinstance(each, Acronym | Scheme)
        and not all(getattr(text, language) for language in Language)
    ]
    assert lacking == []


def test_plans_add_up_to_their_total(facts: Facts) -> None:
    (total,) = of(facts, PlanTotal)
    assert sum(each.commitments for each in of(facts, Plan)) == total.commitments


def test_a_record_keeps_what_is_known(facts: Facts) -> None:
    assert next(each for each in facts.records if each.id == "annual-meeting-8") == AnnualMeeting(
        id="annual-meeting-8",
        number=8,
        roman="VIII",
        place=Names(**dict.fromkeys(Language, "Heredia, Costa Rica")),
        date=PartialDate(year=2025, month=11, day=25),
        host=EntityId("cr"),
        declaration=Names(
            es="Declaración de Heredia",
            en="Heredia Declaration",
            pt="Declaração de Heredia",
            fr="Déclaration de Heredia",
        ),
        unofficial=(Language.ES, Language.PT, Language.FR),
        note="Agreed common actions for 2026.",
        source="https://delfino.cr/2025/11/gobiernos-centroamericanos-acuerdan-reforzar-respuesta-regional-al-desplazamiento-forzado",
    )


def of(facts: Facts, kind: type[R]) -> list[R]:
    return [each for each in facts.records if isinstance(each, kind)]


def test_faults_of_all_files_come_at_once(spoilt: Callable[[str, str, str], Path]) -> None:
    spoilt("entities.toml", 'kind = "mirps_state"', 'kind = "state"')
    spoilt("platform.toml", 'start = "2020-06-29"', 'start = "2020-06-31"')
    folder = spoilt("strategy_2025.toml", "[[objective]]", "[[objetive]]")
    assert faults_of(folder) == [
        (
            "reference/entities.toml, entity 1 'bz', kind: 'state' is not one of "
            "'mirps_state', 'platform_member', 'secretariat', 'company' or 'other'"
        ),
        (
            "reference/platform.toml, chair 1 'chair-2020', start: '2020-06-31' is not a date: "
            "write 2026, 2026-02 or 2026-02-28, in quotes"
        ),
        (
            "reference/strategy_2025.toml, objetive: is not known here; this file is made of "
            "[[theme]], [[objective]], [[focus_area]], [[principal_result]], [[activity]]"
        ),
    ]


def test_names_of_what_is_not_there_are_told_all_at_once(spoilt: Callable[[str, str, str], Path]) -> None:
    spoilt("pledges.toml", 'entities = ["es"]', 'entities = ["spain"]')
    spoilt("pledges.toml", 'id = "rec-084"', 'id = "rec-083"')
    spoilt("groups.toml", 'lead = "mx"', 'lead = "mexico"')
    spoilt("plans.toml", "protection = 6", "protecton = 6")
    folder = spoilt("entities.toml", "America/Belize", "America/Belmopan")
    assert faults_of(folder) == [
        "reference/pledges.toml, pledge 'rec-083', id: stands 2 times; give each its own",
        "reference/pledges.toml, pledge 'rec-083', id: stands 2 times; give each its own",
        "reference/groups.toml, group 'wg-asylum', lead: there is no entity 'mexico'",
        "reference/pledges.toml, pledge 'rec-001', entities: there is no entity 'spain'",
        "reference/plans.toml, plan 'bz', areas: there is no area 'protecton'",
        "reference/entities.toml, entity 'bz', time_zones: 'America/Belmopan' is not a time zone",
    ]
